package dev.gitsync.internal.pull;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into commits: one each or, with a window, one for consecutive changes by the same author within that time. Pages
 * that were deleted or restored together are one commit, see {@link ReplayStep}.
 */
final class CommitSeries {
    private static final int MESSAGES = 50;

    private final Workspace work;
    private final Duration window;
    private final Preparation preparation;
    private @Nullable Change first;
    private @Nullable Change last;
    /** The kind of all changes, or an edit if they differ. */
    private ReplayStep.Kind kind = ReplayStep.Kind.EDIT;

    private boolean sayTheSame = true;
    private int changes;
    /** How many of the changes are changes of attachments. */
    private int ofFiles;

    private final Set<String> messages = new LinkedHashSet<>();
    private int commits;

    /** Completes files before a commit. */
    @FunctionalInterface
    interface Preparation {
        void beforeCommit() throws IOException;

        /** Returns the preparation of the contents of attachments, if there are any, and of links. */
        static Preparation of(@Nullable AttachmentBlobs contents, IdLinks links) {
            return () -> {
                if (contents != null) {
                    contents.beforeCommit();
                }
                links.beforeCommit();
            };
        }
    }

    /**
     * Creates a series.
     *
     * @param preparation what completes the files before each commit
     */
    CommitSeries(Workspace work, Duration window, Preparation preparation) {
        this.work = work;
        this.window = window;
        this.preparation = preparation;
    }

    /**
     * Commits the changes so far if the next one does not belong to them. Call it before a change is applied to the tree.
     *
     * @param goesOn whether it continues the deletion or restoration of the previous changes
     */
    void before(Change next, boolean goesOn) throws IOException {
        if (first != null && !goesOn && !belongs(first, next)) {
            end();
        }
    }

    /**
     * Adds a change that has been applied to the tree.
     *
     * @param what its kind
     * @param isOfFile whether it is a change of an attachment
     */
    void add(Change change, ReplayStep.Kind what, boolean isOfFile) {
        Change begin = first == null ? change : first;
        kind = first == null || kind == what ? what : ReplayStep.Kind.EDIT;
        sayTheSame = (first == null || sayTheSame)
                && begin.provenance().message().equals(change.provenance().message());
        first = begin;
        last = change;
        changes++;
        ofFiles += isOfFile ? 1 : 0;
        if (messages.size() <= MESSAGES) {
            messages.add(message(change, what, isOfFile).lines().findFirst().orElse(""));
        }
    }

    /** Commits the remaining changes. */
    void end() throws IOException {
        if (last != null) {
            commit(last);
        }
        first = null;
        last = null;
        changes = 0;
        ofFiles = 0;
        messages.clear();
    }

    private void commit(Change newest) throws IOException {
        preparation.beforeCommit();
        if (work.commit(newest.provenance(), text(newest))) {
            commits++;
        }
    }

    /** Returns the number of commits. */
    int commits() {
        return commits;
    }

    private boolean belongs(Change first, Change next) {
        Provenance begin = first.provenance();
        Provenance more = next.provenance();
        Instant end = begin.time().plus(window);
        return !window.isZero()
                && begin.author().equals(more.author())
                && begin.git() == null
                && more.git() == null
                && !more.time().isBefore(begin.time())
                && !more.time().isAfter(end);
    }

    private String text(Change last) {
        if (changes == 1) {
            return message(last, kind, ofFiles > 0);
        }
        if (!kind.isOfMany() || !sayTheSame) {
            return summary(last);
        }
        String message = last.provenance().message();
        String verb = kind == ReplayStep.Kind.DELETION ? "Delete " : "Restore ";
        return message.isBlank() ? verb + counted() : message;
    }

    /** Returns how many pages and files there are, for example "1 page and 3 files". */
    private String counted() {
        int pages = changes - ofFiles;
        String files = ofFiles == 1 ? "1 file" : ofFiles + " files";
        if (pages == 0) {
            return files;
        }
        String counted = pages == 1 ? "1 page" : pages + " pages";
        return ofFiles == 0 ? counted : counted + " and " + files;
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

    private static String message(Change change, ReplayStep.Kind what, boolean isOfFile) {
        String message = change.provenance().message();
        if (!message.isBlank()) {
            return message;
        }
        String verb = what == ReplayStep.Kind.RESTORATION ? "Restore " : "Edit ";
        if (change instanceof Revision revision) {
            return verb + onOneLine(revision.content().title());
        }
        if (change instanceof AttachmentRevision revision) {
            String added = what == ReplayStep.Kind.ADDITION ? "Add " : verb;
            return added + "file " + onOneLine(revision.content().name());
        }
        return isOfFile ? "Delete a file" : "Delete a page";
    }

    private static String onOneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
