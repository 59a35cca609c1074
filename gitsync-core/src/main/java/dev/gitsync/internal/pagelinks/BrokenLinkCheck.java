package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.TextLink;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Finds the links that a push breaks, before it is applied:
 *
 * <ol>
 *   <li>A copy of the index is brought to the state after the push, with its part about links ({@link LinkUpdate}).
 *   <li>Each page that is read on the way is compared with itself before the push. A link counts if it leads nowhere, and did not in the same
 *       words before.
 * </ol>
 *
 * So the cost follows the push and the pages that link to what it moves and removes.
 */
public final class BrokenLinkCheck {
    private static final int MOST_PAGES = 20_000;

    private final IndexedTree before;
    private final IndexedTree after;
    private final WorkBudget budget;

    /**
     * Creates a check.
     *
     * @param after the state after the push, with the index of links of the state before
     */
    public BrokenLinkCheck(IndexedTree before, IndexedTree after, WorkBudget budget) {
        this.before = before;
        this.after = after;
        this.budget = budget;
    }

    /**
     * The result of a check.
     *
     * @param broken the links that lead nowhere
     * @param coverage which links were looked at
     */
    public record Result(BrokenLinks broken, Coverage coverage) {}

    /** Which links a check has looked at. */
    public enum Coverage {
        /** All that may lead elsewhere. */
        COMPLETE,
        /** Not all, because too many pages are concerned. */
        BOUNDED,
        /** Not all, because the links of the space are not all in the index yet. */
        INDEX_INCOMPLETE
    }

    /** Returns the links that lead nowhere because of the push. The part about links of the index is that after the push afterwards. */
    public Result run(LinkReader reader) throws IOException {
        boolean isIndexed = after.index().links().progress().isComplete();
        BrokenLinks broken = new BrokenLinks();
        PageLinkReader old = new PageLinkReader(before, reader);
        boolean isBounded = LinkUpkeep.of(after.files(), budget).update(before, after, (page, isChanged) -> {
            if (page.links().stream().anyMatch(link -> link.target().isEmpty())) {
                broken.addNew(page, links(old, page.page()));
            }
        });
        return new Result(
                broken, !isIndexed ? Coverage.INDEX_INCOMPLETE : isBounded ? Coverage.BOUNDED : Coverage.COMPLETE);
    }

    private List<TextLink> links(PageLinkReader old, PageId page) throws IOException {
        Optional<String> file = before.file(page);
        return file.isEmpty() ? List.of() : old.read(page, file.get()).links();
    }

    /**
     * Returns all links of the space that lead nowhere after the push. {@link #run} comes first. Reads up to {@value #MOST_PAGES} pages, and
     * stops when half of the budget is spent.
     */
    public Result ofWholeSpace(LinkReader reader) throws IOException {
        BrokenLinks broken = new BrokenLinks();
        if (after.tree().equals(ObjectId.zeroId())) {
            return new Result(broken, Coverage.COMPLETE);
        }
        PageLinkReader pages = new PageLinkReader(after, reader);
        int left = MOST_PAGES;
        try (TreeWalk walk = new TreeWalk(after.reader())) {
            walk.addTree(after.tree());
            walk.setRecursive(true);
            while (walk.next()) {
                String file = walk.getPathString();
                Optional<PageId> page = after.page(file, new TreeItem(walk.getFileMode(0), walk.getObjectId(0)));
                if (page.isPresent()) {
                    if (left-- == 0 || budget.isHalfSpent()) {
                        return new Result(broken, Coverage.BOUNDED);
                    }
                    budget.charge(1);
                    broken.addNew(pages.read(page.get(), file), List.of());
                }
            }
        }
        return new Result(broken, Coverage.COMPLETE);
    }
}
