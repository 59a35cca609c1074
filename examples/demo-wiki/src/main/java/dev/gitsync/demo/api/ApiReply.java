package dev.gitsync.demo.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer of the API.
 *
 * @param version the version for the ETag, or null for an answer that is not one page
 */
record ApiReply(int status, ObjectNode body, @Nullable Long version) {
    static ApiReply ok(ObjectNode body) {
        return new ApiReply(200, body, null);
    }

    static ApiReply error(int status, String sentence) {
        return new ApiReply(status, JsonNodeFactory.instance.objectNode().put("error", sentence), null);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion);
    }
}
