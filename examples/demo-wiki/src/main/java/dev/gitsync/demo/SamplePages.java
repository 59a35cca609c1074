package dev.gitsync.demo;

import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages that explain the product, and are its first content. */
final class SamplePages {
    static final List<Sample> HANDBOOK = List.of(
            new Sample("Welcome", null, "welcome.md"),
            new Sample("Working with git", null, "git.md"),
            new Sample("Clone and pull", "Working with git", "clone.md"),
            new Sample("Push", "Working with git", "push.md"),
            new Sample("When two people write", "Working with git", "conflicts.md"),
            new Sample("Writing pages", null, "writing.md"),
            new Sample("Markdown by example", "Writing pages", "markdown.md"),
            new Sample("Pages and files", "Writing pages", "files.md"),
            new Sample("Running this wiki", null, "running.md"),
            new Sample("Accounts and rights", "Running this wiki", "accounts.md"),
            new Sample("The JSON API", "Running this wiki", "api.md"));

    static final List<Sample> PRIVATE = List.of(new Sample("Only for administrators", null, "private.md"));

    private static final String FOLDER = "/dev/gitsync/demo/handbook/";

    private final PageStore store;
    private final Space space;

    SamplePages(PageStore store, Space space) {
        this.store = store;
        this.space = space;
    }

    /** The creation of these pages, parents before children. */
    List<PageChange> plan(List<Sample> samples, Person author, Instant time) {
        Map<String, PageId> ids = new HashMap<>();
        List<PageChange> plan = new ArrayList<>();
        for (Sample sample : samples) {
            PageId id = store.newPageId(space);
            ids.put(sample.title(), id);
            PageId parent = sample.parent() == null ? null : ids.get(sample.parent());
            PageContent content = new PageContent(parent, sample.title(), text(sample.file()));
            plan.add(new PageChange.Create(id, content, Provenance.wiki(author, time, "Say hello")));
        }
        return plan;
    }

    private static String text(String file) {
        try (InputStream in = SamplePages.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks the sample page " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param parent the title of the page above, or null */
    record Sample(String title, @Nullable String parent, String file) {}
}
