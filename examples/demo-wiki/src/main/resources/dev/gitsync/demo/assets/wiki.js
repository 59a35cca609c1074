// Optional: adds copy buttons, renders code, formulas and diagrams, and keeps open pages up to date.

import { acceptFiles } from "./files.js";
import { acceptMoves } from "./order.js";
import { enrich } from "./text.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// On a phone the list of pages begins closed.
if (matchMedia("(max-width: 56rem)").matches) {
  document.querySelector(".drawer")?.removeAttribute("open");
}

// The parts that may change, as the server sent them. Scripts may have changed them since.
const shown = new Map([...document.querySelectorAll("[data-live]")].map((part) => [part, part.innerHTML]));
enrich(document);
acceptFiles();

const EVERY = 1500;
const LONGEST_PAUSE = 30000;

function say(sentence, link) {
  const news = document.getElementById("news");
  news.replaceChildren(sentence);
  if (link) {
    const more = document.createElement("a");
    more.href = link;
    more.textContent = "What changed";
    news.append(" ", more);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "quiet";
  close.setAttribute("aria-label", "Close this message");
  close.textContent = "×";
  close.addEventListener("click", () => news.replaceChildren());
  news.append(" ", close);
}

const nameOf = (branch) => branch.id || branch.querySelector("summary a")?.getAttribute("href");

// Replaces the parts that may change by those of a newer copy of this page. Focus and open branches stay.
function takeOver(newer) {
  document.title = newer.title;
  for (const part of document.querySelectorAll("[data-live]")) {
    const replacement = newer.getElementById(part.id);
    if (!replacement || replacement.innerHTML === shown.get(part)) continue;
    shown.set(part, replacement.innerHTML);
    const focused = part.contains(document.activeElement) ? document.activeElement : null;
    const href = focused?.closest("a")?.getAttribute("href");
    const open = new Map([...part.querySelectorAll("details")].map((branch) => [nameOf(branch), branch.open]));
    part.replaceChildren(...replacement.childNodes);
    for (const branch of part.querySelectorAll("details")) {
      const before = open.get(nameOf(branch));
      if (before !== undefined) branch.open = before;
    }
    enrich(part);
    if (href) part.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
  }
}

async function look(watch) {
  const answer = await fetch(watch.dataset.watch, { headers: { Accept: "text/plain" } });
  if (answer.status >= 500) throw new Error("the server failed");
  if (!answer.ok || !answer.headers.get("Content-Type")?.startsWith("text/plain")) {
    say(answer.ok ? "You have been signed out." : "This page was deleted, or you may no longer see it.");
    return false;
  }
  if (await answer.text() === watch.dataset.mark) return true;
  const page = await fetch(location.href);
  const newer = new DOMParser().parseFromString(await page.text(), "text/html");
  const next = newer.getElementById("watch");
  if (!page.ok || !next || next.dataset.mark === watch.dataset.mark) return true;
  const before = watch.dataset.mark;
  const isNews = next.dataset.news !== watch.dataset.news;
  Object.assign(watch.dataset, next.dataset);
  takeOver(newer);
  if (isNews && next.dataset.news) say(next.dataset.news, next.dataset.more.replace("OLD", before.split(".")[0]));
  return true;
}

async function keepLooking(watch) {
  for (let pause = EVERY; ;) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (document.hidden) continue;
    try {
      if (!await look(watch)) return;
      pause = EVERY;
    } catch {
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

acceptMoves(say);

// The HTML of a text may have this id, but no data attributes.
const watch = document.querySelector("#watch[data-watch]");
if (watch) keepLooking(watch);
