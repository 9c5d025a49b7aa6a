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

// Keys of the review: an element says in `data-key` which key it has. What is typed into a field is typed into it.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const at = event.target;
  if (at.matches("input:not([type=checkbox]), select, textarea")) {
    if (event.key === "Escape") at.blur();
    return;
  }
  // On an Arabic keyboard the same keys have other letters.
  const key = /^[\x21-\x7e]$/.test(event.key) || !event.code.startsWith("Key") ? event.key : event.code.slice(3).toLowerCase();
  if (key === "j" || key === "k") {
    const items = [...document.querySelectorAll("[data-item]")];
    const step = key === "j" ? 1 : -1;
    const here = items.indexOf(document.activeElement);
    const next = items[here < 0 ? 0 : Math.min(Math.max(here + step, 0), items.length - 1)];
    next?.focus();
    return;
  }
  const has = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!has || event.repeat) return;
  event.preventDefault();
  if (has.matches("input, select")) has.focus();
  else has.click();
});

// The sentence of an encounter that is added: what is selected in the text.
for (const field of document.querySelectorAll("textarea[data-selection]")) {
  const source = document.getElementById(field.dataset.selection);
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    if (words && source.contains(selection.anchorNode)) field.value = words;
  });
}
