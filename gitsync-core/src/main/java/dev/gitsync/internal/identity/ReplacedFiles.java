package dev.gitsync.internal.identity;

import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds files that are at the same path before and after, but are not the same page: two files that were swapped, a file
 * that was moved over another one, a file that was moved away and left a stub. By path alone each looks like an edit.
 *
 * <ol>
 *   <li>The old content of a file, byte for byte, is at a path where there was no file, and its new content is not
 *       similar to the old: its page went there. From then on its path counts as one without a file, and the rule is
 *       applied again.
 *   <li>The new content of a file is, byte for byte, that of another file that is gone or replaced: that page came here.
 *       A file that came from a file that stayed is a copy, and so is a file that came from a copy.
 * </ol>
 */
public final class ReplacedFiles {
    private final PageTexts texts;
    private final Rewrites rewrites;
    private final SortedMap<String, TreeDelta> changed = new TreeMap<>();
    private final Map<ObjectId, Deque<String>> byOldContent = new HashMap<>();
    /** How many files at new paths have each content and come from no other file. */
    private final Map<ObjectId, Integer> unexplained = new HashMap<>();

    private final Set<String> left = new TreeSet<>();

    private ReplacedFiles(PageTexts texts, Rewrites rewrites, TreeChanges changes, Predicate<String> isPage) {
        this.texts = texts;
        this.rewrites = rewrites;
        changes.changedFiles().forEach((path, delta) -> {
            if (isPage.test(path)) {
                changed.put(path, delta);
                byOldContent
                        .computeIfAbsent(before(delta), blob -> new ArrayDeque<>())
                        .add(path);
            }
        });
    }

    /** Decides whether the new content of a file is that of another page. */
    @FunctionalInterface
    public interface Rewrites {
        boolean isAnotherPage(String path, ObjectId before, ObjectId after) throws IOException;
    }

    /** Returns the paths whose files were replaced; {@code isPage} selects the files that count. */
    public static Set<String> find(PageTexts texts, TreeChanges changes, Predicate<String> isPage) throws IOException {
        return find(texts, changes, isPage, (path, before, after) -> !texts.areSimilar(before, after));
    }

    /** Does the same; {@code rewrites} decides about files whose old content is at another path. */
    public static Set<String> find(PageTexts texts, TreeChanges changes, Predicate<String> isPage, Rewrites rewrites)
            throws IOException {
        ReplacedFiles files = new ReplacedFiles(texts, rewrites, changes, isPage);
        if (files.changed.isEmpty()) {
            return Set.of();
        }
        Map<String, ObjectId> gone = contents(changes.goneFiles(), isPage);
        files.findLeft(gone.values(), contents(changes.addedFiles(), isPage).values());
        Set<String> replaced = new TreeSet<>(files.left);
        replaced.addAll(files.findTaken(gone));
        return replaced;
    }

    private static Map<String, ObjectId> contents(Map<String, TreeItem> files, Predicate<String> isPage) {
        Map<String, ObjectId> contents = new TreeMap<>();
        files.forEach((path, item) -> {
            if (isPage.test(path) && !PageFile.isEmpty(item.id())) {
                contents.put(path, item.id());
            }
        });
        return contents;
    }

    /** Applies the first rule. */
    private void findLeft(Collection<ObjectId> gone, Collection<ObjectId> come) throws IOException {
        come.forEach(blob -> unexplained.merge(blob, 1, Integer::sum));
        gone.forEach(blob -> unexplained.merge(blob, -1, Integer::sum));
        Deque<ObjectId> open = new ArrayDeque<>(new TreeSet<>(come));
        while (!open.isEmpty()) {
            ObjectId blob = open.remove();
            Deque<String> paths = byOldContent.getOrDefault(blob, new ArrayDeque<>());
            while (!paths.isEmpty() && unexplained.getOrDefault(blob, 0) > 0) {
                texts.budget().spend();
                String path = paths.remove();
                ObjectId now = after(Objects.requireNonNull(changed.get(path)));
                if (rewrites.isAnotherPage(path, blob, now)) {
                    left.add(path);
                    unexplained.merge(blob, -1, Integer::sum);
                    if (!PageFile.isEmpty(now)) {
                        unexplained.merge(now, 1, Integer::sum);
                        open.add(now);
                    }
                }
            }
        }
    }

    /** Applies the second rule: starts with all files that may come from elsewhere, and removes those that come from a file that stayed. */
    private Set<String> findTaken(Map<String, ObjectId> gone) {
        Map<ObjectId, String> sources = new HashMap<>();
        changed.forEach((path, delta) -> sources.put(before(delta), path));
        left.forEach(path -> sources.put(before(Objects.requireNonNull(changed.get(path))), path));
        gone.forEach((path, blob) -> sources.put(blob, path));
        SortedMap<String, String> taken = new TreeMap<>();
        Map<String, List<String>> takers = new HashMap<>();
        changed.forEach((path, delta) -> {
            ObjectId now = after(delta);
            String source = PageFile.isEmpty(now) ? null : sources.get(now);
            if (source != null && !source.equals(path)) {
                taken.put(path, source);
                takers.computeIfAbsent(source, key -> new ArrayList<>()).add(path);
            }
        });
        Deque<String> stayed = new ArrayDeque<>();
        for (String source : new TreeSet<>(taken.values())) {
            if (!gone.containsKey(source) && !left.contains(source) && !taken.containsKey(source)) {
                stayed.add(source);
            }
        }
        while (!stayed.isEmpty()) {
            for (String copy : takers.getOrDefault(stayed.remove(), List.of())) {
                texts.budget().spend();
                if (taken.remove(copy) != null && !left.contains(copy)) {
                    stayed.add(copy);
                }
            }
        }
        return taken.keySet();
    }

    private static ObjectId before(TreeDelta delta) {
        return Objects.requireNonNull(delta.before()).id();
    }

    private static ObjectId after(TreeDelta delta) {
        return Objects.requireNonNull(delta.after()).id();
    }
}
