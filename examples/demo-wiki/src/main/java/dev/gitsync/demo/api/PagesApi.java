package dev.gitsync.demo.api;

import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.jdbi.JdbiPages.PageVersion;
import dev.gitsync.jdbi.JdbiPages.StoredPage;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.Provenance;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API calls about one page. */
final class PagesApi {
    private static final String IN_TRASH =
            "This page is in the trash; restore it with POST /api/pages/{id}/restore and the version in the ETag.";

    private PagesApi() {}

    static ApiReply read(Visit call) {
        FoundPage page = call.page();
        return page.isDeleted()
                ? inTrash(page)
                : reply(200, call, page, call.wiki().git().paths().path(page));
    }

    static ApiReply create(Visit call) {
        OpenSpace space = call.writableSpace();
        PageBody body = PageBody.of(call.request());
        Edit edit = new Edit(call.account(), 0, body.message());
        Outcome outcome = call.wiki().pages().desk().create(space.space(), body.created(), edit);
        return reply(outcome, saved -> saved(201, call, new FoundPage(space, saved)));
    }

    static ApiReply change(Visit call) {
        FoundPage page = call.writablePage();
        long version = ApiParameters.expectedVersion(call);
        PageBody body = PageBody.of(call.request());
        if (page.isDeleted()) {
            return inTrash(page);
        }
        Edit edit = ApiParameters.edit(call, version, body.json());
        Outcome outcome = call.wiki().pages().desk().change(page, edit, body::changed);
        return reply(outcome, saved -> saved(200, call, new FoundPage(page.in(), saved)));
    }

    static ApiReply delete(Visit call) {
        FoundPage page = call.writablePage();
        Edit edit = ApiParameters.edit(call);
        if (page.isDeleted()) {
            return inTrash(page);
        }
        return reply(call.wiki().pages().desk().delete(page, edit), saved -> {
            long version = saved.page().version();
            ObjectNode json = json().put("id", page.id().value()).put("version", version);
            return ApiReply.ok(json).withVersion(version);
        });
    }

    static ApiReply restore(Visit call) {
        FoundPage page = call.writablePage();
        Edit edit = new Edit(call.account(), ApiParameters.expectedVersion(call), "");
        if (!page.isDeleted()) {
            return ApiReply.error(409, "This page is not in the trash.").withVersion(page.version());
        }
        Outcome outcome = call.wiki().pages().desk().restore(page, edit);
        return reply(outcome, saved -> saved(200, call, new FoundPage(page.in(), saved)));
    }

    static ApiReply revisions(Visit call) {
        FoundPage page = call.page();
        long before = ApiParameters.number(call, "before", Long.MAX_VALUE);
        int limit = ApiParameters.limit(call);
        List<PageVersion> found =
                call.wiki().pages().stored().revisions(page.in().space(), page.id(), limit, before);
        ObjectNode list = json();
        ArrayNode revisions = list.putArray("revisions");
        found.forEach(version -> revisions.add(json(version)));
        return ApiReply.ok(list.put(
                "next", found.size() == limit ? (Long) found.get(limit - 1).version() : null));
    }

    private static ApiReply reply(Outcome outcome, Function<StoredPage, ApiReply> onSaved) {
        if (outcome instanceof Outcome.Saved saved) {
            return onSaved.apply(saved.now());
        } else if (outcome instanceof Outcome.Refused refused) {
            return ApiReply.error(422, refused.sentence());
        }
        return ApiReply.stale("page", ((Outcome.Stale) outcome).now().page().version());
    }

    /** The edit is committed, so the reply holds only what is known without waiting. */
    private static ApiReply saved(int status, Visit call, FoundPage page) {
        String path =
                call.wiki().git().paths().pathNow(page.in().space(), page.id()).orElse("");
        return reply(status, call, page, path);
    }

    private static ApiReply inTrash(FoundPage page) {
        return ApiReply.error(404, IN_TRASH).withVersion(page.version());
    }

    private static ApiReply reply(int status, Visit call, FoundPage page, String path) {
        PageContent content = page.content();
        Provenance change = page.stored().lastChange();
        ObjectNode json = json().put("id", page.id().value())
                .put("space", page.in().id().value())
                .put("parentId", ApiReply.idOf(content.parent()))
                .put("title", content.title())
                .put("version", page.version())
                .put("path", path.isEmpty() ? null : path)
                .put("author", change.author().name())
                .put("time", change.time().toString())
                .put("message", change.message())
                .put("text", content.text());
        ArrayNode labels = json.putArray("labels");
        call.wiki().pages().labels().of(page.in().space(), content).names().forEach(labels::add);
        ApiReply reply =
                status == 201 ? ApiReply.created("/api/pages/" + page.id().value(), json) : ApiReply.ok(json);
        return reply.withVersion(page.version());
    }

    private static ObjectNode json(PageVersion version) {
        ObjectNode json = json().put("version", version.version())
                .put("title", version.title())
                .put("deletion", version.deletion());
        return ApiReply.withProvenance(json, version.provenance());
    }

    private static ObjectNode json() {
        return ApiReply.JSON.createObjectNode();
    }
}
