package dev.gitsync.internal.receive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The folders of one depth that have to be checked. A tree with many paths is included once, with their number, so that
 * a tree of few objects and many paths costs what its objects cost. Ids are sorted and not hashed, since a pusher can choose them so that
 * all have one hash.
 */
final class TreeLevel {
    private final Map<Pair, Place> changed = new TreeMap<>();
    private final Map<ObjectId, Place> come = new TreeMap<>();

    /**
     * A folder whose tree changed.
     *
     * @param tree the new tree
     * @param before its former trees, in those parents of the commit that have it
     */
    record Pair(ObjectId tree, List<ObjectId> before) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int order = tree.compareTo(other.tree);
            for (int i = 0; order == 0 && i < Math.min(before.size(), other.before.size()); i++) {
                order = before.get(i).compareTo(other.before.get(i));
            }
            return order == 0 ? Integer.compare(before.size(), other.before.size()) : order;
        }
    }

    /**
     * The location of a tree.
     *
     * @param path the longest of its paths
     * @param times the number of its paths
     */
    record Place(String path, long times) {
        private static Place merge(Place one, Place other) {
            String path = other.path.length() > one.path.length() ? other.path : one.path;
            return new Place(path, one.times + other.times);
        }
    }

    /** Adds a folder; without a former tree it counts as new. */
    void add(ObjectId tree, List<ObjectId> before, Place place) {
        if (before.isEmpty()) {
            come.merge(tree, place, Place::merge);
        } else {
            changed.merge(new Pair(tree, List.copyOf(before)), place, Place::merge);
        }
    }

    Map<Pair, Place> changed() {
        return changed;
    }

    Map<ObjectId, Place> added() {
        return come;
    }
}
