package dev.gitsync.servlet.campaign;

import dev.gitsync.servlet.campaign.Changes.Kind;
import dev.gitsync.servlet.campaign.Clone.Answer;
import dev.gitsync.servlet.campaign.OwnPages.Plan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Commits to {@code main} of a repository: edits, changes that conflict with those of others, and new pages that are moved, deleted
 * and restored later.
 */
final class Committer implements Participant {
    private final String who;
    private final int side;
    private final Book book;
    private final Clone clone;
    private final Changes changes;
    private final Random random;
    private final OwnPages own;

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
        this.own = new OwnPages(random);
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
        Plan plan = isFirst ? Plan.CONTESTED : own.next();
        isFirst = false;
        try (TreeEditor trees = new TreeEditor(clone.git())) {
            Change change = new Change(trees, tip, trees.treeOf(tip), name);
            switch (plan) {
                case CREATE -> create(change, book.area(book.own(side, random)));
                case CREATE_BELOW -> createBelow(change, own.get(plan));
                case EDIT_OWN -> editOwn(change, own.get(plan));
                case RENAME -> move(change, own.get(plan), false);
                case MOVE -> move(change, own.get(plan), true);
                case DELETE -> delete(change, own.get(plan));
                case RESTORE -> restore(change, own.get(plan));
                case CONTESTED -> addLine(change, book.path(Book.contested(random)));
                case EDIT -> addLine(change, book.path(book.own(side, random)));
            }
        }
    }

    /** A change on top of a commit. */
    private record Change(TreeEditor trees, ObjectId tip, ObjectId tree, String name) {
        ObjectId blob(String path) throws IOException {
            return trees.blob(trees.text(tree, path));
        }

        ObjectId longer(String path) throws IOException {
            return trees.blob(trees.text(tree, path) + name + "\n");
        }
    }

    private Answer addLine(Change change, String path) throws IOException {
        return push(change, Map.of(path, change.longer(path)), Kind.LINE);
    }

    private void create(Change change, String folder) throws IOException {
        OwnPage page = new OwnPage(OwnPage.path(folder, "New " + change.name()), change.name());
        if (addLine(change, page.path()) == Answer.DONE) {
            own.created(page);
            changes.placed(page);
        }
    }

    private void createBelow(Change change, OwnPage parent) throws IOException {
        OwnPage page = new OwnPage(OwnPage.path(parent.folder(), "New " + change.name()), change.name());
        Answer answer = addLine(change, page.path());
        if (answer == Answer.DONE) {
            own.created(page);
            parent.added(page);
            changes.placed(page);
        } else if (answer == Answer.UNKNOWN) {
            own.forget(parent);
        }
    }

    private void editOwn(Change change, OwnPage page) throws IOException {
        if (addLine(change, page.path()) == Answer.DONE) {
            page.added(change.name());
            changes.placed(page);
        }
    }

    private void move(Change change, OwnPage page, boolean isElsewhere) throws IOException {
        String folder = isElsewhere ? book.area(book.own(side, random)) : page.parent();
        String path = OwnPage.path(folder, isElsewhere ? page.title() : "Renamed " + change.name());
        if (path.equals(page.path())) {
            return;
        }
        Map<String, ObjectId> files = new HashMap<>();
        for (OwnPage one : page.all().toList()) {
            String moved = path.substring(0, path.lastIndexOf('.'))
                    + one.path().substring(page.folder().length());
            files.put(one.path(), ObjectId.zeroId());
            files.put(moved, change.blob(one.path()));
        }
        changes.mayChange(page, Kind.LINE);
        Answer answer = push(change, files, Kind.OTHER);
        if (answer == Answer.UNKNOWN) {
            own.forget(page);
            return;
        }
        if (answer == Answer.DONE) {
            page.movedTo(path);
        }
        changes.placed(page);
    }

    private void delete(Change change, OwnPage page) throws IOException {
        changes.mayChange(page, Kind.PERHAPS);
        switch (push(change, Map.of(page.path(), ObjectId.zeroId()), Kind.OTHER)) {
            case DONE -> {
                own.deleted(page);
                changes.deleted(page);
            }
            case REFUSED -> changes.placed(page);
            case UNKNOWN -> own.forget(page);
        }
    }

    private void restore(Change change, OwnPage page) throws IOException {
        ObjectId blob = change.trees().blob(String.join("\n", page.lines()) + "\n");
        changes.mayChange(page, Kind.PERHAPS);
        switch (push(change, Map.of(page.path(), blob), Kind.OTHER)) {
            case DONE -> {
                own.restored(page);
                changes.placed(page);
            }
            case REFUSED -> changes.deleted(page);
            case UNKNOWN -> own.forget(page);
        }
    }

    private Answer push(Change change, Map<String, ObjectId> files, Kind kind) throws IOException {
        TreeEditor trees = change.trees();
        ObjectId commit = trees.commit(trees.put(change.tree(), files), List.of(change.tip()), change.name());
        Answer answer = clone.push(change.tip(), commit);
        changes.count(who + " push " + answer);
        if (answer == Answer.DONE) {
            changes.done(change.name(), kind);
        } else if (answer == Answer.REFUSED) {
            changes.refused(change.name());
        }
        return answer;
    }
}
