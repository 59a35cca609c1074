package dev.gitsync.internal.server;

import dev.gitsync.GitSync;
import dev.gitsync.limits.SignInCounts;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The counts of failed sign-ins that the servlets of one {@link GitSync} share by default, so that an attacker has no more attempts with two
 * servlets.
 */
public final class SharedSignInCounts {
    private static final Map<GitSync, SignInCounts> COUNTS = Collections.synchronizedMap(new WeakHashMap<>());

    private SharedSignInCounts() {}

    public static SignInCounts of(GitSync gitSync) {
        return COUNTS.computeIfAbsent(gitSync, first -> SignInCounts.inProcess());
    }
}
