package dev.gitsync.internal.engine;

import dev.gitsync.model.Change;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into commits: one each or, with a window, one for the changes that the same author made one after the other
 * within that time.
 */
final class CommitSeries {
    private static final int MESSAGES = 50;

    private final Workspace work;
    private final Duration window;
    private @Nullable Change first;
    private @Nullable Change last;
    private int changes;
    private final Set<String> messages = new LinkedHashSet<>();
    private int commits;

    CommitSeries(Workspace work, Duration window) {
        this.work = work;
        this.window = window;
    }

    /** Call before a change is brought into the tree: commits what it does not belong to. */
    void before(Change next) throws IOException {
        if (first != null && !belongs(first, next)) {
            end();
        }
    }

    /** Call when a change is in the tree. */
    void add(Change change) throws IOException {
        first = first == null ? change : first;
        last = change;
        changes++;
        messages.add(message(change).lines().findFirst().orElse(""));
        if (window.isZero()) {
            end();
        }
    }

    /** Commits what is not committed yet. */
    void end() throws IOException {
        if (last != null && work.commit(last.provenance(), changes == 1 ? message(last) : summary(last))) {
            commits++;
        }
        first = null;
        last = null;
        changes = 0;
        messages.clear();
    }

    /** How many commits were made. */
    int commits() {
        return commits;
    }

    private boolean belongs(Change first, Change next) {
        Provenance begin = first.provenance();
        Provenance more = next.provenance();
        Instant end = begin.time().plus(window);
        return begin.author().equals(more.author())
                && begin.git() == null
                && more.git() == null
                && !more.time().isBefore(begin.time())
                && !more.time().isAfter(end);
    }

    private String summary(Change last) {
        StringBuilder text = new StringBuilder();
        text.append(changes)
                .append(" edits by ")
                .append(last.provenance().author().name())
                .append("\n");
        messages.stream().limit(MESSAGES).forEach(message -> text.append("\n* ").append(message));
        if (messages.size() > MESSAGES) {
            text.append("\n* …");
        }
        return text.toString();
    }

    private static String message(Change change) {
        String message = change.provenance().message();
        return message.isBlank()
                ? change.match(
                        revision -> "Edit " + revision.content().title().replaceAll("\\s+", " "),
                        tombstone -> "Delete a page")
                : message;
    }
}
