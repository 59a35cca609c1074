// Draws one diagram. This document is in a sandbox without an origin. All it gets is the text that the surrounding page sends.

addEventListener("message", async (message) => {
  if (message.source !== parent) return;
  const { text, dark } = message.data;
  try {
    if (!globalThis.mermaid) throw new Error("a script could not be loaded.");
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark ? "dark" : "neutral" });
    const { svg } = await mermaid.render("diagram", text);
    document.body.innerHTML = svg;
    parent.postMessage({ height: Math.ceil(document.querySelector("svg").getBoundingClientRect().height) }, "*");
  } catch (error) {
    parent.postMessage({ problem: String(error.message ?? error).split("\n")[0] }, "*");
  }
});

parent.postMessage({ ready: true }, "*");
