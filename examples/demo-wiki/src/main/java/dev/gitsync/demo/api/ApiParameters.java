package dev.gitsync.demo.api;

import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;

/** Reads parameters that several API calls have. */
final class ApiParameters {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private ApiParameters() {}

    /** A whole number among the parameters. */
    static long number(Visit call, String name, long otherwise) {
        String value = call.field(name);
        return value.isEmpty()
                ? otherwise
                : Visit.number(value)
                        .orElseThrow(() -> new HttpProblem(400, "The parameter " + name + " must be a whole number."));
    }

    /** The maximum number of entries in a list. */
    static int limit(Visit call) {
        return (int) Math.max(1, Math.min(number(call, "limit", DEFAULT_LIMIT), MAX_LIMIT));
    }
}
