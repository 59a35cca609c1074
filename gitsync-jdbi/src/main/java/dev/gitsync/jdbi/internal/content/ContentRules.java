package dev.gitsync.jdbi.internal.content;

import dev.gitsync.jdbi.internal.page.StorabilityCheck;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rules for names of attachments: those that an index of PostgreSQL can hold. */
final class ContentRules {
    private static final int MOST_NAME_BYTES = 1024;

    private ContentRules() {}

    /** Returns the sentence that rejects a name; empty if it can be stored. */
    static Optional<String> objection(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return StorabilityCheck.flaw(name)
                .map(flaw -> "The name of an attachment can't hold " + flaw + ".")
                .or(() -> bytes <= MOST_NAME_BYTES
                        ? Optional.empty()
                        : Optional.of("The name of an attachment may have at most " + MOST_NAME_BYTES
                                + " bytes within its page, and this one has " + bytes + "."));
    }
}
