package dev.gitsync.internal.schedule;

import java.util.List;
import java.util.Set;

/** The threads of gitsync that were started after this object was created; those of earlier tests may still be ending. */
final class StartedThreads {
    private final Set<Thread> earlier = Set.copyOf(Thread.getAllStackTraces().keySet());

    /** Returns those that are alive and whose name begins with {@code prefix}. */
    List<Thread> named(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix) && !earlier.contains(thread))
                .toList();
    }
}
