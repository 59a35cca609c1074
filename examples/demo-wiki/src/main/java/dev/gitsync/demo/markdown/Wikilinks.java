package dev.gitsync.demo.markdown;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.move.TextEdit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes wikilinks and embeds as Markdown links, for a renderer that does not know them.
 *
 * @param text the text with Markdown links to {@code wikilink:NUMBER}
 * @param addresses the addresses, by number
 */
record Wikilinks(String text, List<TextLinks.Address> addresses) {
    private static final String SCHEME = "wikilink:";

    static Wikilinks written(String text, TextLinks links) {
        if (!text.contains("[[")) {
            return new Wikilinks(text, List.of());
        }
        List<TextLinks.Address> addresses = new ArrayList<>();
        List<TextEdit> edits = new ArrayList<>();
        for (MarkdownLink link : MarkdownDocument.parse(text).links()) {
            if (link.kind().isWiki()) {
                TextLinks.Address address = links.ofWikilink(link);
                boolean isImage = text.charAt(link.range().start()) == '!' && address.kind() == TextLinks.Kind.IMAGE;
                edits.add(new TextEdit(
                        link.range(),
                        (isImage ? "![" : "[") + label(text, link) + "](" + SCHEME + addresses.size() + ")"));
                addresses.add(address);
            }
        }
        return new Wikilinks(TextEdit.apply(text, edits), addresses);
    }

    /** The text of the link: what stands behind the bar, else the name. */
    private static String label(String text, MarkdownLink link) {
        String behind = text.substring(
                        link.destination().range().end(),
                        Math.max(link.destination().range().end(), link.range().end() - 2))
                .strip();
        String written = behind.substring(behind.indexOf('|') + 1).strip();
        boolean isWidth = written.matches("\\d+(x\\d+)?");
        String label = written.isEmpty() || isWidth ? link.destination().raw().strip() : written;
        return label.replaceAll("([\\\\\\[\\]`*_<>!&$~|])", "\\\\$1");
    }

    /** The address of a destination, if it is that of a wikilink. */
    TextLinks.Address address(String destination, TextLinks links) {
        if (destination.startsWith(SCHEME)) {
            String number = destination.substring(SCHEME.length());
            if (number.matches("\\d{1,9}") && Integer.parseInt(number) < addresses.size()) {
                return addresses.get(Integer.parseInt(number));
            }
        }
        return links.of(destination);
    }
}
