package dev.gitsync.demo.html;

import java.util.List;
import java.util.Objects;

/**
 * A page's Markdown as HTML.
 *
 * @param properties what the front matter says, in its order
 * @param body the text
 */
public record RenderedPage(List<Property> properties, Html body) {
    /** Takes a copy of the list. */
    public RenderedPage {
        properties = List.copyOf(properties);
        Objects.requireNonNull(body, "body");
    }

    /** One line of the front matter; a list of values is joined by commas. */
    public record Property(String name, String value) {}
}
