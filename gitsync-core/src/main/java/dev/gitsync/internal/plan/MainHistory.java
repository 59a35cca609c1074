package dev.gitsync.internal.plan;

import java.io.IOException;
import java.util.Set;

/** What {@code main} held in the past, for the few questions that the present can't answer. */
@FunctionalInterface
public interface MainHistory {
    /**
     * A file as it stands in a tree.
     *
     * @param path its path, with ending
     * @param content the id of its blob, as 40 hexadecimal digits
     */
    record PastFile(String path, String content) {}

    /** Returns those of {@code files} that {@code main} held once, at that path and with that content; looks back a bounded way. */
    Set<PastFile> held(Set<PastFile> files) throws IOException;
}
