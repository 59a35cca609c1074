package dev.gitsync.store.plan;

import dev.gitsync.model.PageId;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Orders the steps of a plan such that the pages form a tree after each of them, each attachment belongs to a live page, and its
 * name is free. Of the steps that are ready, the one that the
 * plan names first comes next (Kahn's topological sort, with the positions in the plan as priorities). A step waits for
 *
 * <ol>
 *   <li>the step that adds the page's new parent, if the plan adds it;
 *   <li>if a live page moves, the step that moves the nearest ancestor of its new place that moves at all. All of its new
 *       ancestors are then as they will be after the plan, and since that is a tree, the page is not one of them;
 *   <li>if a page is deleted, the steps that delete or move away its live children and its attachments;
 *   <li>if an attachment is put, the step that adds its page, and the one that takes its name from another attachment.
 * </ol>
 *
 * <p>No two steps wait for each other: by 1 and 2 a step waits for pages that are nearer to the root after the plan, and only
 * deletions of pages wait for deletions, of pages that are further from the root. Attachments do not exchange their names.
 */
final class StepOrder {
    private final PlacedPages pages;
    private final PlacedAttachments attachments;
    private final List<PageChange> plan;
    private final Map<PageId, Integer> places = new HashMap<>();
    /** For each step, those that wait for it. */
    private final List<List<Integer>> followers = new ArrayList<>();
    /** For each step, how many it waits for. */
    private final int[] open;

    /** For a page, the nearest one at or above its place after the plan that the plan moves; null if there is none. */
    private final Map<PageId, @Nullable PageId> nearestMoved = new HashMap<>();

    StepOrder(PlacedAttachments attachments) {
        this.attachments = attachments;
        pages = attachments.pages();
        plan = List.copyOf(pages.changes());
        open = new int[plan.size()];
        for (PageChange change : plan) {
            places.put(change.id(), places.size());
            followers.add(new ArrayList<>());
        }
    }

    List<PageChange> steps() {
        for (PageChange change : plan) {
            await(change.id());
        }
        attachments.puts().forEach(this::await);
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int step = 0; step < open.length; step++) {
            if (open[step] == 0) {
                ready.add(step);
            }
        }
        List<PageChange> steps = new ArrayList<>();
        while (!ready.isEmpty()) {
            int step = ready.remove();
            steps.add(plan.get(step));
            for (int follower : followers.get(step)) {
                if (--open[follower] == 0) {
                    ready.add(follower);
                }
            }
        }
        return List.copyOf(steps);
    }

    private void await(PageId page) {
        @Nullable PageId above = pages.isPlaced(page) ? pages.parentAfter(page) : null;
        if (above != null && pages.isAdded(above)) {
            follow(above, page);
        }
        @Nullable PageId moved = pages.isMoved(page) ? nearestMoved(above) : null;
        if (moved != null) {
            follow(moved, page);
        }
        @Nullable PageId parent = pages.parentBefore(page);
        @Nullable PageId left = parent == null ? attachments.ownerBefore(page) : parent;
        if (left != null && pages.isDeleted(left)) {
            follow(page, left);
        }
    }

    private void await(PageChange.PutAttachment put) {
        @Nullable PageId owner = put.content().page();
        if (owner != null && pages.isAdded(owner)) {
            follow(owner, put.id());
        }
        @Nullable PageId holder = attachments.holder(put);
        if (holder != null) {
            follow(holder, put.id());
        }
    }

    private @Nullable PageId nearestMoved(@Nullable PageId from) {
        List<PageId> walk = new ArrayList<>();
        @Nullable PageId at = from;
        while (at != null && !pages.isMoved(at) && !nearestMoved.containsKey(at)) {
            walk.add(at);
            at = pages.parentAfter(at);
        }
        @Nullable PageId found = at == null || pages.isMoved(at) ? at : nearestMoved.get(at);
        walk.forEach(page -> nearestMoved.put(page, found));
        return found;
    }

    private void follow(PageId first, PageId then) {
        int follower = place(then);
        followers.get(place(first)).add(follower);
        open[follower]++;
    }

    private int place(PageId page) {
        return Objects.requireNonNull(places.get(page));
    }
}
