package dev.gitsync.benchmarks.content;

import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pages: 2 kB of Markdown each that hardly compresses, ten children to a parent, all below one page called "Root". The same
 * size gives the same pages.
 */
public final class Corpus {
    private static final int CHILDREN = 10;
    private static final int TEXT_CHARS = 2000;
    private static final int BATCH = 500;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Corpus() {}

    /** Who wrote the pages, when. */
    public static Provenance edit(long second, String message) {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), BEGIN.plusSeconds(second), message);
    }

    /** Writes pages into an empty space and answers their ids, parents before children. */
    public static List<PageId> write(JdbiPageStore store, Space space, int pages) {
        Random random = new Random(pages);
        List<PageId> ids = new ArrayList<>();
        List<PageChange> batch = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            PageId id = new PageId(space.id() + "-" + i);
            ids.add(id);
            PageId parent = i == 0 ? null : ids.get((i - 1) / CHILDREN);
            String title = i == 0 ? "Root" : "Page " + i;
            batch.add(
                    new PageChange.Create(id, new PageContent(parent, title, text(random)), edit(i, "Write " + title)));
            if (batch.size() == BATCH || i == pages - 1) {
                apply(store, space, batch);
                batch.clear();
            }
        }
        return List.copyOf(ids);
    }

    /** Applies changes as an edit of the wiki. */
    public static void apply(JdbiPageStore store, Space space, List<PageChange> changes) {
        ApplyResult result = store.apply(space, changes, ApplyContext.edit("ada"));
        if (!(result instanceof ApplyResult.Applied)) {
            throw new IllegalStateException("The wiki did not take an edit: " + result);
        }
    }

    /** Text of the usual size. */
    public static String text(Random random) {
        StringBuilder text = new StringBuilder(TEXT_CHARS + 16);
        while (text.length() < TEXT_CHARS) {
            text.append(Integer.toString(random.nextInt(40_000), 36)).append(random.nextInt(12) == 0 ? ".\n\n" : " ");
        }
        return text.append('\n').toString();
    }
}
