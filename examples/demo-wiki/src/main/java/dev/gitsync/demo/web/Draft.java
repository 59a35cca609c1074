package dev.gitsync.demo.web;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/** What stands in the form of a page, before it is saved and when it could not be. */
public record Draft(
        String title, String text, String message, @Nullable PageId parent) {
    static Draft empty(@Nullable PageId parent) {
        return new Draft("", "", "", parent);
    }

    static Draft of(PageContent content) {
        return new Draft(content.title(), content.text() == null ? "" : content.text(), "", content.parent());
    }

    /** Browsers send every line end as CR LF; a text keeps those that it had. */
    static String withLineEndsOf(@Nullable String before, String sent) {
        String text = sent.replace("\r\n", "\n");
        boolean dos = before != null && before.contains("\r\n");
        return dos ? text.replace("\n", "\r\n") : text;
    }
}
