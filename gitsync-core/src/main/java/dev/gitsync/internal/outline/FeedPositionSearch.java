package dev.gitsync.internal.outline;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Finds how far the feed had been read when the newest commit of the wiki's line was made, without an index that records it: a
 * position at which the pages of the wiki equal the page files of that commit. If there are several, it is the first one after the
 * change that the commit identifies, by author and time or by its id, or by time alone if the engine made the commit; or the last one
 * if no change matches.
 *
 * <p>Pages are compared by content, and attachments by {@link ContentMarks}, regardless of their paths. Files with contents that no
 * attachment ever had are ignored: the wiki may have rejected them. The cost is proportional to the length of the feed, which is read
 * twice if the wiki has attachments, and the size of the space.
 */
public final class FeedPositionSearch {
    private static final int BATCH = 500;

    private final PageFiles files;
    private final Workspace work;
    private final WorkBudget budget;
    private final FeedReplay replay;
    private final RevCommit tip;
    private final ContentMarks marks = new ContentMarks();
    /** The number of files that the commit has more than the wiki, by content: blobs of pages, and marks of attachments. */
    private final Map<Object, Integer> more = new HashMap<>();

    private long differences;
    private boolean isNamed;
    private boolean isBehindName;
    private long found;

    private FeedPositionSearch(Workspace work, WorkBudget budget, FeedReplay replay) throws IOException {
        this.files = work.files();
        this.work = work;
        this.budget = budget;
        this.replay = replay;
        try (RevWalk walk = new RevWalk(work.reader())) {
            this.tip = walk.parseCommit(work.tip());
        }
    }

    /** A feed from its beginning. */
    public record Feed(PageStore store, Space space, PageFiles files) {
        /** Reads up to {@code changes} changes and returns the position after the last one. */
        public Cursor read(long changes, Consumer<Change> reader) {
            Cursor cursor = Cursor.START;
            long left = changes;
            boolean isMore = left > 0;
            while (isMore) {
                ChangeBatch batch = store.changes(space, cursor, (int) Math.min(BATCH, left));
                batch.changes().forEach(reader);
                left -= batch.changes().size();
                cursor = batch.next();
                isMore = batch.more() && left > 0;
            }
            return cursor;
        }
    }

    /** Returns the number of changes before the position; 0 if there is none, or if it is the end of the feed. */
    public static long find(Feed feed, Workspace work, WorkBudget budget) throws IOException {
        if (work.tip().equals(ObjectId.zeroId())) {
            return 0;
        }
        try (FeedReplay replay = new FeedReplay(feed.files())) {
            FeedPositionSearch place = new FeedPositionSearch(work, budget, replay);
            long changes = place.readAll(feed);
            return place.found == changes ? 0 : place.found;
        }
    }

    /** Returns whether there is such a position, including the end of the feed. */
    public static boolean exists(Feed feed, Workspace work, WorkBudget budget) throws IOException {
        try (FeedReplay replay = new FeedReplay(feed.files())) {
            FeedPositionSearch place = new FeedPositionSearch(work, budget, replay);
            place.readAll(feed);
            return place.found > 0;
        }
    }

    /** Reads the feed and returns the number of changes. */
    private long readAll(Feed feed) throws IOException {
        if (feed.store().attachments().isPresent()) {
            feed.read(Long.MAX_VALUE, marks::read);
        }
        readFiles();
        AtomicLong changes = new AtomicLong();
        feed.read(Long.MAX_VALUE, change -> read(change, changes.incrementAndGet()));
        return changes.get();
    }

    private void read(Change change, long place) {
        budget.spend();
        countFile(change.id(), 1);
        PageOutline before = replay.read(change);
        countFile(change.id(), -1);
        PageOutline after = replay.pages().get(change.id());
        count(before == null ? null : before.blob(), 1);
        count(after == null ? null : after.blob(), -1);
        if (isNamedByTip(change.provenance())) {
            isNamed = true;
            isBehindName = true;
        }
        if (differences == 0 && (isBehindName || !isNamed)) {
            found = place;
            isBehindName = false;
        }
    }

    private void countFile(PageId id, int files) {
        Attachment attachment = replay.attachments().get(id);
        count(attachment == null ? null : marks.of(attachment.content()), files);
    }

    private boolean isNamedByTip(Provenance by) {
        if (by.git() != null) {
            return by.git().push().equals(tip.name());
        }
        PersonIdent author = tip.getAuthorIdent();
        boolean isByEngine = author.getEmailAddress().equals(Workspace.ENGINE.email());
        return by.time().getEpochSecond() == author.getWhenAsInstant().getEpochSecond()
                && (isByEngine || by.author().name().equals(author.getName()));
    }

    private void count(@Nullable Object content, int files) {
        if (content == null) {
            return;
        }
        int before = more.getOrDefault(content, 0);
        int after = before + files;
        differences += Math.abs(after) - Math.abs(before);
        if (after == 0) {
            more.remove(content);
        } else {
            more.put(content, after);
        }
    }

    private void readFiles() throws IOException {
        TreePages pages = files.of(new TreeEditor(work.reader(), work.wikiTree()));
        try (TreeWalk walk = new TreeWalk(work.reader())) {
            walk.addTree(work.wikiTree());
            walk.setRecursive(true);
            while (walk.next()) {
                if (files.isAttachment(walk.getRawMode(0), walk.getPathString())) {
                    count(marks.of(work.reader(), walk.getObjectId(0), budget).orElse(null), 1);
                } else if (files.isPage(walk.getRawMode(0), walk.getPathString())) {
                    budget.spend();
                    String name = Paths.name(pages.path(walk.getPathString()));
                    count(replay.blob(work.reader(), walk.getObjectId(0), name), 1);
                }
            }
        }
    }
}
