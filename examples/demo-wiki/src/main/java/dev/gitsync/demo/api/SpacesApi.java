package dev.gitsync.demo.api;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.sync.OperationOutcome;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.VerifyReport;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API calls about spaces.
 */
final class SpacesApi {
    private SpacesApi() {}

    static ApiReply list(Visit call) {
        ObjectNode list = ApiReply.JSON.createObjectNode();
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

    static ApiReply pages(Visit call) {
        Space space = call.space().space();
        int limit = ApiParameters.limit(call);
        List<Page> batch = call.wiki().pages().store().pages(space, ApiParameters.id(call, "after"), limit);
        Map<PageId, String> paths = call.wiki()
                .git()
                .paths()
                .paths(space, batch.stream().map(Page::id).toList());
        ObjectNode list = ApiReply.JSON.createObjectNode();
        ArrayNode pages = list.putArray("pages");
        for (Page page : batch) {
            pages.addObject()
                    .put("id", page.id().value())
                    .put("parentId", ApiReply.idOf(page.content().parent()))
                    .put("title", page.content().title())
                    .put("version", page.version())
                    .put("path", paths.get(page.id()));
        }
        return ApiReply.ok(list.put(
                "next", batch.size() == limit ? batch.get(limit - 1).id().value() : null));
    }

    static ApiReply labels(Visit call) {
        ObjectNode list = ApiReply.JSON.createObjectNode();
        ArrayNode labels = list.putArray("labels");
        call.wiki()
                .pages()
                .stored()
                .labels(call.space().space(), ApiParameters.limit(call))
                .forEach(each -> labels.addObject().put("label", each.label()).put("pages", each.pages()));
        return ApiReply.ok(list);
    }

    static ApiReply labelled(Visit call) {
        ObjectNode list = ApiReply.JSON.createObjectNode();
        ArrayNode pages = list.putArray("pages");
        String label = call.segment("label").replace("\0", "");
        call.wiki()
                .pages()
                .stored()
                .labelled(call.space().space(), label, ApiParameters.limit(call))
                .forEach(page -> pages.addObject()
                        .put("id", page.id().value())
                        .put("title", page.title())
                        .put("version", page.version()));
        return ApiReply.ok(list);
    }

    static ApiReply verify(Visit call) {
        VerifyReport report =
                call.wiki().git().gitSync().verify(call.writableSpace().id());
        if (report instanceof VerifyReport.Verified verified) {
            ObjectNode json = ApiReply.JSON
                    .createObjectNode()
                    .put("space", verified.space().value())
                    .put("clean", verified.isClean())
                    .put("pages", verified.pages())
                    .put("pageFiles", verified.pageFiles())
                    .put("otherFiles", verified.otherFiles());
            json.set("differences", ApiReply.JSON.valueToTree(verified.differences()));
            return ApiReply.ok(json);
        }
        VerifyReport.NotRun notRun = (VerifyReport.NotRun) report;
        return ApiReply.error(503, "Nothing was verified. " + OperationOutcome.sentence(notRun.because()) + ".");
    }
}
