package dev.gitsync.demo.markdown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/**
 * The HTML of a text, safe and complete.
 *
 * <ol>
 *   <li>Turn quotations that begin with {@code [!NOTE]} into callouts, and {@code {#id}} after a heading into its id.
 *   <li>Remove every class that the renderer does not write, so that a text can't look like a control of the wiki.
 *   <li>Resolve links and pictures, and mark those that lead nowhere. A picture on another server becomes a link, since pages load
 *       nothing from elsewhere.
 *   <li>Remove every element, attribute and protocol that is not listed. This is the last step: nothing is added after it.
 * </ol>
 *
 * @param body the HTML
 * @param notices a sentence for everything that was removed
 */
record SafeHtml(String body, List<String> notices) {
    private static final int MAX_NAMES = 10;
    private static final String BASE = "http://wiki.invalid/";
    private static final Pattern EXTERNAL = Pattern.compile("(?i)(https?:)?//.*");
    private static final Pattern CLASSES =
            Pattern.compile("language-[\\w+#.-]+|display|footnotes|footnote-(back)?ref|callout(-\\w+)?");
    private static final Pattern CALLOUT = Pattern.compile("\\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)]\\s*");
    private static final Pattern HEADING_ID = Pattern.compile("\\s*\\{#([A-Za-z][\\w.:-]*)}\\s*$");

    private static final Safelist LISTED = Safelist.relaxed()
            .addTags(
                    "abbr",
                    "del",
                    "details",
                    "dfn",
                    "figcaption",
                    "figure",
                    "hr",
                    "input",
                    "ins",
                    "kbd",
                    "mark",
                    "rp",
                    "rt")
            .addTags("ruby", "s", "samp", "section", "summary", "time", "var", "wbr")
            .addAttributes(":all", "class", "dir", "id", "lang", "title")
            .addAttributes("a", "aria-label")
            .addAttributes("details", "open")
            .addAttributes("div", "align", "role")
            .addAttributes("h1", "align")
            .addAttributes("img", "loading")
            .addAttributes("input", "aria-label", "checked", "disabled", "type")
            .addAttributes("p", "align")
            .addAttributes("td", "align")
            .addAttributes("th", "align", "scope")
            .addAttributes("time", "datetime")
            .removeProtocols("a", "href", "ftp")
            .addProtocols("img", "src", "data")
            .preserveRelativeLinks(true);

    static SafeHtml of(String html, Function<String, TextLinks.Address> links) {
        Document document = Jsoup.parseBodyFragment(html, BASE);
        document.select("blockquote").forEach(SafeHtml::callOut);
        document.select("h1, h2, h3, h4, h5, h6").forEach(SafeHtml::assignHeadingId);
        document.select("[class]").forEach(SafeHtml::removeForeignClasses);
        document.select("a[href]").forEach(link -> resolveLink(link, links));
        document.select("img").forEach(picture -> resolve(picture, links));
        // The only input fields of a text are the check boxes of its task lists.
        document.select("input")
                .forEach(box -> box.attr("type", "checkbox")
                        .attr("disabled", true)
                        .attr("aria-label", box.hasAttr("checked") ? "Done" : "To do"));
        Document clean = new Cleaner(LISTED).clean(document);
        clean.outputSettings().prettyPrint(false);
        return new SafeHtml(clean.body().html(), notices(document, clean.body()));
    }

    private static List<String> notices(Document document, Element clean) {
        List<String> notices = new ArrayList<>();
        Set<String> removed = removed(document.body(), clean);
        if (!removed.isEmpty()) {
            String names = removed.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
            notices.add("HTML that a page may not contain was removed: " + names
                    + (removed.size() > MAX_NAMES ? " and more." : "."));
        }
        AtomicInteger depth = new AtomicInteger();
        document.traverse((node, level) -> depth.accumulateAndGet(level, Math::max));
        int limit = Parser.htmlParser().getMaxDepth();
        if (depth.get() >= limit) {
            notices.add("HTML elements nested deeper than " + limit + " levels are shown side by side.");
        }
        return notices;
    }

    /** The names of the elements and attributes that occur less often in {@code after}. Data attributes show nothing and are ignored. */
    private static Set<String> removed(Element before, Element after) {
        Map<String, Integer> counts = new TreeMap<>();
        count(before, 1, counts);
        count(after, -1, counts);
        counts.entrySet()
                .removeIf(entry -> entry.getValue() <= 0 || entry.getKey().startsWith("data-"));
        return counts.keySet();
    }

    private static void count(Element root, int step, Map<String, Integer> counts) {
        for (Element element : root.getAllElements()) {
            counts.merge("<" + element.tagName() + ">", step, Integer::sum);
            element.attributes().forEach(attribute -> counts.merge(attribute.getKey(), step, Integer::sum));
        }
    }

    private static void resolveLink(Element link, Function<String, TextLinks.Address> links) {
        TextLinks.Address address = links.apply(link.attr("href"));
        link.attr("href", address.url());
        if (address.kind() == TextLinks.Kind.NOTHING) {
            markBroken(link);
        }
    }

    private static void markBroken(Element link) {
        link.addClass("broken").attr("title", "There is no such page or file.");
    }

    private static void resolve(Element picture, Function<String, TextLinks.Address> links) {
        String source = picture.attr("src");
        boolean isOutside = EXTERNAL.matcher(source).matches();
        TextLinks.Address address = isOutside ? TextLinks.Address.of(source) : links.apply(source);
        boolean isBroken = address.kind() == TextLinks.Kind.NOTHING;
        if (!isOutside && !isBroken) {
            picture.attr("src", address.url()).attr("loading", "lazy");
            return;
        }
        String text = picture.attr("alt").isBlank() ? source : picture.attr("alt");
        Element instead = picture.closest("a") == null
                ? new Element("a").attr("href", address.url()).text(text)
                : new Element("span").text(text);
        if (isBroken) {
            markBroken(instead);
            instead.addClass("picture");
        }
        picture.replaceWith(instead.tagName().equals("span") && !isBroken ? new TextNode(text) : instead);
    }

    /** The text of a heading without its id. */
    static String withoutId(String heading) {
        Matcher id = HEADING_ID.matcher(heading);
        return id.find() ? heading.substring(0, id.start()) : heading;
    }

    private static void callOut(Element quotation) {
        @Nullable Element first = quotation.selectFirst("> p:first-child");
        if (first == null || !(first.firstChild() instanceof TextNode text)) {
            return;
        }
        Matcher kind = CALLOUT.matcher(text.getWholeText());
        // The mark has a line of its own, as on GitHub and GitLab.
        if (!kind.lookingAt() || !(kind.hitEnd() || kind.group().endsWith("\n"))) {
            return;
        }
        String name = kind.group(1).toLowerCase(Locale.ROOT);
        text.text(text.getWholeText().substring(kind.end()));
        if (first.childNodeSize() == 1 && text.isBlank()) {
            first.remove();
        }
        quotation.tagName("div").attr("role", "note").attr("class", "callout callout-" + name);
        quotation
                .prependElement("p")
                .addClass("callout-title")
                .text(kind.group(1).charAt(0) + name.substring(1));
    }

    private static void assignHeadingId(Element heading) {
        if (heading.lastChild() instanceof TextNode text) {
            Matcher id = HEADING_ID.matcher(text.getWholeText());
            if (id.find()) {
                heading.attr("id", id.group(1));
                text.text(text.getWholeText().substring(0, id.start()));
            }
        }
    }

    private static void removeForeignClasses(Element element) {
        element.classNames(element.classNames().stream()
                .filter(name -> CLASSES.matcher(name).matches())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }
}
