package dev.gitsync.mirror;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What one run of a mirror did, or why it did nothing.
 *
 * @param mirror the mirror
 * @param at when the run ended
 * @param outcome the outcome
 * @param sentence one sentence for the operator: what happened and, if something must be done, what
 * @param details more lines, possibly none: the pages in conflict, the receipt of what was taken in, what the remote said; at
 *     most 200
 * @param main the commit of the wiki's {@code main} after the run; empty if it has none or is unknown
 * @param remote the commit of the remote's branch after the run; empty if it has none or is unknown
 */
public record MirrorReport(
        MirrorId mirror,
        Instant at,
        Outcome outcome,
        String sentence,
        List<String> details,
        Optional<ObjectId> main,
        Optional<ObjectId> remote) {
    /** The maximum number of lines in {@link #details()}. */
    public static final int MAX_DETAILS = 200;

    /** Takes a copy of the list, shortened to 200 lines. */
    public MirrorReport {
        Objects.requireNonNull(mirror, "mirror");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(sentence, "sentence");
        details = details.size() <= MAX_DETAILS ? List.copyOf(details) : List.copyOf(details.subList(0, MAX_DETAILS));
    }

    /** Returns whether both reports have the same outcome and the same commit of the remote, so that a decision answers both or neither. */
    public boolean asksTheSameAs(MirrorReport other) {
        return outcome == other.outcome && remote.equals(other.remote);
    }

    /** Whether a mirror can go on, and who has to act. */
    public enum Next {
        /** Both sides agree. */
        SETTLED,
        /** gitsync retries with a growing back-off. */
        RETRY,
        /** The mirror goes on by itself as soon as a person changes something at the remote or in the wiki. */
        WAIT,
        /** The operator must act: change the mirror, or {@linkplain Mirrors#decide decide}. */
        OPERATOR
    }

    /** The outcome of a run. A later version may add outcomes; {@link #next()} says how to treat them. */
    public enum Outcome {
        /** Both sides had the same commit already. */
        UP_TO_DATE(Next.SETTLED),
        /** Commits of the wiki were pushed to the remote. */
        PUSHED(Next.SETTLED),
        /** Commits of the remote were brought into the wiki. */
        TAKEN_IN(Next.SETTLED),
        /** Commits went both ways. */
        BOTH_WAYS(Next.SETTLED),
        /** The mirror is paused, or git sync is disabled for its space. */
        DISABLED(Next.SETTLED),

        /** Another process or thread works on the mirror or the space. */
        BUSY(Next.RETRY),
        /** The run reached its deadline with work left, and saved its progress. The next run follows at once. */
        IN_PROGRESS(Next.RETRY),
        /** The remote can't be reached, did not answer in time, or broke off. */
        UNREACHABLE(Next.RETRY),
        /** The remote answered with an error of its own: overload, full disk, maintenance. */
        REMOTE_FAILED(Next.RETRY),
        /** The wiki or the git storage can't be reached. */
        STORE_UNAVAILABLE(Next.RETRY),
        /** An unexpected error, which is in the log. */
        FAILED(Next.RETRY),

        /** Both sides changed the same places. The wiki's side is on the {@linkplain Mirror#conflictBranch() conflict branch}. */
        CONFLICT(Next.WAIT),
        /** The wiki refuses the remote's commits: an invalid path, the delete guard, a rule of the wiki. */
        REFUSED_BY_WIKI(Next.WAIT),
        /** The remote refuses the wiki's commits: a protected branch, a hook. */
        REFUSED_BY_REMOTE(Next.WAIT),
        /** The mirror only pushes, but the remote's branch has commits of its own. */
        REMOTE_AHEAD(Next.WAIT),
        /** The remote's commits exceed a limit of gitsync. */
        TOO_LARGE(Next.WAIT),

        /** The remote's branch went back to an older commit. */
        REWOUND(Next.OPERATOR),
        /** The remote's branch was replaced by commits that do not contain what it had (a forced push). */
        REPLACED(Next.OPERATOR),
        /**
         * The wiki was restored to an earlier state, and pushing that would take back at the remote what came later. A mirror that only pulls goes
         * on.
         */
        RESTORED(Next.OPERATOR),
        /** Wiki and remote have no common commit. */
        UNRELATED(Next.OPERATOR),
        /** The remote's branch is gone: deleted, renamed, or the repository was emptied. */
        BRANCH_MISSING(Next.OPERATOR),
        /** The remote does not exist, or not for these credentials. */
        NOT_FOUND(Next.OPERATOR),
        /** The remote refuses the credentials, or there are none. */
        UNAUTHORIZED(Next.OPERATOR),
        /** The credentials may read but not write: a read-only token, an archived repository. */
        READ_ONLY(Next.OPERATOR),
        /** The address of the remote is not allowed. */
        ADDRESS_REFUSED(Next.OPERATOR),
        /** The server's certificate or host key is not trusted. */
        UNTRUSTED(Next.OPERATOR);

        private final Next next;

        Outcome(Next next) {
            this.next = next;
        }

        /** Returns whether the mirror can go on, and who has to act. */
        public Next next() {
            return next;
        }
    }
}
