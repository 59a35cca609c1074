package dev.gitsync.internal.pages;

import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkReader;
import java.util.Optional;

/**
 * What the embedder provides for links between pages.
 *
 * @param reader empty if the engine does not look at links
 * @param codec empty if the wiki stores links as written
 */
public record LinkParts(Optional<LinkReader> reader, Optional<LinkCodec> codec) {
    /** Returns no parts: the engine does not look at links. */
    public static LinkParts none() {
        return new LinkParts(Optional.empty(), Optional.empty());
    }

    /** Returns these parts with a reader. */
    public LinkParts reader(LinkReader linkReader) {
        return new LinkParts(Optional.of(linkReader), codec);
    }

    /** Returns these parts with a codec. */
    public LinkParts codec(LinkCodec linkCodec) {
        return new LinkParts(reader, Optional.of(linkCodec));
    }
}
