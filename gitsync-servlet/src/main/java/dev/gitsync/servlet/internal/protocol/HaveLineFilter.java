package dev.gitsync.servlet.internal.protocol;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Chooses which of the commits that a client says it has are looked up: each one once, and no more than {@link #MAX_LINES} in a request. JGit
 * looks up each line two or three times, and for a commit that the server does not have it asks the storage each time. Fewer known commits
 * only make the answer to a fetch larger. Ids are sorted and not hashed, since a client can choose them so that all have one hash.
 */
final class HaveLineFilter {
    /**
     * Twice as many as a client has reason to send. Git's {@code fetch-pack.c} names 16 new commits in the first request over HTTP, then
     * twice as many each time up to 16,384 ({@code LARGE_FLUSH}), and a tenth more each time after that. It repeats those that the server
     * has. It names more than this number only when it has named over 200,000 commits, none of which the server has.
     */
    static final int MAX_LINES = 32_768;

    private final Set<ObjectId> seen = new TreeSet<>();

    /** Returns whether to look up the commit of the next line. */
    boolean accepts(String id) {
        return seen.size() < MAX_LINES && seen.add(ObjectId.fromString(id));
    }
}
