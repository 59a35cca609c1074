package dev.gitsync.demo.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The response to an API call.
 *
 * @param version the version for the ETag, or null when the response is not about one page
 */
record ApiReply(int status, ObjectNode body, @Nullable Long version) {
    static ApiReply ok(ObjectNode body) {
        return new ApiReply(200, body, null);
    }

    static ApiReply error(int status, String sentence) {
        return new ApiReply(status, ApiServlet.JSON.createObjectNode().put("error", sentence), null);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion);
    }
}
