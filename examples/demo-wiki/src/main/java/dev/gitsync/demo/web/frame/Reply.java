package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;

/** An answer to a browser. */
public sealed interface Reply {
    /** A document that is what was asked for. */
    static Reply ok(Html html) {
        return new Document(200, html);
    }

    /** A document. */
    record Document(int status, Html html) implements Reply {}

    /** A few words for a script. */
    record Text(String text) implements Reply {}

    /** Go there with a GET. */
    record Redirect(String location) implements Reply {}

    /** A file of a space that is not a page. */
    @SuppressWarnings("ArrayRecordComponent") // made, sent and forgotten
    record Download(String path, byte[] bytes) implements Reply {}
}
