// What a text gets besides its HTML: colours in code, formulas, diagrams. The libraries load when a text needs them. Where one of
// them fails, or a limit is reached, the source stays and a note below it says why.

const LIB = "/assets/lib/";
const MAX_COLOURED_CHARS = 200000;
const MAX_DIAGRAMS = 50;
const MAX_DIAGRAM_HEIGHT = 5000;
const loading = new Map();

function explain(code, sentence) {
  const note = Object.assign(document.createElement("small"), { className: "not-rendered", textContent: sentence });
  note.setAttribute("role", "note");
  (code.closest("pre") ?? code).after(note);
}

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
  let chars = 0;
  for (const code of blocks) {
    const language = code.className.match(/language-(\S+)/)[1];
    chars += code.textContent.length;
    if (!hljs.getLanguage(language)) explain(code, `Not coloured: "${language}" is not a known language.`);
    else if (chars > MAX_COLOURED_CHARS) explain(code, `Not coloured: the page has more than ${MAX_COLOURED_CHARS} characters of code.`);
    else code.innerHTML = hljs.highlight(code.textContent, { language }).value;
  }
}

async function typeset(formulas) {
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
      explain(code, `Formula not rendered: ${error.message}`);
    }
  }
}

function draw(code, index) {
  if (index >= MAX_DIAGRAMS) {
    explain(code, `Diagram not drawn: a page shows up to ${MAX_DIAGRAMS} diagrams.`);
    return;
  }
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
      frame.style.height = `${Math.min(height, MAX_DIAGRAM_HEIGHT)}px`;
      source.hidden = true;
    } else {
      frame.remove();
      explain(code, `Diagram not drawn: ${problem}`);
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
  const failed = (elements, what) => () => elements.forEach((element) => explain(element, `${what}: a script could not be loaded.`));
  await Promise.all([
    rest.length && highlight(rest).catch(failed(rest, "Not coloured")),
    math.length && typeset(math).catch(failed(math, "Formula not rendered")),
  ]);
}
