package dev.gitsync.demo.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/** Finds accessibility and layout problems of a page in the browser. */
final class Findings {
    /**
     * Checks the page with a script: it fits the screen, has one heading and unique ids, every control has a name, and
     * every text has enough contrast (4.5 to 1 as WCAG 2 counts it, 3 to 1 for large type).
     */
    private static final String LOOK = """
            () => {
              const found = [];
              const root = document.documentElement;
              if (root.scrollWidth > innerWidth) found.push(`${root.scrollWidth} wide, on ${innerWidth}`);
              if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
              if (!root.lang || !document.title) found.push("no language or title");
              const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
              ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => found.push(`two of #${id}`));
              for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea"))
                if (!field.labels.length && !field.getAttribute("aria-label")) found.push(`no label: ${field.outerHTML}`);
              for (const name of document.querySelectorAll("a, button"))
                if (!(name.getAttribute("aria-label") || name.textContent).trim()) found.push(`no name: ${name.outerHTML}`);
              for (const image of document.querySelectorAll("img:not([alt])")) found.push(`no alt: ${image.src}`);

              const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
              const known = new Map();
              const painted = (layers) => {
                const key = layers.join();
                if (!known.has(key)) known.set(key, paint(layers));
                return known.get(key);
              };
              const paint = (layers) => {
                canvas.clearRect(0, 0, 1, 1);
                for (const layer of layers) { canvas.fillStyle = layer; canvas.fillRect(0, 0, 1, 1); }
                return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const light = (rgb) => rgb.map((part) => part / 255)
                .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
                .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                const text = texts.currentNode.textContent.trim();
                const on = texts.currentNode.parentElement;
                if (!text || on.closest(".unseen, .skip, option, noscript, script")) continue;
                if (!on.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
                const layers = [];
                for (let each = on; each; each = each.parentElement) layers.unshift(getComputedStyle(each).backgroundColor);
                const style = getComputedStyle(on);
                const [back, front] = [painted(layers), painted([...layers, style.color])].map(light);
                const contrast = (Math.max(back, front) + .05) / (Math.min(back, front) + .05);
                const size = parseFloat(style.fontSize);
                const isLarge = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
                if (contrast < (isLarge ? 3 : 4.5)) found.push(`hard to read, ${contrast.toFixed(2)}: ${text.slice(0, 40)}`);
              }
              return found;
            }
            """;

    private Findings() {}

    /** Returns one sentence for each problem. */
    static List<String> of(Page page) {
        return ((List<?>) page.evaluate(LOOK)).stream().map(String::valueOf).toList();
    }
}
