package dev.gitsync.internal.repair;

import dev.gitsync.internal.outline.FeedPositionSearch;
import dev.gitsync.internal.outline.FeedReplay;
import dev.gitsync.internal.outline.PageOutline;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDiff;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest commit in the history of {@code main} whose page files are the pages of the wiki at some position of its feed:
 *
 * <ol>
 *   <li>For each position of the feed, the sum of the hashes of all pages is recorded.
 *   <li>The history of {@code main} is walked from the newest commit on. The sum of a commit is that of its child, less what
 *       the two differ in.
 *   <li>Where a sum equals that of a position, {@link FeedPositionSearch} compares page by page.
 * </ol>
 *
 * <p>The cost is proportional to the feed, the size of {@code main}, and the changes of its newest {@value #MOST_COMMITS} commits.
 */
final class PulledCommit {
    /** The maximum number of commits searched; a clone that is farther ahead of the wiki is treated as another history. */
    private static final int MOST_COMMITS = 10_000;

    private final FeedPositionSearch.Feed feed;
    private final SpaceRepository repository;
    private final WorkBudget budget;
    private final PageFiles files;
    private final Set<Long> places = new HashSet<>();
    /** The sums of commits that are still to be visited. */
    private final Map<ObjectId, Long> sums = new HashMap<>();

    private PulledCommit(FeedPositionSearch.Feed feed, SpaceRepository repository, WorkBudget budget) {
        this.feed = feed;
        this.repository = repository;
        this.budget = budget;
        this.files = feed.files();
    }

    /** Returns the newest commit of {@code refs.main()} that matches a state of the wiki; empty if there is none. */
    static Optional<ObjectId> find(
            FeedPositionSearch.Feed feed, SpaceRepository repository, SpaceRefs refs, WorkBudget budget)
            throws IOException {
        try (FeedReplay replay = new FeedReplay(feed.files())) {
            return new PulledCommit(feed, repository, budget).find(refs, replay);
        }
    }

    private Optional<ObjectId> find(SpaceRefs refs, FeedReplay replay) throws IOException {
        readPlaces(replay);
        return places.isEmpty() ? Optional.empty() : walk(refs, replay);
    }

    private Optional<ObjectId> walk(SpaceRefs refs, FeedReplay replay) throws IOException {
        try (RevWalk walk = new RevWalk(repository.git())) {
            RevCommit main = walk.parseCommit(refs.main());
            sums.put(main, difference(walk, replay, null, main.getTree()));
            walk.markStart(main);
            int commits = 0;
            for (RevCommit commit = walk.next(); commit != null && commits < MOST_COMMITS; commit = walk.next()) {
                budget.spend();
                commits++;
                long sum = Objects.requireNonNull(sums.remove(commit));
                if (places.contains(sum) && isPlace(refs, commit)) {
                    return Optional.of(commit.copy());
                }
                for (RevCommit parent : commit.getParents()) {
                    if (!sums.containsKey(parent)) {
                        walk.parseHeaders(parent);
                        sums.put(parent, sum + difference(walk, replay, commit.getTree(), parent.getTree()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private void readPlaces(FeedReplay replay) {
        long[] sum = {0};
        feed.read(Long.MAX_VALUE, change -> {
            budget.spend();
            PageOutline before = replay.read(change);
            PageOutline after = replay.pages().get(change.id());
            sum[0] += hash(after == null ? null : after.blob()) - hash(before == null ? null : before.blob());
            places.add(sum[0]);
        });
    }

    private boolean isPlace(SpaceRefs refs, ObjectId commit) throws IOException {
        SpaceRefs line = new SpaceRefs(refs.main(), commit, ObjectId.zeroId(), refs.pending());
        try (Workspace work = Workspace.at(repository, line, files)) {
            return FeedPositionSearch.exists(feed, work, budget);
        }
    }

    /** Returns the difference between the sums of two trees. */
    private long difference(RevWalk commits, FeedReplay replay, @Nullable RevTree from, RevTree to) throws IOException {
        long sum = 0;
        ObjectId before = from == null ? ObjectId.zeroId() : from;
        List<TreePages> pages = List.of(
                files.of(new TreeEditor(commits.getObjectReader(), before)),
                files.of(new TreeEditor(commits.getObjectReader(), to)));
        try (TreeWalk walk = TreeDiff.files(commits.getObjectReader(), before, to)) {
            while (walk.next()) {
                if (files.isPage(walk.getPathString())) {
                    budget.spend();
                    sum += hash(walk, replay, pages, 1) - hash(walk, replay, pages, 0);
                }
            }
        }
        return sum;
    }

    private long hash(TreeWalk walk, FeedReplay replay, List<TreePages> pages, int tree) throws IOException {
        String path = walk.getPathString();
        if (!files.isPage(walk.getRawMode(tree), path)) {
            return 0;
        }
        String name = Paths.name(pages.get(tree).path(path));
        return hash(replay.blob(walk.getObjectReader(), walk.getObjectId(tree), name));
    }

    private static long hash(@Nullable ObjectId blob) {
        if (blob == null) {
            return 0;
        }
        byte[] bytes = new byte[20];
        blob.copyRawTo(bytes, 0);
        return ByteBuffer.wrap(bytes).getLong();
    }
}
