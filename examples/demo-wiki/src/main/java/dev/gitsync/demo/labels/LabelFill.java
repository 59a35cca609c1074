package dev.gitsync.demo.labels;

import dev.gitsync.model.Labels;
import dev.gitsync.model.Space;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Notes the labels in texts of pages that were written before the wiki had labels, so that these pages are found. */
public final class LabelFill {
    private static final int BATCH = 500;

    private final Jdbi jdbi;
    private final PageLabelTexts texts;

    /** Works in this database. */
    public LabelFill(Jdbi jdbi, PageLabelTexts texts) {
        this.jdbi = jdbi;
        this.texts = texts;
    }

    private record Unknown(String id, long version, String text) {}

    /** Notes the labels of all pages of a space of which nothing is known. No page changes: its file has these labels already. */
    public void fill(Space space) {
        List<Unknown> batch = unknown(space, "");
        while (!batch.isEmpty()) {
            for (Unknown page : batch) {
                Optional<Labels> labels = texts.in(space).of(page.text());
                labels.ifPresent(found -> note(page, found));
            }
            batch = unknown(space, batch.get(batch.size() - 1).id());
        }
    }

    private List<Unknown> unknown(Space space, String after) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select id, version, text from gitsync_pages
                        where space_id = :space and id > :after and labels is null and text is not null
                        order by id limit :limit""")
                .bind("space", space.id().value())
                .bind("after", after)
                .bind("limit", BATCH)
                .map((row, context) -> new Unknown(row.getString("id"), row.getLong("version"), row.getString("text")))
                .list());
    }

    private void note(Unknown page, Labels labels) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update gitsync_pages set labels = string_to_array(:labels, chr(10))
                        where id = :id and version = :version and labels is null""")
                .bind("labels", String.join("\n", labels.names()))
                .bind("id", page.id())
                .bind("version", page.version())
                .execute());
    }
}
