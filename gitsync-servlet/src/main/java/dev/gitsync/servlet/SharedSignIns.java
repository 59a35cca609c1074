package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.servlet.limits.SignInCounts;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The counts of failed sign-ins that the servlets of one {@link GitSync} share unless they are handed a limiter: an attacker has
 * no more attempts because there are two servlets.
 */
final class SharedSignIns {
    private static final Map<GitSync, SignInCounts> COUNTS = Collections.synchronizedMap(new WeakHashMap<>());

    private SharedSignIns() {}

    static SignInCounts of(GitSync gitSync) {
        return COUNTS.computeIfAbsent(gitSync, first -> SignInCounts.inProcess());
    }
}
