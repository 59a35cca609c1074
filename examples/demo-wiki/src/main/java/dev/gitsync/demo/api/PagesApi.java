package dev.gitsync.demo.api;

import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.jdbi.JdbiPages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API does with single pages. */
final class PagesApi {
    private static final String IN_TRASH =
            "This page is in the trash; restore it with POST /api/pages/{id}/restore and the version in the ETag.";

    private final Desk desk;
    private final JdbiPages pages;
    private final SpaceSync sync;
    private final Bodies bodies;

    PagesApi(Desk desk, JdbiPages pages, SpaceSync sync, Bodies bodies) {
        this.desk = desk;
        this.pages = pages;
        this.sync = sync;
        this.bodies = bodies;
    }

    ApiReply read(ApiCall call) {
        FoundPage page = call.page();
        return page.isDeleted() ? inTrash(page) : ApiReply.page(json(page));
    }

    ApiReply create(ApiCall call) {
        OpenSpace space = call.writableSpace();
        PageBody body = bodies.read(call.request());
        Outcome outcome = desk.create(space.space(), call.account(), body.created(), body.message());
        return outcome.match(
                saved -> ApiReply.created(saved(new FoundPage(space, saved.now()))),
                PagesApi::stale,
                PagesApi::refused);
    }

    ApiReply change(ApiCall call) {
        FoundPage page = call.writablePage();
        long version = call.expectedVersion();
        PageBody body = bodies.read(call.request());
        if (page.isDeleted()) {
            return inTrash(page);
        }
        Outcome outcome = desk.change(page, call.account(), version, body::changed, body.message());
        return outcome.match(saved -> saved(page, saved), PagesApi::stale, PagesApi::refused);
    }

    ApiReply delete(ApiCall call) {
        FoundPage page = call.writablePage();
        long version = call.expectedVersion();
        if (page.isDeleted()) {
            return inTrash(page);
        }
        Outcome outcome =
                desk.delete(page, call.account(), version, call.query("message").orElse(""));
        return outcome.match(
                saved -> ApiReply.ok(new Deleted(page.id().value(), saved.version()))
                        .withVersion(saved.version()),
                PagesApi::stale,
                PagesApi::refused);
    }

    ApiReply restore(ApiCall call) {
        FoundPage page = call.writablePage();
        long version = call.expectedVersion();
        if (!page.isDeleted()) {
            return ApiReply.error(409, "This page is not in the trash.").withVersion(page.version());
        }
        return desk.restore(page, call.account(), version)
                .match(saved -> saved(page, saved), PagesApi::stale, PagesApi::refused);
    }

    ApiReply revisions(ApiCall call) {
        FoundPage page = call.page();
        long before = call.number("before").orElse(Long.MAX_VALUE);
        int limit = call.limit();
        return ApiReply.ok(RevisionsJson.of(pages.revisions(page.in().space(), page.id(), limit, before), limit));
    }

    private ApiReply saved(FoundPage before, Outcome.Saved saved) {
        return ApiReply.page(saved(new FoundPage(before.in(), saved.now())));
    }

    /** It is committed: only what is known without waiting for anybody goes along. */
    private PageJson saved(FoundPage page) {
        return PageJson.of(page, sync.pathNow(page.in().space(), page.id()).orElse(null));
    }

    private PageJson json(FoundPage page) {
        @Nullable
        String path = sync.paths(page.in().space(), List.of(page.id())).get(page.id());
        return PageJson.of(page, path);
    }

    private static ApiReply inTrash(FoundPage page) {
        return ApiReply.error(404, IN_TRASH).withVersion(page.version());
    }

    private static ApiReply stale(Outcome.Stale stale) {
        long now = stale.now().page().version();
        return ApiReply.error(412, "Somebody else was faster: the page is at version " + now + " now.")
                .withVersion(now);
    }

    private static ApiReply refused(Outcome.Refused refused) {
        return ApiReply.error(422, refused.sentence());
    }

    /** The answer to a deletion; {@code version} is what a restore expects. */
    record Deleted(String id, long version) {}
}
