package dev.gitsync.jdbi;

import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;

/** Finds what a commit reaches with JGit's own walk. */
public final class Reachable {
    private Reachable() {}

    /** Returns the commit, its ancestors, and their trees and files. */
    public static Set<ObjectId> from(ObjectReader reader, ObjectId tip) throws Exception {
        Set<ObjectId> all = new HashSet<>();
        try (ObjectWalk walk = new ObjectWalk(reader)) {
            walk.markStart(walk.parseCommit(tip));
            for (RevObject object = walk.next(); object != null; object = walk.next()) {
                all.add(object.copy());
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                all.add(object.copy());
            }
        }
        return all;
    }
}
