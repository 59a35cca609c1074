package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.Edit;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads parameters that several API calls have. */
final class ApiParameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

    private ApiParameters() {}

    /** A whole number among the parameters. */
    static long number(Visit call, String name, long otherwise) {
        String value = call.field(name);
        return value.isEmpty()
                ? otherwise
                : Visit.number(value)
                        .orElseThrow(() -> new HttpProblem(400, "The parameter " + name + " must be a whole number."));
    }

    /** The version that the caller saw. A request without it changes nothing. */
    static long expectedVersion(Visit call) {
        String header = call.request().getHeader("If-Match");
        if (header == null) {
            throw new HttpProblem(428, "Send the version that you saw: If-Match: \"VERSION\", as in the ETag.");
        }
        Matcher version = VERSION.matcher(header.strip());
        if (!version.matches()) {
            throw new HttpProblem(400, "If-Match must be one version in double quotes, as in the ETag.");
        }
        return Long.parseLong(version.group(1));
    }

    /** The edit of a call without a JSON body. */
    static Edit edit(Visit call) {
        return new Edit(call.account(), expectedVersion(call), call.field("message"));
    }

    /** The edit of a call whose body has a message. */
    static Edit edit(Visit call, long expectedVersion, JsonBody body) {
        return new Edit(call.account(), expectedVersion, body.string("message").orElse(""));
    }

    /** An id among the parameters, or null without one. */
    static @Nullable PageId id(Visit call, String name) {
        try {
            return call.field(name).isEmpty() ? null : new PageId(call.field(name));
        } catch (InvalidInputException e) {
            throw new HttpProblem(400, "The parameter " + name + " must be an id.");
        }
    }

    /** The maximum number of entries in a list. */
    static int limit(Visit call) {
        return (int) Math.max(1, Math.min(number(call, "limit", DEFAULT_LIMIT), MAX_LIMIT));
    }
}
