package dev.gitsync.markdown.link;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a link, as written and decoded.
 *
 * @param raw as written, without angle brackets or quotes; in a wikilink the part before {@code |}
 * @param range the place of {@code raw}
 * @param url {@code raw} without escapes and entities; percent-encoding stays
 * @param path the part of {@code url} before the query and the fragment, without percent-encoding
 * @param pathRange the place of the path
 * @param query the part between {@code ?} and the fragment, or null if there is no {@code ?}
 * @param fragment the part after {@code #}, or null if there is none
 */
public record LinkDestination(
        String raw,
        TextRange range,
        String url,
        String path,
        TextRange pathRange,
        @Nullable String query,
        @Nullable String fragment) {
    private static final Pattern EXTERNAL = Pattern.compile("(?s)(?:[a-zA-Z][a-zA-Z0-9+.-]*+:|//).*+");

    /** Returns whether it has a scheme or a host, as {@code https://example.org/}, {@code mailto:me@example.org} or {@code //host/}. */
    public boolean isExternal() {
        return EXTERNAL.matcher(url).matches();
    }
}
