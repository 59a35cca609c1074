package dev.gitsync.repository;

import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A compare-and-set of one ref. The zero id stands for a ref that does not exist.
 *
 * @param name the full name, such as {@code refs/heads/main}
 * @param from where the ref has to be
 * @param to where it goes
 */
public record RefMove(String name, ObjectId from, ObjectId to) {
    /** Checks that nothing is missing. */
    public RefMove {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }
}
