package dev.gitsync.internal.mirror.remote.protocol;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Finds the folders and files of one commit that none of its parents has:
 *
 * <ol>
 *   <li>A folder that a parent has at the same path is compared with that, entry by entry; the others are new.
 *   <li>If there are new folders and removed ones, the removed ones are read, to find what was moved out of them.
 *   <li>New folders are read whole, except for what was moved.
 * </ol>
 */
final class NewEntries {
    private final RevWalk walk;
    private final Map<ObjectId, RevObject> found;
    private final Deque<Changed> changed = new ArrayDeque<>();
    private final Deque<ObjectId> fresh = new ArrayDeque<>();
    private final List<ObjectId> freshFiles = new ArrayList<>();
    private final Deque<ObjectId> goneFolders = new ArrayDeque<>();
    private final Set<ObjectId> gone = new HashSet<>();

    /** A folder, and what its parents have at its path. */
    private record Changed(ObjectId tree, List<ObjectId> before) {}

    /** Creates an object that adds what it finds to {@code found}, and takes what is there as found with all it contains. */
    NewEntries(RevWalk walk, Map<ObjectId, RevObject> found) {
        this.walk = walk;
        this.found = found;
    }

    /** Adds what a tree has and none of {@code before} has. */
    void add(ObjectId tree, List<ObjectId> before) throws IOException {
        changed.add(new Changed(tree, before));
        while (!changed.isEmpty()) {
            compare(changed.pop());
        }
        if (!fresh.isEmpty()) {
            readGone();
        }
        while (!fresh.isEmpty()) {
            readFresh(fresh.pop());
        }
        for (ObjectId file : freshFiles) {
            if (!gone.contains(file)) {
                found.computeIfAbsent(file, walk::lookupBlob);
            }
        }
    }

    private boolean isFirst(ObjectId tree) {
        return found.putIfAbsent(tree, walk.lookupTree(tree)) == null;
    }

    private void compare(Changed folder) throws IOException {
        if (!isFirst(folder.tree)) {
            return;
        }
        Set<ObjectId> known = new HashSet<>();
        Map<String, List<ObjectId>> knownFolders = new HashMap<>();
        List<CanonicalTreeParser> removable = new ArrayList<>();
        for (ObjectId before : folder.before) {
            for (CanonicalTreeParser entry = parser(before); !entry.eof(); entry.next()) {
                known.add(entry.getEntryObjectId());
                if (isFolder(entry)) {
                    knownFolders
                            .computeIfAbsent(entry.getEntryPathString(), name -> new ArrayList<>())
                            .add(entry.getEntryObjectId());
                }
            }
            removable.add(parser(before));
        }
        Set<ObjectId> now = new HashSet<>();
        for (CanonicalTreeParser entry = parser(folder.tree); !entry.eof(); entry.next()) {
            ObjectId id = entry.getEntryObjectId();
            now.add(id);
            if (!known.contains(id)) {
                List<ObjectId> before = isFolder(entry) ? knownFolders.remove(entry.getEntryPathString()) : null;
                if (before != null) {
                    changed.add(new Changed(id, before));
                    now.addAll(before);
                } else {
                    addFresh(entry, id);
                }
            }
        }
        for (CanonicalTreeParser entry : removable) {
            for (; !entry.eof(); entry.next()) {
                if (!now.contains(entry.getEntryObjectId())) {
                    addGone(entry);
                }
            }
        }
    }

    private void addFresh(CanonicalTreeParser entry, ObjectId id) {
        if (isFolder(entry)) {
            fresh.add(id);
        } else if (!isLink(entry)) {
            freshFiles.add(id);
        }
    }

    private void addGone(CanonicalTreeParser entry) {
        ObjectId id = entry.getEntryObjectId();
        if (gone.add(id) && isFolder(entry)) {
            goneFolders.add(id);
        }
    }

    private void readGone() throws IOException {
        while (!goneFolders.isEmpty()) {
            for (CanonicalTreeParser entry = parser(goneFolders.pop()); !entry.eof(); entry.next()) {
                addGone(entry);
            }
        }
    }

    private void readFresh(ObjectId tree) throws IOException {
        if (gone.contains(tree) || !isFirst(tree)) {
            return;
        }
        for (CanonicalTreeParser entry = parser(tree); !entry.eof(); entry.next()) {
            addFresh(entry, entry.getEntryObjectId());
        }
    }

    private CanonicalTreeParser parser(ObjectId tree) throws IOException {
        return new CanonicalTreeParser(null, walk.getObjectReader(), tree);
    }

    private static boolean isFolder(CanonicalTreeParser entry) {
        return FileMode.TREE.equals(entry.getEntryRawMode());
    }

    private static boolean isLink(CanonicalTreeParser entry) {
        return FileMode.GITLINK.equals(entry.getEntryRawMode());
    }
}
