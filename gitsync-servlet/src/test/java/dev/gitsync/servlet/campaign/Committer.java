package dev.gitsync.servlet.campaign;

import dev.gitsync.servlet.campaign.Changes.Kind;
import dev.gitsync.servlet.campaign.Clone.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** Commits to {@code main} of a repository: edits, new pages, deletions, and changes that conflict with those of others. */
final class Committer implements Participant {
    private static final int CONTESTED_DICE = 31;

    private final String who;
    private final int side;
    private final Book book;
    private final Clone clone;
    private final Changes changes;
    private final Random random;
    private final List<String> created = new ArrayList<>();

    /** The first change conflicts with those of others. */
    private boolean isFirst = true;

    /** Creates a person who changes the pages of a side. */
    Committer(String who, int side, Book book, Clone clone, Changes changes) {
        this.who = who;
        this.side = side;
        this.book = book;
        this.clone = clone;
        this.changes = changes;
        this.random = new Random(who.hashCode());
    }

    /** Commits all pages, as the first commit. */
    void begin() throws IOException {
        try (TreeEditor trees = new TreeEditor(clone.git())) {
            Map<String, ObjectId> blobs = new TreeMap<>();
            for (Map.Entry<String, String> file : book.files().entrySet()) {
                blobs.put(file.getKey(), trees.blob(file.getValue()));
            }
            ObjectId commit = trees.commit(trees.put(ObjectId.zeroId(), blobs), List.of(), "All pages");
            if (clone.push(ObjectId.zeroId(), commit) != Answer.DONE) {
                throw new AssertionError("The first commit was refused");
            }
        }
    }

    @Override
    public void change() throws IOException {
        ObjectId tip = clone.branch("main");
        String name = changes.name(who);
        int dice = isFirst ? CONTESTED_DICE : random.nextInt(100);
        isFirst = false;
        if (dice < 15) {
            String path = book.area(book.own(side, random)) + "/New " + name + ".md";
            if (push(tip, path, name, Kind.LINE)) {
                created.add(name + "\n" + path);
            }
        } else if (dice < 20 && !created.isEmpty()) {
            String[] old = created.remove(created.size() - 1).split("\n");
            changes.mayBeDeleted(old[0]);
            if (push(tip, old[1], name, Kind.OTHER)) {
                changes.deleted(old[0]);
            }
        } else {
            push(
                    tip,
                    book.path(dice <= CONTESTED_DICE ? Book.contested(random) : book.own(side, random)),
                    name,
                    Kind.LINE);
        }
    }

    private boolean push(ObjectId tip, String path, String name, Kind kind) throws IOException {
        try (TreeEditor trees = new TreeEditor(clone.git())) {
            ObjectId tree = trees.treeOf(tip);
            ObjectId blob = kind == Kind.OTHER ? ObjectId.zeroId() : trees.blob(trees.text(tree, path) + name + "\n");
            Answer answer = clone.push(tip, trees.commit(trees.put(tree, path, blob), List.of(tip), name));
            changes.count(who + " push " + answer);
            if (answer == Answer.DONE) {
                changes.done(name, kind);
            } else if (answer == Answer.REFUSED) {
                changes.refused(name);
            }
            return answer == Answer.DONE;
        }
    }
}
