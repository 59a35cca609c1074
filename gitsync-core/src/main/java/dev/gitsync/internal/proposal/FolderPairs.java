package dev.gitsync.internal.proposal;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.work.WorkBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Pairs folders that only the old tree has with folders that only the new tree has, where both are the same object: those with the
 * same name first, outer folders before inner ones, and in the order of paths. A folder is no longer whole after a part of it was
 * paired separately. A hidden folder is never paired with one that is not, because its files are no pages. Each folder is examined
 * once when it is found, and once when it is paired.
 */
final class FolderPairs {
    private final Unpaired gone;
    private final Unpaired come;
    private final WorkBudget budget;
    private final TreeMap<String, String> moved = new TreeMap<>();
    private final NavigableSet<String> movedFrom = new TreeSet<>();

    FolderPairs(TreeSide gone, TreeSide come, WorkBudget budget) {
        this.gone = new Unpaired(gone, movedFrom);
        this.come = new Unpaired(come, moved.navigableKeySet());
        this.budget = budget;
    }

    /** Returns the pairs, new path to old path. */
    SortedMap<String, String> moved() {
        return moved;
    }

    /** Pairs the folders found since the last call. */
    void pair() {
        SortedMap<String, ObjectId> newlyGone = gone.side.drainAdded();
        newlyGone.forEach(gone::add);
        SortedMap<String, ObjectId> newlyCome = come.side.drainAdded();
        offer(newlyCome, come, gone);
        offer(newlyGone, gone, come);
        newlyCome.forEach(come::add);
    }

    /** Searches for partners of the folders that are new on one side. */
    private void offer(SortedMap<String, ObjectId> news, Unpaired own, Unpaired others) {
        if (others.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>(news.keySet());
        for (boolean sameName : new boolean[] {true, false}) {
            List<String> unpaired = new ArrayList<>();
            for (String path : left) {
                budget.spend();
                if (own.isWhole(path)) {
                    ObjectId id = Objects.requireNonNull(news.get(path));
                    boolean isHidden = PageFiles.isHidden(path);
                    Optional<String> partner = others.take(new Key(id, sameName ? Paths.name(path) : "", isHidden));
                    partner.ifPresentOrElse(other -> pair(own, path, other), () -> unpaired.add(path));
                }
            }
            left = unpaired;
        }
    }

    private void pair(Unpaired own, String path, String other) {
        String to = own == come ? path : other;
        String from = own == come ? other : path;
        moved.put(to, from);
        movedFrom.add(from);
        gone.side.forget(from);
        come.side.forget(to);
    }

    /** An object, and the name of a folder that is this object; an empty name stands for any. */
    private record Key(ObjectId id, String name, boolean isHidden) {}

    /** The folders of one side by object, and by object and name; those that are no longer available included. */
    private static final class Unpaired {
        private final TreeSide side;
        private final NavigableSet<String> taken;
        private final Map<Key, TreeSet<String>> byKey = new HashMap<>();

        Unpaired(TreeSide side, NavigableSet<String> taken) {
            this.side = side;
            this.taken = taken;
        }

        boolean isEmpty() {
            return byKey.isEmpty();
        }

        void add(String path, ObjectId id) {
            boolean isHidden = PageFiles.isHidden(path);
            byKey.computeIfAbsent(new Key(id, "", isHidden), key -> new TreeSet<>())
                    .add(path);
            byKey.computeIfAbsent(new Key(id, Paths.name(path), isHidden), key -> new TreeSet<>())
                    .add(path);
        }

        /** Takes the first folder with this key. */
        Optional<String> take(Key key) {
            TreeSet<String> candidates = byKey.get(key);
            while (candidates != null && !candidates.isEmpty()) {
                String path = candidates.first();
                candidates.remove(path);
                if (isWhole(path)) {
                    return Optional.of(path);
                }
            }
            return Optional.empty();
        }

        /** Returns whether a folder is still available, and no part of it was paired separately. */
        boolean isWhole(String path) {
            String part = taken.ceiling(path + "/");
            return side.hasFolder(path) && (part == null || !part.startsWith(path + "/"));
        }
    }
}
