package dev.gitsync.internal.attachment;

import dev.gitsync.internal.identity.PushedCommits;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.PageId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * The input of the {@link AttachmentPlanner}.
 *
 * @param reader reads the objects of both trees
 * @param base the tree of {@code main}; the zero id when there is none
 * @param pushed the new tree of {@code main}
 * @param changes the differences between both
 * @param index the index that belongs to {@code base}; only read
 * @param placed the pages that the push creates, changes or moves, as they are afterwards
 * @param removed the pages that it deletes
 * @param newIds generates ids for new attachments
 * @param notInTrash deleted pages and attachments that the wiki can't restore any more
 * @param budget the remaining budget of the cycle
 * @param commits the commits between both trees, along which files are followed
 * @param received what is known of the blobs that the push added
 */
public record AttachmentTask(
        ObjectReader reader,
        ObjectId base,
        ObjectId pushed,
        TreeChanges changes,
        SpaceIndex index,
        List<IndexedPage> placed,
        List<IndexedPage> removed,
        Supplier<PageId> newIds,
        Set<PageId> notInTrash,
        WorkBudget budget,
        PushedCommits commits,
        ReceivedBlobs received) {}
