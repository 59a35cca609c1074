package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.SiteAddress;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.Difference;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.PageStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API does with spaces. */
final class SpacesApi {
    private final PageStore store;
    private final SpaceSync sync;

    SpacesApi(PageStore store, SpaceSync sync) {
        this.store = store;
        this.sync = sync;
    }

    ApiReply list(ApiCall call) {
        return ApiReply.ok(new Spaces(call.library().spaces(call.account()).stream()
                .map(space -> SpaceJson.of(space, SiteAddress.of(call.request())))
                .toList()));
    }

    ApiReply pages(ApiCall call) {
        Space space = call.space().space();
        int limit = call.limit();
        List<Page> batch = store.pages(space, after(call), limit);
        Map<PageId, String> paths =
                sync.paths(space, batch.stream().map(Page::id).toList());
        List<Entry> entries =
                batch.stream().map(page -> Entry.of(page, paths.get(page.id()))).toList();
        return ApiReply.ok(new Pages(
                entries, batch.size() == limit ? entries.get(limit - 1).id() : null));
    }

    private static @Nullable PageId after(ApiCall call) {
        try {
            return call.query("after").map(PageId::new).orElse(null);
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, "The parameter after must be the id of a page.");
        }
    }

    ApiReply verify(ApiCall call) {
        OpenSpace space = call.writableSpace();
        return sync.verify(space.id()).match(verified -> ApiReply.ok(Verification.of(verified)), SpacesApi::notRun);
    }

    private static ApiReply notRun(VerifyReport.NotRun notRun) {
        String why = notRun.because()
                .match(
                        pulled -> "the cycle before it did not end well",
                        upToDate -> "the cycle before it did not end well",
                        skipped -> skipped.reason() == SyncReport.Reason.DISABLED
                                ? "git sync is not switched on for this space"
                                : "somebody else is at work on this space; try again",
                        SyncReport.Failed::message);
        return ApiReply.error(503, "Nothing was verified: " + why + ".");
    }

    record Spaces(List<SpaceJson> spaces) {}

    record SpaceJson(String id, String name, boolean gitSync, String access, String cloneUrl) {
        static SpaceJson of(OpenSpace space, SiteAddress site) {
            String access = space.isWritable() ? "write" : "read";
            return new SpaceJson(
                    space.id().value(), space.space().name(), space.gitSync(), access, site.cloneUrl(space.id()));
        }
    }

    /** @param next what to ask for with {@code after} to go on, or null at the end */
    record Pages(List<Entry> pages, @Nullable String next) {}

    record Entry(
            String id,
            @Nullable String parentId,
            String title,
            long version,
            @Nullable String path) {
        static Entry of(Page page, @Nullable String path) {
            return new Entry(
                    page.id().value(),
                    PageJson.idOf(page.content().parent()),
                    page.content().title(),
                    page.version(),
                    path);
        }
    }

    record Verification(
            String space, boolean clean, long pages, long pageFiles, long otherFiles, List<Difference> differences) {
        static Verification of(VerifyReport.Verified report) {
            return new Verification(
                    report.space().value(),
                    report.isClean(),
                    report.pages(),
                    report.pageFiles(),
                    report.otherFiles(),
                    report.differences());
        }
    }
}
