package dev.gitsync.demo.api;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.demo.files.FileOutcome;
import dev.gitsync.demo.files.FoundFile;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Uploads;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.jdbi.JdbiAttachments.Uploaded;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.AttachmentContent;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API calls about files: the attachments of the pages of a space, and of the space itself. */
final class FilesApi {
    private static final String IN_TRASH = "This file is in the trash; restore it with POST"
            + " /api/spaces/{space}/files/{file}/restore and the version in the ETag.";

    private FilesApi() {}

    /** All live files of the space by id; with {@code page}, those of a page; with {@code deleted}, the trash. */
    static ApiReply list(Visit call) {
        OpenSpace space = call.space();
        JdbiAttachments stored = call.wiki().files().stored();
        PageId page = ApiParameters.id(call, "page");
        if (!call.field("deleted").isEmpty()) {
            return list(call, space, attachments(stored.trash(space.space(), page)), null);
        } else if (page != null) {
            return list(call, space, attachments(stored.ofPage(space.space(), page)), null);
        }
        int limit = ApiParameters.limit(call);
        List<Attachment> batch = stored.store().attachments(space.space(), ApiParameters.id(call, "after"), limit);
        return list(
                call, space, batch, batch.size() == limit ? batch.get(limit - 1).id() : null);
    }

    private static List<Attachment> attachments(List<AttachmentInfo> infos) {
        return infos.stream().map(AttachmentInfo::attachment).toList();
    }

    private static ApiReply list(Visit call, OpenSpace space, List<Attachment> files, @Nullable PageId next) {
        Map<PageId, String> paths = paths(call, space.space(), files);
        ObjectNode list = json();
        ArrayNode array = list.putArray("files");
        files.forEach(file -> array.add(json(file).put("path", paths.get(file.id()))));
        return ApiReply.ok(list.put("next", ApiReply.idOf(next)));
    }

    private static Map<PageId, String> paths(Visit call, Space space, List<Attachment> files) {
        return call.wiki()
                .git()
                .paths()
                .paths(space, files.stream().map(Attachment::id).toList());
    }

    /** The body is the contents; name, page and message are parameters. */
    static ApiReply create(Visit call) {
        OpenSpace space = call.writableSpace();
        Uploads.requireFile(call.request());
        PageId page = ApiParameters.id(call, "page");
        String name = call.field("name");
        call.wiki().files().objection(space, page, name).ifPresent(sentence -> {
            throw new HttpProblem(422, sentence);
        });
        Uploaded contents = Uploads.store(call, space);
        Edit edit = new Edit(call.account(), 0, call.field("message"));
        FileOutcome outcome = call.wiki().files().create(space, contents.as(page, name), edit);
        return reply(outcome, saved -> {
            String address = "/api/spaces/" + space.id() + "/files/"
                    + saved.attachment().id().value();
            return ApiReply.created(address, json(call, space, saved))
                    .withVersion(saved.attachment().version());
        });
    }

    static ApiReply read(Visit call) {
        FoundFile file = call.file();
        return file.isDeleted() ? inTrash(file) : saved(call, file.in(), file.stored());
    }

    static ApiReply move(Visit call) {
        FoundFile file = call.writableFile();
        long version = ApiParameters.expectedVersion(call);
        JsonBody body = JsonBody.of(call.request(), "A file", List.of("name", "pageId", "message"));
        if (file.isDeleted()) {
            return inTrash(file);
        }
        Edit edit = ApiParameters.edit(call, version, body);
        PageId page = body.page("pageId", file.page());
        String name = body.string("name").orElse(file.name());
        return reply(call.wiki().files().move(file, page, name, edit), saved -> saved(call, file.in(), saved));
    }

    /** The body is the new contents. */
    static ApiReply replace(Visit call) {
        FoundFile file = call.writableFile();
        Uploads.requireFile(call.request());
        Edit edit = ApiParameters.edit(call);
        if (file.isDeleted()) {
            return inTrash(file);
        } else if (file.version() != edit.expectedVersion()) {
            return stale(file.stored());
        }
        Uploaded contents = Uploads.store(call, file.in());
        return reply(call.wiki().files().replace(file, contents, edit), saved -> saved(call, file.in(), saved));
    }

