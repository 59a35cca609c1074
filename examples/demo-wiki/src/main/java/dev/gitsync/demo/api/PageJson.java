package dev.gitsync.demo.api;

import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A page as the API tells of it. */
record PageJson(
        String id,
        String space,
        @Nullable String parentId,
        String title,
        long version,
        @Nullable String path,
        String author,
        Instant time,
        String message,
        @Nullable String text) {

    static PageJson of(FoundPage page, @Nullable String path) {
        PageContent content = page.content();
        Provenance change = page.stored().lastChange();
        return new PageJson(
                page.id().value(),
                page.in().id().value(),
                idOf(content.parent()),
                content.title(),
                page.version(),
                path,
                change.author().name(),
                change.time(),
                change.message(),
                content.text());
    }

    static @Nullable String idOf(@Nullable PageId id) {
        return id == null ? null : id.value();
    }
}
