package dev.gitsync.markdown.link;

/**
 * One link of a text.
 *
 * @param kind how it is written
 * @param range its place, with brackets and title: for {@link LinkKind#HTML} the value of the attribute without quotes, for
 *     {@link LinkKind#DEFINITION} from the label to the destination
 * @param destination where it leads
 */
public record MarkdownLink(LinkKind kind, TextRange range, LinkDestination destination) {}
