package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the sources of folders that did not move whole: each moved page votes for the deleted folder that contained it. */
final class FolderVotes {
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> firstTargets = new HashMap<>();

    private FolderVotes() {}

    /**
     * Counts the votes.
     *
     * @param found the pages that were found, by their new paths
     * @param goneFolders the deleted folders, whose pages have no place yet
     * @param newFolders the folders without an owner page; other folders need no source
     */
    static FolderVotes count(Map<String, RemovedPage> found, Set<String> goneFolders, Set<String> newFolders) {
        Map<String, Map<String, Integer>> bySource = new TreeMap<>();
        Map<String, Map<String, Integer>> byTarget = new TreeMap<>();
        found.forEach((to, from) -> {
            String source = Paths.parent(from.path());
            String target = Paths.parent(to);
            if (goneFolders.contains(source) && newFolders.contains(target)) {
                byTarget.computeIfAbsent(target, key -> new TreeMap<>()).merge(source, 1, Integer::sum);
                bySource.computeIfAbsent(source, key -> new TreeMap<>()).merge(target, 1, Integer::sum);
            }
        });
        FolderVotes votes = new FolderVotes();
        byTarget.forEach((target, sources) -> votes.sources.put(target, most(sources)));
        bySource.forEach((source, targets) -> votes.firstTargets.put(source, most(targets)));
        return votes;
    }

    /** Returns the deleted folder from which most pages in {@code target} came. */
    Optional<String> source(String target) {
        return Optional.ofNullable(sources.get(target));
    }

    /** Returns whether no other folder received more pages of {@code source}. */
    boolean isFirst(String target, String source) {
        return target.equals(firstTargets.get(source));
    }

    private static String most(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }
}
