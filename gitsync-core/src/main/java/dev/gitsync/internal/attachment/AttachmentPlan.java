package dev.gitsync.internal.attachment;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.PageId;
import dev.gitsync.report.PushResult.PushedAttachment;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The effect of a push on attachments, apart from the steps for the wiki.
 *
 * @param placed the new index entry of each attachment that changed; the versions are those before the push
 * @param removed the old index entry of each attachment that is deleted
 * @param restored those of {@code placed} that return from the trash
 * @param contents the contents that the wiki may not have
 * @param pointers the pointers of Git LFS, by the paths of their files, whose objects the wiki may not have
 * @param receipt a line for each attachment, by path
 */
public record AttachmentPlan(
        List<IndexedAttachment> placed,
        List<Removed> removed,
        Set<PageId> restored,
        List<NewContent> contents,
        SortedMap<String, LfsPointer> pointers,
        List<PushedAttachment> receipt) {
    /** Copies the lists. */
    public AttachmentPlan {
        placed = List.copyOf(placed);
        removed = List.copyOf(removed);
        restored = Set.copyOf(restored);
        contents = List.copyOf(contents);
        pointers = Collections.unmodifiableSortedMap(new TreeMap<>(pointers));
        receipt = List.copyOf(receipt);
    }

    /**
     * A deleted attachment.
     *
     * @param attachment its old index entry
     * @param path the path of its file
     * @param mode the mode of its file
     */
    public record Removed(IndexedAttachment attachment, String path, FileMode mode) {}

    /**
     * Contents that the wiki may not have.
     *
     * @param path the file that has them
     * @param blob the blob that has them
     */
    public record NewContent(String path, ContentHash hash, long size, ObjectId blob) {}

    /** Returns a plan that changes no attachment. */
    public static AttachmentPlan none() {
        return new AttachmentPlan(List.of(), List.of(), Set.of(), List.of(), Collections.emptySortedMap(), List.of());
    }

    /** A plan, and its steps for the wiki: {@code puts} in an order valid at each step, {@code deletes} after them. */
    public record Planned(AttachmentPlan plan, List<PlannedStep> puts, List<PlannedStep> deletes) {}
}
