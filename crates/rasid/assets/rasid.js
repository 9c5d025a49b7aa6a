// What a pointer and a keyboard have more of with a script. Every page works without it.

// What can be copied with a button.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.classList.add("done");
  });
}

// In an article, the words behind a field light up while the field is pointed at or has the focus.
for (const link of document.querySelectorAll("a.evidence")) {
  const mark = document.getElementById(link.hash.slice(1));
  let words = mark?.nextElementSibling;
  while (words && words.tagName !== "MARK") words = words.nextElementSibling?.matches(".mark, mark") ? words.nextElementSibling : null;
  if (!words) continue;
  for (const begin of ["pointerenter", "focus"]) link.addEventListener(begin, () => words.classList.add("lit"));
  for (const end of ["pointerleave", "blur"]) link.addEventListener(end, () => words.classList.remove("lit"));
}
