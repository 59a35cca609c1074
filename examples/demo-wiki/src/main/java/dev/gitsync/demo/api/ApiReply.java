package dev.gitsync.demo.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the API.
 *
 * @param body what becomes the JSON
 * @param version the version for the ETag, or null for an answer that is not one page
 * @param location the address of what was made, or null
 */
record ApiReply(
        int status,
        Object body,
        @Nullable Long version,
        @Nullable String location) {
    ApiReply {
        Objects.requireNonNull(body, "body");
    }

    static ApiReply ok(Object body) {
        return new ApiReply(200, body, null, null);
    }

    static ApiReply page(PageJson page) {
        return new ApiReply(200, page, page.version(), null);
    }

    static ApiReply created(PageJson page) {
        return new ApiReply(201, page, page.version(), "/api/pages/" + page.id());
    }

    static ApiReply error(int status, String sentence) {
        return new ApiReply(status, new ErrorJson(sentence), null, null);
    }

    ApiReply withVersion(long newVersion) {
        return new ApiReply(status, body, newVersion, location);
    }

    /** What every error looks like. */
    record ErrorJson(String error) {}
}
