package dev.gitsync.internal.plan;

import java.io.IOException;
import java.util.Set;

/** The past content of {@code main}, for the few questions that the current tree can't answer. */
@FunctionalInterface
public interface MainHistory {
    /**
     * A file as a tree contains it.
     *
     * @param path its path, with extension
     * @param content the id of its blob, as 40 hexadecimal digits
     */
    record PastFile(String path, String content) {}

    /** Returns those of {@code files} that {@code main} once contained, with that path and content; the search depth is bounded. */
    Set<PastFile> held(Set<PastFile> files) throws IOException;
}
