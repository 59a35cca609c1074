package dev.gitsync.demo.web;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;

/** The fields of the form of a page, before it is saved and when it could not be saved. */
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

    /**
     * The content of the page after the edit. A title that the form could not show as it is, for its line breaks or blanks at the
     * ends, stays; and a page without text gets none because of another title.
     */
    PageContent changed(PageContent before) {
        String shown = before.title().replaceAll("[\r\n]", "").strip();
        String newTitle = title.equals(shown) ? before.title() : title;
        return before.withTitle(newTitle).withText(before.text() == null && text.isEmpty() ? null : text);
    }
}
