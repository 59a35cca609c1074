package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.Paths;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where folders that did not move whole come from: each page that moved votes for the folder it left, which is gone. */
final class FolderVotes {
    private final Map<String, String> sources = new HashMap<>();
    private final Map<String, String> firstTargets = new HashMap<>();

    private FolderVotes() {}

    /**
     * Counts.
     *
     * @param found the pages that were found, by their new paths
     * @param goneFolders the folders that are gone, whose pages look for a place
     * @param newFolders the folders that no page owns yet; the others need none
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

    /** The folder, gone now, from which most pages in {@code target} came. */
    Optional<String> source(String target) {
        return Optional.ofNullable(sources.get(target));
    }

    /** Whether no other folder got more pages of {@code source}. */
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
