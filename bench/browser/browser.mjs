#!/usr/bin/env node
// Looks at every page in a real browser, as people do.
//
//     cargo build --release && cd bench/browser && npm install && node browser.mjs [--shots FOLDER] [ARTICLES]
//
// Every page in three languages, light and dark, 1280 and 390 pixels wide: no error on the console, no request that
// leaves the host, nothing that scrolls sideways, no violation that axe-core finds, the first words within a second.
// Then the same pages without JavaScript, ten items reviewed by keyboard alone, a file dropped, and the way of somebody
// who has never seen the program from the first page to the sentence of an article. Needs Debian's chromium (CHROMIUM).
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const RASID = process.env.RASID ?? path.join(ROOT, "target/release/rasid");
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const USER = "salma";
const PASSWORD = "a long password";
const ITEMS = 10;
const FIRST_WORDS_MS = 1000;

const args = process.argv.slice(2);
const shots = args[0] === "--shots" ? path.resolve(args.splice(0, 2)[1]) : null;
const articles = path.resolve(args[0] ?? path.join(ROOT, "examples/articles"));
const faults = [];
const fault = (...told) => {
  faults.push(told.join(" "));
  console.error("fault:", ...told);
};

const work = fs.mkdtempSync(path.join(os.tmpdir(), "rasid-browser-"));
const env = { ...process.env, HOME: work, LANG: "en_GB.UTF-8" };
const run = (given, input = "") => execFileSync(RASID, given, { cwd: work, env, input, encoding: "utf8" });
run(["ingest", "--quiet", articles]);
run(["serve", "user", "add", USER], PASSWORD);
const server = spawn(RASID, ["serve", "--bind", "127.0.0.1:0"], { cwd: work, env });
const base = await new Promise((told, failed) => {
  let said = "";
  server.stderr.on("data", (line) => {
    said += line;
    const found = /http:\/\/[^/]+/.exec(said);
    if (found) told(found[0]);
  });
  server.on("exit", () => failed(new Error(`the server says: ${said}`)));
});
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function context(options) {
  const made = await browser.newContext(options);
  const page = await made.newPage();
  page.told = [];
  page.on("console", (line) => line.type() === "error" && page.told.push(line.text()));
  page.on("pageerror", (error) => page.told.push(String(error)));
  page.on("request", (asked) => !asked.url().startsWith(base) && !asked.url().startsWith("data:") && page.told.push(`asks ${asked.url()}`));
  return { made, page };
}

async function signIn(page) {
  await page.goto(`${base}/login?to=/review`);
  await page.fill("input[name=name]", USER);
  await page.fill("input[name=password]", PASSWORD);
  await page.press("input[name=password]", "Enter");
  await page.waitForURL(/review/);
}

async function everyPage() {
  const { made, page } = await context({});
  const link = async (at, selector) => {
    await page.goto(base + at);
    return new URL(await page.locator(selector).first().getAttribute("href"), base).pathname;
  };
  const encounter = await link("/chronology", ".card h3 a");
  const pages = {
    overview: "/", today: "/today?since=2000-01-01", chronology: "/chronology", countries: "/countries",
    country: await link("/countries", ".list a"), people: "/people", person: await link("/people", "tbody a"), offices: "/offices",
    office: await link("/offices", "tbody a"), network: "/network", "network-people": "/network?of=people", audit: "/audit",
    search: "/search?q=%D8%A7%D9%84%D9%88%D8%B2%D9%8A%D8%B1", encounter, article: await link(encounter, ".sources a"),
    extract: "/extract", login: "/login", missing: "/encounters/nobody",
    review: "/review", decide: encounter.replace("/encounters/", "/review/"), log: "/review/log", ingest: "/ingest",
  };
  pages.judgements = `${pages.article}?judgements=1`;
  pages.add = pages.article.replace("/articles/", "/review/add/");
  await made.close();
  return pages;
}

