package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts an {@link IndexedPage} to the fields of a record and back. */
final class PageRecords {
    private static final String FILE = "file";
    private static final String FOLDER = "folder";
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
                page.hasFile() ? FILE : FOLDER,
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
                fields.get(5).equals(FILE),
                fields.get(6).equals(CHOSEN));
    }

    private static String optional(@Nullable PageId id) {
        return id == null ? "" : id.value();
    }

    private static @Nullable PageId optionalId(String value) {
        return value.isEmpty() ? null : new PageId(value);
    }
}
