package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Commits of a person with a clone: edits and merges of files whose lines are all different. */
final class TreeEditor implements AutoCloseable {
    private static final ObjectId NONE = ObjectId.zeroId();

    private final Repository git;
    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeEditor(Repository git) {
        this.git = git;
        this.reader = git.newObjectReader();
        this.inserter = git.newObjectInserter();
    }

    ObjectId treeOf(ObjectId commit) throws IOException {
        return commit.equals(NONE) ? NONE : git.parseCommit(commit).getTree();
    }

    /** Returns a blob with this text. */
    ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the text of a file of a tree; empty if there is none. */
    String text(ObjectId tree, String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
            return walk == null ? "" : text(walk.getObjectId(0));
        }
    }

    private String text(ObjectId blob) throws IOException {
        return new String(reader.open(blob).getBytes(), StandardCharsets.UTF_8);
    }

    /** Returns a tree with another file at a path; the zero id deletes it. */
    ObjectId put(ObjectId tree, String path, ObjectId blob) throws IOException {
        return put(tree, Map.of(path, blob));
    }

    /** Returns a tree with other files. */
    ObjectId put(ObjectId tree, Map<String, ObjectId> files) throws IOException {
        SortedMap<String, Entry> entries = entries(tree);
        SortedMap<String, Map<String, ObjectId>> below = new TreeMap<>();
        files.forEach((path, blob) -> {
            int slash = path.indexOf('/');
            if (slash >= 0) {
                below.computeIfAbsent(path.substring(0, slash), name -> new TreeMap<>())
                        .put(path.substring(slash + 1), blob);
            } else {
                set(entries, path, new Entry(FileMode.REGULAR_FILE, blob));
            }
        });
        for (Map.Entry<String, Map<String, ObjectId>> folder : below.entrySet()) {
            Entry old = entries.getOrDefault(folder.getKey() + "/", new Entry(FileMode.TREE, NONE));
            set(entries, folder.getKey() + "/", new Entry(FileMode.TREE, put(old.id(), folder.getValue())));
        }
        return entries.isEmpty() ? NONE : format(entries);
    }

    private record Entry(FileMode mode, ObjectId id) {}

    private static void set(SortedMap<String, Entry> entries, String key, Entry entry) {
        if (entry.id().equals(NONE)) {
            entries.remove(key);
        } else {
            entries.put(key, entry);
        }
    }

    /** Returns the entries in git's order: folders with a slash at their end. */
    private SortedMap<String, Entry> entries(ObjectId tree) throws IOException {
        SortedMap<String, Entry> entries = new TreeMap<>();
        if (!tree.equals(NONE)) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
            for (; !parser.eof(); parser.next()) {
                FileMode mode = parser.getEntryFileMode();
                entries.put(
                        parser.getEntryPathString() + (mode.equals(FileMode.TREE) ? "/" : ""),
                        new Entry(mode, parser.getEntryObjectId()));
            }
        }
        return entries;
    }

    private ObjectId format(SortedMap<String, Entry> entries) throws IOException {
        TreeFormatter formatter = new TreeFormatter();
        entries.forEach((name, entry) -> formatter.append(
                name.endsWith("/") ? name.substring(0, name.length() - 1) : name, entry.mode(), entry.id()));
        return inserter.insert(formatter);
    }

    /**
     * Returns a tree with what both commits have; where both changed a file, with the lines of both. Commits that were merged
     * crosswise have several merge bases, of which some lack what both sides have seen: a side changed nothing if it has what any of
     * them has.
     */
    ObjectId union(ObjectId ours, ObjectId theirs) throws IOException {
        Map<String, ObjectId> changes = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(treeOf(ours));
            walk.addTree(treeOf(theirs));
            for (ObjectId base : mergeBases(ours, theirs)) {
                walk.addTree(treeOf(base));
            }
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.setRecursive(true);
            while (walk.next()) {
                changes.put(walk.getPathString(), merged(walk));
            }
        }
        return put(treeOf(ours), changes);
    }

    private ObjectId merged(TreeWalk walk) throws IOException {
        ObjectId ours = walk.getObjectId(0);
        ObjectId theirs = walk.getObjectId(1);
        Set<ObjectId> bases = new HashSet<>();
        for (int i = 2; i < walk.getTreeCount(); i++) {
            bases.add(walk.getObjectId(i));
        }
        if (ours.equals(theirs)) {
            return ours;
        }
        if (ours.equals(NONE) || theirs.equals(NONE)) {
            ObjectId there = ours.equals(NONE) ? theirs : ours;
            return bases.contains(there) ? NONE : there;
        }
        if (bases.contains(ours) != bases.contains(theirs)) {
            return bases.contains(ours) ? theirs : ours;
        }
        Set<String> lines = new LinkedHashSet<>(text(ours).lines().toList());
        lines.addAll(text(theirs).lines().toList());
        return blob(String.join("\n", lines) + "\n");
    }

    private List<ObjectId> mergeBases(ObjectId one, ObjectId other) throws IOException {
        List<ObjectId> bases = new ArrayList<>();
        try (RevWalk walk = new RevWalk(git)) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            for (RevCommit base : walk) {
                bases.add(base.copy());
            }
        }
        return bases;
    }

    /** Commits a tree. */
    ObjectId commit(ObjectId tree, List<ObjectId> parents, String message) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setParentIds(parents);
        PersonIdent grace = new PersonIdent("Grace Hopper", "grace@example.org");
        commit.setAuthor(grace);
        commit.setCommitter(grace);
        commit.setMessage(message + "\n");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        return id;
    }

    @Override
    public void close() {
        inserter.close();
        reader.close();
    }
}
