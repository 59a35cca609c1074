package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The new paths of folders: exact for folders that moved as a whole, otherwise where most of their pages went. */
final class FolderTargets {
    private final Map<String, String> targets = new HashMap<>();
    /** For each folder looked up, that folder and its ancestors with a known target, innermost first. */
    private final Map<String, List<String>> moved = new HashMap<>();

    /**
     * Counts the targets of each folder.
     *
     * @param oldPaths the matched pages, new path to old path
     * @param movedFolders the folders that moved as a whole, new path to old path
     */
    FolderTargets(Map<String, String> oldPaths, Map<String, String> movedFolders) {
        Map<String, Map<String, Integer>> votes = new TreeMap<>();
        oldPaths.forEach((to, from) -> votes.computeIfAbsent(Paths.parent(from), folder -> new TreeMap<>())
                .merge(Paths.parent(to), 1, Integer::sum));
        votes.forEach((from, counts) -> counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .ifPresent(most -> targets.put(from, most)));
        movedFolders.forEach((to, from) -> targets.put(from, to));
        targets.remove("");
    }

    /** Returns the likely paths of a page, according to the targets of its folder and that folder's ancestors, the likeliest first. */
    Stream<String> of(String path) {
        return moved(path).stream().map(folder -> {
            String target = targets.getOrDefault(folder, "");
            return folder.length() == path.length() ? target : Paths.join(target, path.substring(folder.length() + 1));
        });
    }

    private List<String> moved(String folder) {
        if (folder.isEmpty()) {
            return List.of();
        }
        List<String> known = moved.get(folder);
        if (known == null) {
            known = moved(Paths.parent(folder));
            if (targets.containsKey(folder)) {
                List<String> more = new ArrayList<>(List.of(folder));
                more.addAll(known);
                known = more;
            }
            moved.put(folder, known);
        }
        return known;
    }
}
