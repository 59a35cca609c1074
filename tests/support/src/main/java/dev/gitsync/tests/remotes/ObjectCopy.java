package dev.gitsync.tests.remotes;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/**
 * Copies a commit with its history from one repository to another, as a transport would. Reads only what differs from the commits that
 * the other one has.
 */
public final class ObjectCopy {
    private final ObjectReader from;
    private final ObjectInserter to;
    private final Set<ObjectId> copied = new HashSet<>();

    private ObjectCopy(ObjectReader from, ObjectInserter to) {
        this.from = from;
        this.to = to;
    }

    /** Copies {@code tip}; {@code into} inserts into {@code other}, and is flushed and closed. Returns how many commits were new. */
    public static int copy(Repository from, ObjectId tip, Repository other, ObjectInserter into) throws IOException {
        try (ObjectReader reader = from.newObjectReader();
                ObjectReader known = other.newObjectReader();
                ObjectInserter inserter = into) {
            List<ObjectId> commits = missing(reader, tip, known);
            ObjectCopy copy = new ObjectCopy(reader, inserter);
            for (ObjectId commit : commits) {
                copy.commit(commit);
            }
            inserter.flush();
            return commits.size();
        }
    }

    /** Parents first: what a commit has in common with its parents is there then, even if it goes back to an older tree. */
    private static List<ObjectId> missing(ObjectReader reader, ObjectId tip, ObjectReader known) throws IOException {
        Set<ObjectId> missing = new LinkedHashSet<>();
        Deque<ObjectId> todo = new ArrayDeque<>(List.of(tip));
        try (RevWalk walk = new RevWalk(reader)) {
            while (!todo.isEmpty()) {
                ObjectId id = todo.peek();
                int before = todo.size();
                if (!missing.contains(id) && !known.has(id, Constants.OBJ_COMMIT)) {
                    for (RevCommit parent : walk.parseCommit(id).getParents()) {
                        if (!missing.contains(parent) && !known.has(parent, Constants.OBJ_COMMIT)) {
                            todo.push(parent.copy());
                        }
                    }
                    if (todo.size() == before) {
                        missing.add(id);
                    }
                }
                if (todo.size() == before) {
                    todo.pop();
                }
            }
        }
        return List.copyOf(missing);
    }

    private void commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(from)) {
            RevCommit commit = walk.parseCommit(id);
            List<ObjectId> before = new ArrayList<>();
            for (RevCommit parent : commit.getParents()) {
                before.add(walk.parseCommit(parent).getTree().copy());
            }
            tree(commit.getTree().copy(), before);
        }
        insert(Constants.OBJ_COMMIT, id);
    }

    private void tree(ObjectId tree, List<ObjectId> before) throws IOException {
        if (before.contains(tree) || !copied.add(tree)) {
            return;
        }
        List<Map<String, ObjectId>> old = new ArrayList<>();
        for (ObjectId one : before) {
            old.add(entries(one));
        }
        CanonicalTreeParser entries = new CanonicalTreeParser(null, from, tree);
        for (; !entries.eof(); entries.next()) {
            String name = entries.getEntryPathString();
            ObjectId id = entries.getEntryObjectId();
            List<ObjectId> there = new ArrayList<>();
            old.forEach(side -> {
                ObjectId same = side.get(name);
                if (same != null) {
                    there.add(same);
                }
            });
            entry(entries.getEntryFileMode(), id, there);
        }
        insert(Constants.OBJ_TREE, tree);
    }

    private void entry(FileMode mode, ObjectId id, List<ObjectId> there) throws IOException {
        if (there.contains(id) || FileMode.GITLINK.equals(mode)) {
            return;
        }
        if (FileMode.TREE.equals(mode)) {
            List<ObjectId> trees = new ArrayList<>();
            for (ObjectId one : there) {
                if (from.open(one).getType() == Constants.OBJ_TREE) {
                    trees.add(one);
                }
            }
            tree(id, trees);
        } else if (copied.add(id)) {
            insert(Constants.OBJ_BLOB, id);
        }
    }

    private Map<String, ObjectId> entries(ObjectId tree) throws IOException {
        Map<String, ObjectId> found = new HashMap<>();
        CanonicalTreeParser parser = new CanonicalTreeParser(null, from, tree);
        for (; !parser.eof(); parser.next()) {
            found.put(parser.getEntryPathString(), parser.getEntryObjectId());
        }
        return found;
    }

    private void insert(int type, AnyObjectId id) throws IOException {
        to.insert(type, from.open(id, type).getBytes());
    }
}
