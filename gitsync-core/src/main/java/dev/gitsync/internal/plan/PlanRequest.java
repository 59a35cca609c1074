package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The input of the planner.
 *
 * @param reader reads the objects of both trees
 * @param base the tree of {@code main}; the zero id when there is none
 * @param pushed the new tree of {@code main}
 * @param index the index that belongs to {@code base}; only read
 * @param authorship the authors of the changes
 * @param newIds generates ids for new pages
 * @param notInTrash deleted pages that the wiki can't restore any more
 * @param budget the remaining budget of the cycle
 * @param commits the commits between both trees, along which pages are followed
 * @param history the past content of {@code main}
 * @param received what is known of the blobs that the push added
 */
public record PlanRequest(
        ObjectReader reader,
        ObjectId base,
        ObjectId pushed,
        SpaceIndex index,
        Authorship authorship,
        Supplier<PageId> newIds,
        Set<PageId> notInTrash,
        WorkBudget budget,
        PushedCommits commits,
        MainHistory history,
        ReceivedBlobs received) {}
