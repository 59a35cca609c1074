// Everything works without this; it only adds the copy button.
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