    static ApiReply delete(Visit call) {
        FoundFile file = call.writableFile();
        Edit edit = ApiParameters.edit(call);
        return file.isDeleted()
                ? inTrash(file)
                : reply(call.wiki().files().delete(file, edit), saved -> {
                    long version = saved.attachment().version();
                    return ApiReply.ok(json().put("id", file.id().value()).put("version", version))
                            .withVersion(version);
                });
    }

    static ApiReply restore(Visit call) {
        FoundFile file = call.writableFile();
        Edit edit = ApiParameters.edit(call);
        return file.isDeleted()
                ? reply(call.wiki().files().restore(file, edit), saved -> saved(call, file.in(), saved))
                : ApiReply.error(409, "This file is not in the trash.").withVersion(file.version());
    }

    static ApiReply revisions(Visit call) {
        FoundFile file = call.file();
        long before = ApiParameters.number(call, "before", Long.MAX_VALUE);
        int limit = ApiParameters.limit(call);
        List<Change> found = call.wiki().files().stored().revisions(file.in().space(), file.id(), limit, before);
        ObjectNode list = json();
        ArrayNode revisions = list.putArray("revisions");
        found.forEach(version -> revisions.add(json(version)));
        return ApiReply.ok(list.put(
                "next", found.size() == limit ? (Long) found.get(limit - 1).version() : null));
    }

    /** The newest contents. */
    static ApiReply content(Visit call) {
        FoundFile file = call.file();
        return contents(call, file.in(), file.content());
    }

    /** The contents of one version. */
    static ApiReply version(Visit call) {
        FoundFile file = call.file();
        long version = Visit.number(call.segment("version")).orElseThrow(HttpProblem::notFound);
        return call.wiki()
                .files()
                .revision(file, version)
                .map(revision -> contents(call, file.in(), revision.content()))
                .orElseThrow(HttpProblem::notFound);
    }

    private static ApiReply contents(Visit call, OpenSpace space, AttachmentContent content) {
        return ApiReply.contents(FileContent.of(call.wiki().files().stored().store(), space.space(), content));
    }

    private static ApiReply reply(FileOutcome outcome, Function<AttachmentInfo, ApiReply> onSaved) {
        if (outcome instanceof FileOutcome.Saved saved) {
            return onSaved.apply(saved.now());
        } else if (outcome instanceof FileOutcome.Refused refused) {
            return ApiReply.error(422, refused.sentence());
        }
        return stale(((FileOutcome.Stale) outcome).now());
    }

    private static ApiReply stale(AttachmentInfo now) {
        return ApiReply.stale("file", now.attachment().version());
    }

    private static ApiReply inTrash(FoundFile file) {
        return ApiReply.error(404, IN_TRASH).withVersion(file.version());
    }

    private static ApiReply saved(Visit call, OpenSpace space, AttachmentInfo file) {
        return ApiReply.ok(json(call, space, file))
                .withVersion(file.attachment().version());
    }

    /** The change is committed, so the reply holds only what is known without waiting. */
    private static ObjectNode json(Visit call, OpenSpace space, AttachmentInfo file) {
        PageId id = file.attachment().id();
        Provenance change = file.lastChange();
        String path = call.wiki().git().paths().pathNow(space.space(), id).orElse(null);
        return json(file.attachment())
                .put("space", space.id().value())
                .put("path", path)
                .put("author", change.author().name())
                .put("time", change.time().toString())
                .put("message", change.message());
    }

    private static ObjectNode json(Attachment file) {
        AttachmentContent content = file.content();
        return json(content).put("id", file.id().value()).put("version", file.version());
    }

    private static ObjectNode json(AttachmentContent content) {
        return json().put("pageId", ApiReply.idOf(content.page()))
                .put("name", content.name())
                .put("size", content.size())
                .put("hash", content.hash().value());
    }

    private static ObjectNode json(Change version) {
        ObjectNode json = version instanceof AttachmentRevision revision ? json(revision.content()) : json();
        json.put("version", version.version()).put("deletion", version instanceof Change.Tombstone);
        return ApiReply.withProvenance(json, version.provenance());
    }

    private static ObjectNode json() {
        return ApiReply.JSON.createObjectNode();
    }
}
