package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Finds files that are at the same path before and after but have changed places: two files that were swapped, or a file
 * that was moved over another one. To a comparison of paths each looks like an edit. One counts as moved when its new
 * content is, byte for byte, what another file held that is gone, or that was moved in the same way itself.
 */
final class Exchanges {
    private static final ObjectId EMPTY = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    private Exchanges() {}

    /** The paths among {@code changed} to which other files moved; {@code isPage} says which files count. */
    static Set<String> find(
            SortedMap<String, TreeItem> gone, SortedMap<String, TreeDelta> changed, Predicate<String> isPage) {
        Map<ObjectId, String> sources = new HashMap<>();
        changed.forEach((path, delta) -> {
            if (isPage.test(path) && delta.before() != null) {
                sources.put(delta.before().id(), path);
            }
        });
        gone.forEach((path, item) -> {
            if (isPage.test(path)) {
                sources.put(item.id(), path);
            }
        });
        SortedMap<String, String> moved = new TreeMap<>();
        changed.forEach((path, delta) -> {
            TreeItem after = delta.after();
            String source = after == null || after.id().equals(EMPTY) ? null : sources.get(after.id());
            if (source != null && isPage.test(path) && !source.equals(path)) {
                moved.put(path, source);
            }
        });
        while (moved.values().removeIf(source -> !gone.containsKey(source) && !moved.containsKey(source))) {
            // What came from a file that stayed is a copy; and so is what came from a copy.
        }
        return new TreeSet<>(moved.keySet());
    }
}
