package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Matches the files of two trees: finds the old path of each file at a new path. Each rule handles the files that the
 * rules before it left, in the order of paths, whatever the order in which the files are given:
 *
 * <ol>
 *   <li>the same blob, first with the same file name and the same name of its folder, then in the same folder; empty
 *       files, which are all equal, only match by name or as the only pair;
 *   <li>the same path, for a file that seemed to be replaced;
 *   <li>a moved folder: its page, and files at the same place inside it;
 *   <li>similar content ({@link SimilarPages});
 *   <li>the same file name anywhere else.
 * </ol>
 */
public final class IdentityMatcher {
    private final PageTexts texts;
    private final Map<String, String> movedFolders;
    private final NavigableMap<String, PageFile> removed = new TreeMap<>();
    private final NavigableMap<String, PageFile> added = new TreeMap<>();
    private final SortedMap<String, String> oldPaths;
    private int notCompared;

    private IdentityMatcher(PageTexts texts, Map<String, String> movedFolders, Map<String, String> known) {
        this.texts = texts;
        this.movedFolders = movedFolders;
        this.oldPaths = new TreeMap<>(known);
    }

    /**
     * The matches.
     *
     * @param oldPaths the old paths of files at new paths, including those known before
     * @param notCompared how many files no rule matched that could not be compared by content either
     */
    public record Matches(SortedMap<String, String> oldPaths, int notCompared) {}

    /**
     * Matches files.
     *
     * @param movedFolders folders that moved as a whole, new path to old path
     * @param known the matches decided before, new path to old path; these files are not matched again
     */
    public static Matches match(
            PageTexts texts,
            Map<String, String> movedFolders,
            Map<String, String> known,
            Collection<PageFile> removed,
            Collection<PageFile> added)
            throws IOException {
        IdentityMatcher matcher = new IdentityMatcher(texts, movedFolders, known);
        removed.forEach(file -> matcher.removed.put(file.path(), file));
        added.forEach(file -> matcher.added.put(file.path(), file));
        matcher.removed.keySet().removeAll(new ArrayList<>(known.values()));
        matcher.added.keySet().removeAll(new ArrayList<>(known.keySet()));
        matcher.match();
        return new Matches(matcher.oldPaths, matcher.notCompared);
    }

    private void match() throws IOException {
        byBlob();
        byPath();
        byFolder();
        bySimilarity();
        byName();
        notCompared = Math.min(notCompared, Math.min(removed.size(), added.size()));
    }

    private void byBlob() {
        pairEqual(file -> new Keyed(file.blob(), lastNames(file.path())));
        pairEqual(file -> new Keyed(file.blob(), Paths.name(file.path())));
        pairEqual(file -> file.isEmpty() ? null : new Keyed(file.blob(), Paths.parent(file.path())));
        pairEqual(file -> file.isEmpty() ? null : file.blob());
        pairOnlyEmpty();
    }

    private record Keyed(Object blob, String name) {}

    /** Returns the name of a file and that of its folder: among many files with the same name, those with equal results are a pair. */
    private static String lastNames(String path) {
        return Paths.join(Paths.name(Paths.parent(path)), Paths.name(path));
    }

    private void pairOnlyEmpty() {
        List<PageFile> from =
                removed.values().stream().filter(PageFile::isEmpty).toList();
        List<PageFile> to = added.values().stream().filter(PageFile::isEmpty).toList();
        if (from.size() == 1 && to.size() == 1) {
            pair(from.get(0), to.get(0));
        }
    }

    /** Matches files that seemed to be replaced by path: those not found elsewhere have only been edited. */
    private void byPath() {
        pairEqual(PageFile::path);
    }

    private void byFolder() {
        FolderTargets targets = new FolderTargets(oldPaths, movedFolders);
        for (PageFile from : List.copyOf(removed.values())) {
            texts.budget().spend();
            targets.of(from.path())
                    .map(added::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(to -> pair(from, to));
        }
    }

    private void bySimilarity() throws IOException {
        if (removed.isEmpty() || added.isEmpty()) {
            return;
        }
        SimilarPages similar = new SimilarPages(texts);
        similar.find(withText(removed.values()), withText(added.values()))
                .forEach(pair -> pair(pair.removed(), pair.added()));
        notCompared = similar.skipped();
    }

    private static List<PageFile> withText(Collection<PageFile> files) {
        return files.stream().filter(file -> !file.isEmpty()).toList();
    }

    private void byName() {
        pairEqual(file -> lastNames(file.path()));
        pairEqual(file -> Paths.name(file.path()));
    }

    /** Pairs files with the same key, in order if there are several; files without a key are left out. */
    private void pairEqual(Function<PageFile, @Nullable Object> key) {
        Map<Object, Deque<PageFile>> candidates = new HashMap<>();
        for (PageFile from : removed.values()) {
            texts.budget().spend();
            Object its = key.apply(from);
            if (its != null) {
                candidates.computeIfAbsent(its, none -> new ArrayDeque<>()).add(from);
            }
        }
        if (candidates.isEmpty()) {
            return;
        }
        for (PageFile to : List.copyOf(added.values())) {
            texts.budget().spend();
            Object its = key.apply(to);
            Deque<PageFile> same = its == null ? null : candidates.get(its);
            if (same != null && !same.isEmpty()) {
                pair(same.remove(), to);
            }
        }
    }

    private void pair(PageFile from, PageFile to) {
        removed.remove(from.path());
        added.remove(to.path());
        oldPaths.put(to.path(), from.path());
    }
}
