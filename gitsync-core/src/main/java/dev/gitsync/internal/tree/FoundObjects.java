package dev.gitsync.internal.tree;

import dev.gitsync.model.ContentHash;
import java.util.Map;
import java.util.TreeMap;

/**
 * The objects of Git LFS that a push was found to have in its space, so that they are looked up once. Remembers up to {@value #MOST}
 * objects; others are looked up again. For one push; not safe for use by several threads.
 */
public final class FoundObjects {
    /** About 2 MB of memory. */
    static final int MOST = 10_000;

    /** By their hashes as texts. Sorted and not hashed: a pusher chooses the objects. */
    private final Map<String, Long> sizes = new TreeMap<>();

    /** Remembers an object and its size in bytes. */
    public void add(ContentHash object, long size) {
        if (sizes.size() < MOST) {
            sizes.put(object.value(), size);
        }
    }

    /** Returns whether this object is remembered with this size in bytes. */
    public boolean contains(ContentHash object, long size) {
        Long known = sizes.get(object.value());
        return known != null && known == size;
    }
}
