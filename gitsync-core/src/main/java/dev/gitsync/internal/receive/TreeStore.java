package dev.gitsync.internal.receive;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Reads trees, checks the form of each once, and caches the contents of those that are new as a whole. */
final class TreeStore {
    private static final long MOST_TREE_BYTES = 64L << 20;
    /** The limit for all trees of one push, each counted as often as it is read: some hundred million entries. */
    private static final long MOST_BYTES = 4L << 30;

    private final ObjectReader reader;
    private final PushProblems problems;
    private final TreeObjectCheck form;
    private final Set<ObjectId> wellFormed = new HashSet<>();
    /** Sorted and not hashed: a pusher can choose ids of trees that do not exist so that all have the same hash. */
    private final Map<ObjectId, Contents> contents = new TreeMap<>();

    private long read;

    TreeStore(ObjectReader reader, ProposalLimits limits, PushProblems problems) {
        this.reader = reader;
        this.problems = problems;
        this.form = new TreeObjectCheck(problems, limits.maxPathBytes());
    }

    /**
     * The direct entries of a tree.
     *
     * @param folders the folders
     * @param files the number of files
     * @param longest the longest name
     */
    record Contents(List<Folder> folders, int files, String longest) {
        long entries() {
            return (long) files + folders.size();
        }
    }

    /** A folder in a tree. */
    record Folder(String name, ObjectId tree) {}

    /** Receives each file of a tree that is read for the first time. */
    @FunctionalInterface
    interface FileVisitor {
        void visit(RawTree entry);
    }

    /** Returns the bytes of a tree that existed before the push, or null when it can't be read. */
    byte @Nullable [] known(ObjectId tree, String path, ObjectId commit) throws IOException, ProposalException {
        return bytes(tree, path, commit);
    }

    /** Returns the bytes of a tree of the push, or null after its problems were reported. */
    byte @Nullable [] checked(ObjectId tree, String path, ObjectId commit) throws IOException, ProposalException {
        byte[] raw = bytes(tree, path, commit);
        if (raw == null || wellFormed.contains(tree)) {
            return raw;
        }
        if (!form.check(raw, path, commit)) {
            return null;
        }
        wellFormed.add(tree);
        return raw;
    }

    /** Returns the contents of a tree of the push; empty after its problems were reported. */
    Contents contents(ObjectId tree, String path, ObjectId commit, FileVisitor visitor)
            throws IOException, ProposalException {
        Contents known = contents.get(tree);
        if (known == null) {
            byte[] raw = checked(tree, path, commit);
            known = raw == null ? new Contents(List.of(), 0, "") : read(raw, visitor);
            contents.put(tree, known);
        }
        return known;
    }

    private static Contents read(byte[] raw, FileVisitor visitor) {
        List<Folder> folders = new ArrayList<>();
        int files = 0;
        String longest = "";
        RawTree entry = new RawTree(raw);
        while (entry.next()) {
            String name = TreeObjectCheck.shown(entry.name());
            longest = name.length() > longest.length() ? name : longest;
            if (entry.isFolder()) {
                folders.add(new Folder(name, entry.id()));
            } else {
                files++;
                visitor.visit(entry);
            }
        }
        return new Contents(List.copyOf(folders), files, longest);
    }

    private byte @Nullable [] bytes(ObjectId tree, String path, ObjectId commit) throws IOException, ProposalException {
        try {
            ObjectLoader loader = reader.open(tree, Constants.OBJ_TREE);
            read += loader.getSize();
            if (read > MOST_BYTES) {
                throw new ProposalException(List.of("The push has more history than the server can check at once;"
                        + " push it in several steps, older commits first: git push origin <commit>:main"));
            }
            if (loader.getSize() <= MOST_TREE_BYTES) {
                return loader.getBytes();
            }
            problems.at(path, commit, "is a folder with too many files");
        } catch (MissingObjectException e) {
            problems.at(path, commit, "is missing from the push");
        } catch (IncorrectObjectTypeException e) {
            problems.at(path, commit, "is not a folder, although its mode says so");
        }
        return null;
    }
}
