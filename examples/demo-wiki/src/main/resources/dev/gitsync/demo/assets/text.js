// What a text gets beside its HTML: colours in code, formulas, diagrams. The libraries load when a text needs them; without
// them, or when one of them can't read something, the source stays.

const LIB = "/assets/lib/";
const loading = new Map();

function load(tag, attributes) {
  const address = attributes.src ?? attributes.href;
  if (!loading.has(address)) {
    loading.set(address, new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(tag), attributes);
      element.addEventListener("load", resolve);
      element.addEventListener("error", reject);
      document.head.append(element);
    }));
  }
  return loading.get(address);
}

async function highlight(blocks) {
  await load("script", { src: `${LIB}highlightjs/highlight.min.js` });
  for (const code of blocks) {
    const language = code.className.match(/language-(\S+)/)[1];
    if (hljs.getLanguage(language)) code.innerHTML = hljs.highlight(code.textContent, { language }).value;
  }
}

async function set(formulas) {
  await Promise.all([
    load("script", { src: `${LIB}katex/dist/katex.min.js` }),
    load("link", { rel: "stylesheet", href: `${LIB}katex/dist/katex.min.css` }),
  ]);
  for (const code of formulas) {
    const block = code.parentElement.tagName === "PRE";
    const formula = document.createElement("span");
    try {
      katex.render(code.textContent, formula, { displayMode: block || code.classList.contains("display") });
      (block ? code.parentElement : code).replaceWith(formula);
    } catch (error) {
      code.title = error.message;
    }
  }
}

function draw(code) {
  const frame = Object.assign(document.createElement("iframe"), { title: "Diagram", className: "diagram", src: "/assets/diagram.html" });
  frame.setAttribute("sandbox", "allow-scripts");
  const source = code.parentElement;
  addEventListener("message", (message) => {
    if (message.source !== frame.contentWindow) return;
    const { ready, height, problem } = message.data;
    if (ready) {
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      frame.contentWindow.postMessage({ text: code.textContent, dark }, "*");
    } else if (Number.isFinite(height)) {
      frame.style.height = `${Math.min(height, 5000)}px`;
      source.hidden = true;
    } else {
      code.title = String(problem);
      frame.remove();
    }
  });
  source.after(frame);
}

export async function enrich(root) {
  const code = [...root.querySelectorAll("code[class^=language-]")];
  const math = code.filter((element) => element.matches(".language-math"));
  const diagrams = code.filter((element) => element.matches("pre > .language-mermaid"));
  const rest = code.filter((element) => element.matches("pre > *") && !math.includes(element) && !diagrams.includes(element));
  diagrams.forEach(draw);
  await Promise.allSettled([rest.length && highlight(rest), math.length && set(math)]);
}
