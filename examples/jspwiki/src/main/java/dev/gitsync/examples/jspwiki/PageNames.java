package dev.gitsync.examples.jspwiki;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.wiki.parser.MarkupParser;

/** Decides which titles are names of pages in JSPWiki. A link to any other title leads to the name that JSPWiki makes of it. */
final class PageNames {
    private static final int MAX_BYTES =
            200; // of the name of a file, in which letters outside of ASCII take several bytes

    private PageNames() {}

    /** Whether JSPWiki takes the name as it is. */
    static boolean isName(String name) {
        return !name.isEmpty() && name.equals(MarkupParser.cleanLink(name)) && encodedLength(name) <= MAX_BYTES;
    }

    /** The reason why no page can have this title, if there is one. */
    static Optional<String> objection(String title) {
        if (isName(title)) {
            return Optional.empty();
        }
        String clean = MarkupParser.cleanLink(title);
        return Optional.of("'" + shown(title)
                + "' can't be the name of a page: JSPWiki has names of letters, digits, spaces and"
                + " ()&+,-=._$ that begin with a capital letter, with up to " + MAX_BYTES + " characters in an address."
                + (isName(clean) ? " Use '" + clean + "'." : ""));
    }

    private static int encodedLength(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).length();
    }

    private static String shown(String title) {
        String printable = title.replaceAll("[^\\p{L}\\p{N} ._-]", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }
}
