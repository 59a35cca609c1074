package dev.gitsync.internal.index;

import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.model.PageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts an {@link IndexedPage} to the fields of a record and back. */
final class PageRecords {
    private static final String FILE = "file";
    private static final String FOLDER = "folder";
    private static final String INNER = "inner:";
    private static final String CHOSEN = "chosen";
    private static final String DERIVED = "derived";

    private PageRecords() {}

    static List<String> fields(IndexedPage page) {
        return List.of(
                optional(page.parent()),
                optional(page.place()),
                page.name(),
                page.title(),
                Long.toString(page.version()),
                form(page.form()),
                page.chosen() ? CHOSEN : DERIVED);
    }

    static IndexedPage page(PageId id, List<String> fields) {
        return new IndexedPage(
                id,
                optionalId(fields.get(0)),
                optionalId(fields.get(1)),
                fields.get(2),
                fields.get(3),
                Long.parseLong(fields.get(4)),
                form(fields.get(5)),
                fields.get(6).equals(CHOSEN));
    }

    private static String form(PageForm form) {
        return switch (form.place()) {
            case NONE -> FOLDER;
            case SIBLING -> FILE;
            case INNER -> INNER + form.name();
        };
    }

    private static PageForm form(String field) {
        if (field.startsWith(INNER)) {
            return PageForm.inner(field.substring(INNER.length()));
        }
        return field.equals(FILE) ? PageForm.SIBLING : PageForm.NONE;
    }

    private static String optional(@Nullable PageId id) {
        return id == null ? "" : id.value();
    }

    private static @Nullable PageId optionalId(String value) {
        return value.isEmpty() ? null : new PageId(value);
    }
}
