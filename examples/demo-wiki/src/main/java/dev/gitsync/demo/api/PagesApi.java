package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import dev.gitsync.demo.sync.SpaceSync;
import dev.gitsync.demo.wiki.Desk;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.Outcome;
import dev.gitsync.jdbi.JdbiPages;
import dev.gitsync.jdbi.JdbiPages.PageVersion;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API does with single pages. */
final class PagesApi {
    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");
    private static final String IN_TRASH =
            "This page is in the trash; restore it with POST /api/pages/{id}/restore and the version in the ETag.";

    private final Desk desk;
    private final JdbiPages pages;
    private final SpaceSync sync;
    private final JsonMapper mapper;

    PagesApi(WikiParts parts, JsonMapper mapper) {
        desk = parts.wiki().desk();
        pages = parts.wiki().pages();
        sync = parts.git().sync();
        this.mapper = mapper;
    }

    ApiReply read(Visit call) {
        FoundPage page = call.page();
        return page.isDeleted() ? inTrash(page) : reply(200, page, sync.path(page));
    }

    ApiReply create(Visit call) {
        OpenSpace space = call.writableSpace();
        PageBody body = PageBody.read(call.request(), mapper);
        return desk.create(space.space(), call.account(), body.created(), body.message())
                .match(saved -> saved(201, space, saved), PagesApi::stale, PagesApi::refused);
    }

    ApiReply change(Visit call) {
        FoundPage page = call.writablePage();
        long version = expectedVersion(call);
        PageBody body = PageBody.read(call.request(), mapper);
        return page.isDeleted()
                ? inTrash(page)
                : desk.change(page, call.account(), version, body::changed, body.message())
                        .match(saved -> saved(200, page.in(), saved), PagesApi::stale, PagesApi::refused);
    }

    ApiReply delete(Visit call) {
        FoundPage page = call.writablePage();
        long version = expectedVersion(call);
        return page.isDeleted()
                ? inTrash(page)
                : desk.delete(page, call.account(), version, call.field("message"))
                        .match(
                                saved -> new ApiReply(200, deleted(page, saved.version()), saved.version()),
                                PagesApi::stale,
                                PagesApi::refused);
    }

    ApiReply restore(Visit call) {
        FoundPage page = call.writablePage();
        long version = expectedVersion(call);
        return page.isDeleted()
                ? desk.restore(page, call.account(), version)
                        .match(saved -> saved(200, page.in(), saved), PagesApi::stale, PagesApi::refused)
                : ApiReply.error(409, "This page is not in the trash.").withVersion(page.version());
    }

    ApiReply revisions(Visit call) {
        FoundPage page = call.page();
        long before = ApiServlet.number(call, "before", Long.MAX_VALUE);
        int limit = ApiServlet.limit(call);
        List<PageVersion> found = pages.revisions(page.in().space(), page.id(), limit, before);
        ObjectNode list = mapper.createObjectNode();
        ArrayNode revisions = list.putArray("revisions");
        found.forEach(version -> revisions.add(json(version)));
        return ApiReply.ok(list.put(
                "next", found.size() == limit ? (Long) found.get(limit - 1).version() : null));
    }

    private ObjectNode deleted(FoundPage page, long version) {
        return mapper.createObjectNode().put("id", page.id().value()).put("version", version);
    }

    /** The version that the caller saw; a request without it overwrites nothing. */
    private static long expectedVersion(Visit call) {
        String header = call.request().getHeader("If-Match");
        if (header == null) {
            throw new HttpProblem(428, "Say which version you saw: If-Match: \"VERSION\", as in the ETag of the page.");
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw new HttpProblem(400, "If-Match must be one version in double quotes, as in the ETag of the page.");
        }
        return Long.parseLong(version.group(1));
    }

    /** It is committed: only what is known without waiting goes along. */
    private ApiReply saved(int status, OpenSpace space, Outcome.Saved saved) {
        FoundPage page = new FoundPage(space, saved.now());
        return reply(status, page, sync.pathNow(space.space(), page.id()).orElse(""));
    }

    private ApiReply reply(int status, FoundPage page, String path) {
        return new ApiReply(status, json(page, path), page.version());
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

    private ObjectNode json(FoundPage page, String path) {
        PageContent content = page.content();
        Provenance change = page.stored().lastChange();
        return mapper.createObjectNode()
                .put("id", page.id().value())
                .put("space", page.in().id().value())
                .put("parentId", idOf(content.parent()))
                .put("title", content.title())
                .put("version", page.version())
                .put("path", path.isEmpty() ? null : path)
                .put("author", change.author().name())
                .put("time", change.time().toString())
                .put("message", change.message())
                .put("text", content.text());
    }

    private ObjectNode json(PageVersion version) {
        Provenance change = version.provenance();
        GitOrigin git = change.git();
        return mapper.createObjectNode()
                .put("version", version.version())
                .put("title", version.title())
                .put("deletion", version.deletion())
                .put("author", change.author().name())
                .put("email", change.author().email())
                .put("time", change.time().toString())
                .put("message", change.message())
                .put("source", git == null ? "wiki" : "git")
                .put("commit", git == null ? null : git.commit());
    }

    static @Nullable String idOf(@Nullable PageId id) {
        return id == null ? null : id.value();
    }
}
