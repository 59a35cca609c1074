package dev.gitsync.internal.plan;

import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * What the planner is asked.
 *
 * @param reader reads the objects of both trees
 * @param base the tree of {@code main}; the zero id when there is none
 * @param pushed the tree that {@code main} is to have
 * @param index the index that belongs to {@code base}; only read
 * @param authorship who changed what
 * @param newIds gives ids for new pages
 * @param notInTrash deleted pages that the wiki can't restore any more
 * @param budget what the cycle may still do
 * @param commits the commits between both trees, through which pages are followed
 * @param history what {@code main} held before
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
        MainHistory history) {}
