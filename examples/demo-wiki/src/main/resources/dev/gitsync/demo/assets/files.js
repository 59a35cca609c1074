// Uploads files: dropped on the files of a page, or pasted or dropped into the text of a page, which then shows them.

const DEFAULT_NAME = "image.png";

async function upload(target, file, isFree) {
  const form = target.closest("form") ?? target.querySelector("form");
  const query = new URLSearchParams({ name: file.name || DEFAULT_NAME });
  if (isFree) query.set("free", "yes");
  const answer = await fetch(`${target.dataset.upload}?${query}`, {
    method: "POST",
    headers: { "X-Form-Token": form.elements.token.value, "Content-Type": "application/octet-stream", Accept: "text/plain" },
    body: file,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

function acceptDrops(target, take) {
  const carriesFiles = (event) => [...event.dataTransfer?.types ?? []].includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    target.addEventListener(name, (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      target.classList.add("dropping");
    });
  }
  target.addEventListener("dragleave", (event) => {
    if (!target.contains(event.relatedTarget)) target.classList.remove("dropping");
  });
  target.addEventListener("drop", (event) => {
    target.classList.remove("dropping");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}

async function add(section, files) {
  const status = section.querySelector("[data-upload-status]");
  try {
    for (const [index, file] of files.entries()) {
      status.textContent = `Uploading ${file.name} (${index + 1} of ${files.length}) …`;
      await upload(section, file, false);
    }
    location.reload();
  } catch (error) {
    status.textContent = `${error.message}`;
  }
}

// The text that stands in for a file while it is uploaded is replaced where it is by then.
async function insert(area, file) {
  const waiting = `![Uploading ${file.name || DEFAULT_NAME} …]()`;
  area.setRangeText(waiting, area.selectionStart, area.selectionEnd, "end");
  let text;
  try {
    text = await upload(area, file, true);
  } catch (error) {
    text = "";
    const hint = area.labels[0]?.querySelector("[data-paste-hint]");
    if (hint) hint.textContent = `; ${error.message}`;
  }
  const at = area.value.indexOf(waiting);
  if (at < 0) return;
  const moved = (place) => place >= at + waiting.length ? place + text.length - waiting.length : Math.min(place, at);
  const [from, to] = [moved(area.selectionStart), moved(area.selectionEnd)];
  area.setRangeText(text, at, at + waiting.length);
  area.setSelectionRange(from, to);
}

async function insertAll(area, files) {
  for (const file of files) await insert(area, file);
}

export function acceptFiles() {
  for (const section of document.querySelectorAll("section[data-upload]")) {
    section.querySelector("[data-drop-hint]").hidden = false;
    acceptDrops(section, (files) => add(section, files));
  }
  for (const area of document.querySelectorAll("textarea[data-upload]")) {
    area.labels[0].querySelector("[data-paste-hint]").hidden = false;
    acceptDrops(area, (files) => insertAll(area, files));
    area.addEventListener("paste", (event) => {
      const files = [...event.clipboardData?.files ?? []];
      if (!files.length) return;
      event.preventDefault();
      insertAll(area, files);
    });
  }
}
