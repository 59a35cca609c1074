package dev.gitsync.demo.links;

import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.model.PageId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link in the text of a page.
 *
 * @param page the page that contains it
 * @param isWiki whether it is a wikilink
 * @param path its path, decoded, without query and fragment
 */
record StoredLink(PageId page, boolean isWiki, String path) {
    private static final Pattern URL = Pattern.compile("([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);
    private static final TextRange NOWHERE = new TextRange(0, 0);

    LinkKind kind() {
        return isWiki ? LinkKind.WIKILINK : LinkKind.LINK;
    }

    LinkDestination destination() {
        return new LinkDestination(path, NOWHERE, path, path, NOWHERE, null, null);
    }

    /** The destination of a URL as it stands in HTML. */
    static LinkDestination destination(String url) {
        Matcher parts = URL.matcher(url);
        return parts.matches()
                ? new LinkDestination(
                        url, NOWHERE, url, decoded(parts.group(1)), NOWHERE, parts.group(2), fragment(parts.group(3)))
                : new LinkDestination(url, NOWHERE, url, url, NOWHERE, null, null);
    }

    private static @Nullable String fragment(@Nullable String encoded) {
        return encoded == null ? null : decoded(encoded);
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }
}
