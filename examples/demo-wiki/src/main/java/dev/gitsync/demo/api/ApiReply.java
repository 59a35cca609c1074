package dev.gitsync.demo.api;

import dev.gitsync.model.PageId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response to an API call.
 *
 * @param version the version for the ETag, or null when the response is not about one page
 */
record ApiReply(int status, ObjectNode body, @Nullable Long version) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    static ApiReply ok(ObjectNode body) {
        return new ApiReply(200, body, null);
    }

    static ApiReply error(int status, String sentence) {
        return new ApiReply(status, JSON.createObjectNode().put("error", sentence), null);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion);
    }

    static @Nullable String idOf(@Nullable PageId id) {
        return id == null ? null : id.value();
    }
}
