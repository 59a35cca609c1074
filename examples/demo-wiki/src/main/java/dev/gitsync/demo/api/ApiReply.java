package dev.gitsync.demo.api;

import dev.gitsync.demo.files.FileContent;
import dev.gitsync.model.PageId;
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

    static ApiReply created(String location, ObjectNode body) {
        return new ApiReply(201, body, null, location, null);
    }

    static ApiReply contents(FileContent file) {
        return new ApiReply(200, JSON.createObjectNode(), null, null, file);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion, location, file);
    }

    static @Nullable String idOf(@Nullable PageId id) {
        return id == null ? null : id.value();
    }
}