async function lookAt(pages) {
  for (const lang of ["ar", "en", "fr"]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const width of [1280, 390]) {
        const { made, page } = await context({ colorScheme, viewport: { width, height: 900 } });
        await signIn(page);
        for (const [name, at] of Object.entries(pages)) {
          const where = `${name} ${lang} ${colorScheme} ${width}:`;
          page.told.length = 0;
          const answer = await page.goto(`${base}${at}${at.includes("?") ? "&" : "?"}lang=${lang}`);
          const wanted = name === "missing" ? 404 : 200;
          if (answer.status() !== wanted) fault(where, "status", answer.status());
          const told = page.told.filter((line) => !(name === "missing" && line.includes("404")));
          if (told.length) fault(where, ...told);
          const seen = await page.evaluate(() => ({
            wide: document.documentElement.scrollWidth > window.innerWidth,
            lang: document.documentElement.lang,
            paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
          }));
          if (seen.wide) fault(where, "scrolls sideways");
          if (seen.lang !== lang) fault(where, "is in", seen.lang);
          if (seen.paint > FIRST_WORDS_MS) fault(where, "first words after", Math.round(seen.paint), "ms");
          await page.evaluate(AXE);
          const found = await page.evaluate(async () => (await axe.run()).violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`));
          found.forEach((one) => fault(where, one));
          if (shots) await page.screenshot({ path: path.join(shots, `${name}-${lang}-${colorScheme}-${width}.png`) });
        }
        await made.close();
      }
    }
  }
}

async function withoutScript(pages) {
  const with_ = await context({});
  const bare = await context({ javaScriptEnabled: false });
  await signIn(with_.page);
  await signIn(bare.page);
  for (const [name, at] of Object.entries(pages)) {
    await with_.page.goto(base + at);
    await bare.page.goto(base + at);
    const text = async (page) => (await page.locator("main").innerText()).replace(/\s+/g, " ").length;
    const [one, other] = [await text(with_.page), await text(bare.page)];
    // The button that copies is all a script adds.
    if (Math.abs(one - other) > 20) fault(name, "without a script:", other, "letters, with one", one);
  }
  await bare.page.goto(`${base}/extract`);
  await bare.page.fill("textarea", "استقبل وزير الداخلية المغربي سليم الورداني، يوم 6 ماي 2025 بالرباط، نظيره الإسباني ألبارو سانتاماريا.");
  await bare.page.click("form.paste button");
  if ((await bare.page.locator("mark").count()) < 3) fault("extract without a script: nothing is marked");
  await with_.made.close();
  await bare.made.close();
}

async function reviewByKeyboard(pages) {
  const { made, page } = await context({});
  await page.goto(`${base}/login?to=${pages.decide}`);
  await page.keyboard.press("Tab");
  while (await page.evaluate(() => document.activeElement.name !== "name")) await page.keyboard.press("Tab");
  await page.keyboard.type(USER);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL((now) => now.pathname.startsWith("/review/"));
  await page.keyboard.press("?");
  if (!(await page.locator(".keys dl").isVisible())) fault("review: ? does not show the keys");
  let decided = 0;
  for (; decided < ITEMS; decided += 1) {
    if (!/\/review\/[0-9a-f]+/.test(new URL(page.url()).pathname)) {
      // The queue is empty: encounters nobody doubts can be reviewed too.
      const next = (await (await fetch(`${base}/api/v1/encounters`)).json()).items.find((one) => !one.reviewed);
      await page.goto(`${base}/review/${next.id}`);
    }
    const before = page.url();
    await page.keyboard.press(decided % 4 === 3 ? "r" : "c");
    await page.waitForURL((now) => String(now) !== before);
    if (!/done=\d+/.test(page.url())) fault("review: nothing was decided at", before);
  }
  await page.keyboard.press("u");
  await page.waitForURL(/log/);
  const log = run(["review", "log", "--json"]).trim().split("\n").map((line) => JSON.parse(line));
  if (log.length !== ITEMS + 1 || log.at(-1).action !== "undo") fault("review:", log.length, "decisions in the log");
  await made.close();
}

async function dropAFile() {
  const { made, page } = await context({ javaScriptEnabled: false });
  await signIn(page);
  const text = "زار وزير الخارجية المصري عادل النجار أنقرة يوم 3 مارس 2025 وأجرى مباحثات مع نظيره التركي أورهان دمير.";
  const record = JSON.stringify({ id: "dropped", published: "2025-03-04", text });
  await page.goto(`${base}/ingest`);
  await page.setInputFiles("input[type=file]", { name: "أخبار.jsonl", mimeType: "application/json", buffer: Buffer.from(`${record}\n{broken\n`) });
  await page.click("main form.narrow button");
  // Without a script the page looks again by itself.
  await page.waitForSelector(".job:not(:has(progress))", { timeout: 20000 });
  if (!(await page.locator("main").innerText()).includes("أخبار.jsonl:2")) fault("ingest: the broken line is not told");
  await made.close();
}

/** How many encounters with Spain, when, who, and which article says so: by pages alone, from the first one on. */
async function neverSeenBefore() {
  const { made, page } = await context({});
  await page.goto(`${base}/?lang=ar`);
  let clicks = 0;
  const click = async (locator) => {
    clicks += 1;
    await locator.first().click();
    await page.waitForLoadState();
  };
  await click(page.getByRole("link", { name: "الدول", exact: true }));
  await click(page.getByRole("link", { name: "إسبانيا", exact: true }));
  await click(page.locator(".years a"));
  const told = await page.locator(".total strong").innerText();
  const listed = await page.locator(".card").count();
  const who = await page.locator(".card .people li").first().innerText();
  await click(page.locator(".card h3 a"));
  await click(page.locator(".sources a"));
  const marked = await page.locator("mark").count();
  if (!listed || !who || !marked) fault("the way to the sentence:", told, listed, who, marked);
  console.log(`from the first page to the sentence: ${clicks} clicks; ${told}`);
  await made.close();
}

try {
  const pages = await everyPage();
  await lookAt(pages);
  await withoutScript(pages);
  await neverSeenBefore();
  await reviewByKeyboard(pages);
  await dropAFile();
  console.log(`${Object.keys(pages).length} pages, 12 ways each; ${faults.length} faults`);
} finally {
  await browser.close();
  server.kill();
  fs.rmSync(work, { recursive: true, force: true });
}
process.exit(faults.length ? 1 : 0);
