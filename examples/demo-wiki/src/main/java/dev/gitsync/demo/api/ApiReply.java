package dev.gitsync.demo.api;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Provenance.GitOrigin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response to an API call.
 *
 * @param version the version for the ETag, or null when the response is not about one page or file
 * @param location the address of what was created, or null
 * @param file the contents to send in place of {@code body}, or null
 */
record ApiReply(
        int status,
        ObjectNode body,
        @Nullable Long version,
        @Nullable String location,
        @Nullable FileContent file) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    static ApiReply ok(ObjectNode body) {
        return new ApiReply(200, body, null, null, null);
    }

    static ApiReply error(int status, String sentence) {
        return new ApiReply(status, JSON.createObjectNode().put("error", sentence), null, null, null);
    }

    /** @param what what was changed meanwhile: {@code page} or {@code file} */
    static ApiReply stale(String what, long version) {
        return error(412, "Another change was saved first: the " + what + " is at version " + version + " now.")
                .withVersion(version);
    }

    static ApiReply created(String location, ObjectNode body) {
        return new ApiReply(201, body, null, location, null);
    }

    static ApiReply contents(FileContent file) {
        return new ApiReply(200, JSON.createObjectNode(), null, null, file);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion, location, file);
    }

    /** Adds who changed something, when, why and from where. */
    static ObjectNode withProvenance(ObjectNode json, Provenance change) {
        GitOrigin git = change.git();
        return json.put("author", change.author().name())
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
