package dev.gitsync.internal.server.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects the ref prefixes that are looked up. The server shows two refs, so few prefixes matter: those that match one of the two, each once, and one
 * of all others, because a list without any prefix asks for all refs.
 */
final class RefPrefixFilter {
    private static final List<String> SHOWN = List.of("HEAD", "refs/heads/main");

    private final Set<String> seen = new HashSet<>();
    private boolean hasOther;

    /** Returns whether to look up the refs of the next prefix. */
    boolean accepts(String prefix) {
        if (SHOWN.stream().anyMatch(name -> name.startsWith(prefix))) {
            return seen.add(prefix);
        }
        boolean isFirst = !hasOther;
        hasOther = true;
        return isFirst;
    }
}
