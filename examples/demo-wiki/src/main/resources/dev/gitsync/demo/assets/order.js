// Moves pages that are dragged in the tree: above or below another page, also of another folder.

const PLACES = ["before", "after"];

const itemAt = (target) => target.closest?.("li[data-page]");

// The part of an item that is its own line, without the pages below it.
const lineOf = (item) => item.querySelector("a").getBoundingClientRect();

const placeAt = (item, event) => {
  const line = lineOf(item);
  return event.clientY < line.top + line.height / 2 ? "before" : "after";
};

async function move(tree, item, sibling, place) {
  const body = new URLSearchParams({ token: tree.dataset.token, version: item.dataset.version, sibling: sibling.dataset.page, place });
  const answer = await fetch(`/p/${encodeURIComponent(item.dataset.page)}/order`, { method: "POST", headers: { Accept: "text/plain" }, body });
  if (!answer.ok) throw new Error(await answer.text());
}

// The tree listens, not its items, because these are replaced when the page is brought up to date.
export function acceptMoves(say) {
  const tree = document.querySelector("#tree[data-token]");
  if (!tree) return;
  let dragged = null;
  const unmark = () => tree.querySelectorAll(".before, .after").forEach((item) => item.classList.remove(...PLACES));
  tree.addEventListener("dragstart", (event) => {
    dragged = itemAt(event.target);
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  tree.addEventListener("dragend", () => { dragged = null; unmark(); });
  tree.addEventListener("dragleave", (event) => { if (!tree.contains(event.relatedTarget)) unmark(); });
  for (const name of ["dragenter", "dragover"]) {
    tree.addEventListener(name, (event) => {
      const item = itemAt(event.target);
      if (!dragged || !item || dragged.contains(item)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      unmark();
      item.classList.add(placeAt(item, event));
    });
  }
  tree.addEventListener("drop", async (event) => {
    const item = itemAt(event.target);
    if (!dragged || !item || dragged.contains(item)) return;
    event.preventDefault();
    unmark();
    try {
      await move(tree, dragged, item, placeAt(item, event));
      location.reload();
    } catch (error) {
      say(error.message);
    }
  });
}
