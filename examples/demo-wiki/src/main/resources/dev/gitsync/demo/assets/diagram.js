// Draws one diagram. This document is in a sandbox without an origin: all it has is the text that the page around it sends.

addEventListener("message", async (message) => {
  if (message.source !== parent) return;
  const { text, dark } = message.data;
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark ? "dark" : "neutral" });
  try {
    const { svg } = await mermaid.render("diagram", text);
    document.body.innerHTML = svg;
    parent.postMessage({ height: Math.ceil(document.querySelector("svg").getBoundingClientRect().height) }, "*");
  } catch (error) {
    parent.postMessage({ problem: String(error.message ?? error).split("\n")[0] }, "*");
  }
});

parent.postMessage({ ready: true }, "*");
