package dev.gitsync.internal.attachment;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.WorkBudget;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attachment of each file that a push adds, changes or moves. Each rule handles the files that the rules before it left, in
 * the order of paths:
 *
 * <ol>
 *   <li>the same page, name and content, as when a page moves with its folder;
 *   <li>the same page and name, if the old file is gone;
 *   <li>the same path: the attachment is replaced;
 *   <li>the same place in a folder that moved whole;
 *   <li>the same content: with the same name and the same name of the folder, with the same name, in the same folder, anywhere. Empty
 *       files, which are all equal, only match by name or as the only pair;
 *   <li>the old path, traced through the commits of the push ({@link CommitTrail});
 *   <li>the same file name, if only one file on each side has it.
 * </ol>
 */
final class AttachmentMatcher {
    private static final ObjectId EMPTY = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    private final AttachmentTask task;
    private final WorkBudget budget;
    private final NavigableMap<String, OldFile> old;
    private final NavigableMap<String, NewFile> come;
    private final Map<String, OldFile> found = new HashMap<>();

    private AttachmentMatcher(AttachmentFiles files, AttachmentTask task) {
        this.task = task;
        this.budget = task.budget();
        this.old = new TreeMap<>(files.old());
        this.come = new TreeMap<>(files.come());
    }

    /**
     * The result.
     *
     * @param found the old file of each new file that is a known attachment, by the path of the new file
     * @param gone the files of attachments that are no file any more, by path
     */
    record Matches(Map<String, OldFile> found, SortedMap<String, OldFile> gone) {}

    static Matches match(AttachmentFiles files, AttachmentTask task) throws IOException {
        AttachmentMatcher matcher = new AttachmentMatcher(files, task);
        matcher.match();
        return new Matches(matcher.found, matcher.old);
    }

    private record Keyed(Object first, Object second) {}

    private void match() throws IOException {
        pair(file -> new Keyed(file.place(), blob(file)), file -> new Keyed(file.place(), file.blob()));
        pair(file -> file.isGone() ? file.place() : null, NewFile::place);
        pair(OldFile::path, NewFile::path);
        pair(OldFile::path, NewFile::source);
        pairByContent(AttachmentMatcher::lastNames, blob -> true);
        pairByContent(Paths::name, blob -> true);
        pairByContent(Paths::parent, blob -> !blob.equals(EMPTY));
        pairByContent(path -> "", blob -> !blob.equals(EMPTY));
        pairOnly(AttachmentMatcher::blob, NewFile::blob);
        pairByCommits();
        pairOnly(file -> Paths.name(file.path()), file -> Paths.name(file.path()));
    }

    private void pairByCommits() throws IOException {
        if (old.isEmpty() || come.isEmpty()) {
            return;
        }
        for (Map.Entry<String, String> moved :
                CommitTrail.follow(task, come.keySet()).entrySet()) {
            OldFile from = old.get(moved.getValue());
            NewFile to = come.get(moved.getKey());
            if (from != null && to != null) {
                pair(from, to);
            }
        }
    }

    private static ObjectId blob(OldFile file) {
        return file.attachment().blob();
    }

    private static String lastNames(String path) {
        return Paths.join(Paths.name(Paths.parent(path)), Paths.name(path));
    }

    private void pairByContent(Function<String, String> key, Predicate<ObjectId> counts) {
        pair(
                file -> counts.test(blob(file)) ? new Keyed(blob(file), key.apply(file.path())) : null,
                file -> new Keyed(file.blob(), key.apply(file.path())));
    }

    /** Pairs files with the same key, in order if there are several; files without a key are left out. */
    private void pair(Function<OldFile, @Nullable Object> oldKey, Function<NewFile, @Nullable Object> newKey) {
        if (old.isEmpty() || come.isEmpty()) {
            return;
        }
        Map<Object, Deque<OldFile>> candidates = byKey(old.values(), oldKey);
        for (NewFile file : List.copyOf(come.values())) {
            Object key = newKey.apply(file);
            Deque<OldFile> same = key == null ? null : candidates.get(key);
            if (same != null && !same.isEmpty()) {
                pair(same.remove(), file);
            }
        }
    }

    /** Pairs files whose key no other file of their side has. */
    private void pairOnly(Function<OldFile, @Nullable Object> oldKey, Function<NewFile, @Nullable Object> newKey) {
        if (old.isEmpty() || come.isEmpty()) {
            return;
        }
        Map<Object, Deque<OldFile>> from = byKey(old.values(), oldKey);
        byKey(come.values(), newKey).forEach((key, files) -> {
            Deque<OldFile> same = from.get(key);
            if (same != null && same.size() == 1 && files.size() == 1) {
                pair(same.remove(), files.remove());
            }
        });
    }

    private <T> Map<Object, Deque<T>> byKey(Collection<T> files, Function<T, @Nullable Object> key) {
        Map<Object, Deque<T>> keyed = new HashMap<>();
        for (T file : new ArrayList<>(files)) {
            budget.spend();
            Object its = key.apply(file);
            if (its != null) {
                keyed.computeIfAbsent(its, none -> new ArrayDeque<>()).add(file);
            }
        }
        return keyed;
    }

    private void pair(OldFile from, NewFile to) {
        old.remove(from.path());
        come.remove(to.path());
        found.put(to.path(), from);
    }
}
