package dev.gitsync.internal.server.protocol;

import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Selects the {@code have} lines that JGit looks up: each commit once, and at most {@link #MAX_LINES} per request. JGit looks up each line two or three
 * times, and for a commit that the server does not have it asks the storage each time. With fewer known commits the response to a fetch only gets
 * larger. Ids are sorted and not hashed, because a client can choose ids with equal hashes.
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
