package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.PageStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API does with spaces. */
final class SpacesApi {
    private final PageStore store;
    private final SpaceSync sync;
    private final JsonMapper mapper;

    SpacesApi(PageStore store, SpaceSync sync, JsonMapper mapper) {
        this.store = store;
        this.sync = sync;
        this.mapper = mapper;
    }

    ApiReply list(Visit call) {
        ObjectNode list = mapper.createObjectNode();
        ArrayNode spaces = list.putArray("spaces");
        for (OpenSpace space : call.spaces()) {
            spaces.addObject()
                    .put("id", space.id().value())
                    .put("name", space.name())
                    .put("gitSync", space.gitSync())
                    .put("access", space.isWritable() ? "write" : "read")
                    .put("cloneUrl", call.site().cloneUrl(space.id()));
        }
        return ApiReply.ok(list);
    }

    ApiReply pages(Visit call) {
        Space space = call.space().space();
        int limit = ApiServlet.limit(call);
        List<Page> batch = store.pages(space, after(call), limit);
        Map<PageId, String> paths =
                sync.paths(space, batch.stream().map(Page::id).toList());
        ObjectNode list = mapper.createObjectNode();
        ArrayNode pages = list.putArray("pages");
        for (Page page : batch) {
            pages.addObject()
                    .put("id", page.id().value())
                    .put("parentId", PagesApi.idOf(page.content().parent()))
                    .put("title", page.content().title())
                    .put("version", page.version())
                    .put("path", paths.get(page.id()));
        }
        return ApiReply.ok(list.put(
                "next", batch.size() == limit ? batch.get(limit - 1).id().value() : null));
    }

    private static @Nullable PageId after(Visit call) {
        try {
            String after = call.field("after");
            return after.isEmpty() ? null : new PageId(after);
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, "The parameter after must be the id of a page.");
        }
    }

    ApiReply verify(Visit call) {
        return sync.verify(call.writableSpace().id()).accept(new VerifyReport.Visitor<>() {
            @Override
            public ApiReply visitVerified(VerifyReport.Verified report) {
                return verified(report);
            }

            @Override
            public ApiReply visitNotRun(VerifyReport.NotRun report) {
                return notRun(report);
            }
        });
    }

    private ApiReply verified(VerifyReport.Verified report) {
        ObjectNode json = mapper.createObjectNode()
                .put("space", report.space().value())
                .put("clean", report.isClean())
                .put("pages", report.pages())
                .put("pageFiles", report.pageFiles())
                .put("otherFiles", report.otherFiles());
        json.set("differences", mapper.valueToTree(report.differences()));
        return ApiReply.ok(json);
    }

    private static ApiReply notRun(VerifyReport.NotRun notRun) {
        return ApiReply.error(503, "Nothing was verified: " + why(notRun.because()) + ".");
    }

    private static String why(SyncReport report) {
        if (report instanceof SyncReport.Failed failed) {
            return failed.message();
        } else if (report instanceof SyncReport.Skipped skipped) {
            return skipped.reason() == SyncReport.Reason.DISABLED
                    ? "git sync is not switched on for this space"
                    : "somebody else is at work on this space; try again";
        }
        return "the cycle before it did not end well";
    }
}
