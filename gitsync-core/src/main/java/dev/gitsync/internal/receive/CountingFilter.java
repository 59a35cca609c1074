package dev.gitsync.internal.receive;

import java.io.Serial;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** Includes every commit up to a maximum number, so that a walk can't exhaust the memory. */
final class CountingFilter extends RevFilter {
    private final long most;
    private long seen;

    CountingFilter(long most) {
        this.most = most;
    }

    @Override
    public boolean include(RevWalk walker, RevCommit commit) {
        if (++seen > most) {
            throw new TooManyException();
        }
        return true;
    }

    @Override
    public RevFilter clone() {
        return new CountingFilter(most);
    }

    @Override
    public boolean requiresCommitBody() {
        return false;
    }

    /** Thrown when the walk exceeds the maximum number of commits. */
    static final class TooManyException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
