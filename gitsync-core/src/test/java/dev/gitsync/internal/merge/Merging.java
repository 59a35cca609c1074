package dev.gitsync.internal.merge;

import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Merges trees that are given as texts by path. A text that begins with {@code #!} is an executable file, one that
 * begins with {@code ->} a link.
 */
final class Merging {
    WorkBudget budget = WorkBudget.unlimited();

    private final HintedInserter inserter;
    private final ObjectReader reader;

    Merging() {
        inserter = HintedInserter.ignoringHints(
                new InMemoryRepository(new DfsRepositoryDescription("merge")).newObjectInserter());
        reader = inserter.newReader();
    }

    /**
     * What came of it.
     *
     * @param files the merged texts by path
     * @param conflicts where both sides disagree
     */
    record Outcome(SortedMap<String, String> files, List<MergeConflict> conflicts) {
        List<String> paths() {
            return conflicts.stream().map(MergeConflict::path).toList();
        }
    }

    Outcome merge(
            Preference preference, Map<String, String> base, Map<String, String> ours, Map<String, String> theirs) {
        return merge(preference, 64, base, ours, theirs);
    }

    Outcome merge(
            Preference preference,
            int maxDepth,
            Map<String, String> base,
            Map<String, String> ours,
            Map<String, String> theirs) {
        try {
            TreeMerge.Merged merged = TreeMerge.merge(
                    new TreeMerge.Task(reader, inserter, preference, maxDepth, budget),
                    tree(base),
                    tree(ours),
                    tree(theirs));
            return new Outcome(files(merged.tree()), merged.conflicts());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId tree(Map<String, String> files) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(mode(file.getValue()));
            entry.setObjectId(inserter.insert(
                    Constants.OBJ_BLOB,
                    file.getValue().substring(start(file.getValue())).getBytes(StandardCharsets.ISO_8859_1)));
            builder.add(entry);
        }
        builder.finish();
        return files.isEmpty() ? ObjectId.zeroId() : cache.writeTree(inserter);
    }

    private static FileMode mode(String text) {
        return text.startsWith("#!")
                ? FileMode.EXECUTABLE_FILE
                : text.startsWith("->") ? FileMode.SYMLINK : FileMode.REGULAR_FILE;
    }

    private static int start(String text) {
        return mode(text).equals(FileMode.REGULAR_FILE) ? 0 : 2;
    }

    private SortedMap<String, String> files(ObjectId tree) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                String mark = walk.getFileMode(0).equals(FileMode.EXECUTABLE_FILE)
                        ? "#!"
                        : walk.getFileMode(0).equals(FileMode.SYMLINK) ? "->" : "";
                files.put(
                        walk.getPathString(),
                        mark + new String(reader.open(walk.getObjectId(0)).getBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
