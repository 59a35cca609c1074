package dev.gitsync.internal.cycle;

import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.idlinks.IdLinks;
import dev.gitsync.internal.idlinks.WikiTexts;
import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.FailedPage;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.repair.Rebuilder;
import dev.gitsync.internal.state.ConcurrentUpdateException;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.LeaseLostException;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.attachment.AttachmentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the files of a space that had them before its wiki had attachments, or whose index was lost, attachments of the wiki. The
 * same applies to files called {@code .order} when a setting makes these attachments:
 *
 * <ol>
 *   <li>If such a setting is new, the index records it, before anything else, and {@link OrderFileNames} names files that the wiki has
 *       under that name already.
 *   <li>If the wiki has attachments that the index does not have, the index is rebuilt first, so that their files are found.
 *   <li>The other files become attachments by plans of up to {@value #BATCH} files. The index is saved with each plan, in the same
 *       transaction where that is possible. No commit is made.
 *   <li>When the budget of the cycle is spent, the next cycle continues (law 13).
 *   <li>If the process dies between a plan and its index, the next pull recognises the files by path and contents.
 *   <li>A file that the wiki can't have stays in git alone; {@code verify} names it.
 * </ol>
 */
final class FileAdoption {
    private static final Logger LOG = LoggerFactory.getLogger(FileAdoption.class);
    private static final int BATCH = 500;

    private final PageStore store;
    private final PageFiles files;
    private final Rebuilder rebuilder;
    private final CursorCache cursors;
    private final RestoreCheck restores;
    private final boolean together;

    FileAdoption(EngineParts parts, Rebuilder rebuilder, CursorCache cursors, RestoreCheck restores) {
        this.store = parts.store();
        this.files = parts.files();
        this.rebuilder = rebuilder;
        this.cursors = cursors;
        this.restores = restores;
        this.together = parts.canCommitTogether();
    }

    /** Returns the refs afterwards. The space must be caught up. */
    SpaceRefs run(CycleContext cycle, SpaceRefs refs) throws IOException {
        Optional<AttachmentStore> attachments = store.attachments();
        if (attachments.isEmpty() || isNew(refs)) {
            return refs;
        }
        SpaceRefs ready = needsOrderFiles(cycle, refs) ? withOrderFiles(cycle, refs) : refs;
        return cursors.hasAdoptedFiles(cycle.repository(), ready) ? ready : adopt(cycle, ready, attachments.get());
    }

    /** Returns whether the files of the space are attachments, as far as they can be, or the wiki has no attachments. */
    boolean isDone(CycleContext cycle, SpaceRefs refs) throws IOException {
        return store.attachments().isEmpty()
                || isNew(refs)
                || (!needsOrderFiles(cycle, refs) && cursors.hasAdoptedFiles(cycle.repository(), refs));
    }

    private static boolean isNew(SpaceRefs refs) {
        return refs.state().equals(ObjectId.zeroId()) || refs.wiki().equals(ObjectId.zeroId());
    }

    private boolean needsOrderFiles(CycleContext cycle, SpaceRefs refs) throws IOException {
        return files.in(cycle.space()).haveOrderFiles() && !cursors.hasOrderFiles(cycle.repository(), refs);
    }

    private SpaceRefs withOrderFiles(CycleContext cycle, SpaceRefs refs) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            work.index().head().orderFiles(true);
            work.index().attachments().adopted(false);
            OrderFileNames.restore(work);
            save(cycle, work);
            return work.refs();
        }
    }

    private SpaceRefs adopt(CycleContext cycle, SpaceRefs refs, AttachmentStore attachments) throws IOException {
        cycle.budget().doing("making the files of main attachments of the wiki");
        if (hasUnknown(cycle, refs, attachments)) {
            try (Workspace old = Workspace.at(cycle.repository(), refs, files)) {
                rebuilder.rebuildNow(cycle, old.index());
            }
            return adoptFiles(cycle, SpaceRefs.read(cycle.repository()), attachments);
        }
        return adoptFiles(cycle, refs, attachments);
    }

    private boolean hasUnknown(CycleContext cycle, SpaceRefs refs, AttachmentStore attachments) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            Set<PageId> failed = new HashSet<>();
            for (FailedPage page : work.index().failed()) {
                failed.add(page.id());
            }
            AttachmentIndex index = work.index().attachments();
            List<Attachment> batch = attachments.attachments(cycle.space(), null, BATCH);
            while (!batch.isEmpty()) {
                for (Attachment attachment : batch) {
                    work.budget().charge(1);
                    if (index.find(attachment.id()).isEmpty() && !failed.contains(attachment.id())) {
                        return true;
                    }
                }
                batch = attachments.attachments(
                        cycle.space(), batch.get(batch.size() - 1).id(), BATCH);
            }
            return false;
        }
    }

    private SpaceRefs adoptFiles(CycleContext cycle, SpaceRefs from, AttachmentStore attachments) throws IOException {
        List<UnadoptedFiles.File> open;
        AdoptionPlan.Wiki wiki = new AdoptionPlan.Wiki(cycle.space(), attachments, files.naming());
        try (Workspace work = Workspace.at(cycle.repository(), from, files, cycle.budget())) {
            open = UnadoptedFiles.in(work, work.files());
        }
        SpaceRefs refs = from;
        int left = 0;
        int start = 0;
        int most = BATCH;
        while (start < open.size() && (start == 0 || !cycle.budget().isSpent())) {
            List<UnadoptedFiles.File> batch = open.subList(start, Math.min(open.size(), start + most));
            Batch done = adopt(cycle, refs, wiki, batch);
            refs = done.refs();
            left += done.left();
            start += done.taken();
            most = done.taken() == 0 ? batch.size() / 2 : Math.min(BATCH, 2 * most);
        }
        if (start < open.size()) {
            LOG.info(
                    "Space {}: {} of {} files were made attachments; the next cycle continues",
                    cycle.space().id(),
                    start - left,
                    open.size());
            return refs;
        }
        if (left > 0) {
            LOG.warn(
                    "Space {}: {} files of main can't be attachments and stay in git alone; verify names them",
                    cycle.space().id(),
                    left);
        }
        return finish(cycle, refs);
    }

    private SpaceRefs finish(CycleContext cycle, SpaceRefs refs) throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            work.index().attachments().adopted(true);
            work.index().links().clear(); // links to these files have targets now
            save(cycle, work);
            return work.refs();
        }
    }

    /**
     * The result of a batch.
     *
     * @param taken how many of its files are done; none if the wiki refused the plan, so that fewer have to be tried
     * @param left how many of those stay in git alone
     */
    private record Batch(SpaceRefs refs, int taken, int left) {}

    private Batch adopt(CycleContext cycle, SpaceRefs refs, AdoptionPlan.Wiki wiki, List<UnadoptedFiles.File> batch)
            throws IOException {
        try (Workspace work = Workspace.at(cycle.repository(), refs, files, cycle.budget())) {
            AdoptionPlan plan = new AdoptionPlan(work, wiki);
            int taken = 0;
            while (taken < batch.size() && !plan.isFull()) {
                plan.add(store.newPageId(cycle.space()), batch.get(taken));
                taken++;
            }
            int left = taken - plan.steps().size();
            if (plan.steps().isEmpty()) {
                return new Batch(refs, taken, left);
            }
            ApplyResult result = apply(cycle, work, plan);
            if (result instanceof ApplyResult.Applied) {
                return new Batch(work.refs(), taken, left);
            }
            if (!(result instanceof ApplyResult.Refused refused)) {
                throw failure(cycle, result);
            }
            if (batch.size() > 1) {
                return new Batch(refs, 0, 0);
            }
            LOG.warn(
                    "Space {}: {} stays in git alone: {}",
                    cycle.space().id(),
                    Paths.shown(batch.get(0).path()),
                    refused.reason());
            return new Batch(refs, 1, 1);
        }
    }

    private ApplyResult apply(CycleContext cycle, Workspace work, AdoptionPlan plan) throws IOException {
        cycle.fence().check();
        List<PageChange> steps = List.copyOf(plan.steps());
        String actor = Workspace.ENGINE.name();
        try {
            if (together) {
                return store.apply(
                        cycle.space(),
                        steps,
                        new ApplyContext(actor, cycle.fence().token(), applied -> index(cycle, work, plan, applied)));
            }
            ApplyResult result = store.apply(
                    cycle.space(), steps, new ApplyContext(actor, cycle.fence().token()));
            if (result instanceof ApplyResult.Applied applied) {
                index(cycle, work, plan, applied);
            }
            return result;
        } catch (StoreRejectedException e) {
            return new ApplyResult.Refused(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void index(CycleContext cycle, Workspace work, AdoptionPlan plan, ApplyResult.Applied applied) {
        try {
            IdLinks links = IdLinks.of(new WikiTexts(store, cycle.space()), work);
            for (IndexedAttachment attachment : plan.placed()) {
                Long version = applied.versions().get(attachment.id());
                work.index().attachments().put(attachment.withVersion(version == null ? 0 : version));
            }
            links.recordNames();
            if (applied.from().equals(work.index().head().cursor())) {
                PageId newest = plan.steps().get(plan.steps().size() - 1).id();
                work.index().head().cursor(applied.to(), newest);
            }
            save(cycle, work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(CycleContext cycle, Workspace work) throws IOException {
        cycle.fence().stamp(work.index());
        work.save();
        cursors.saved(work);
        restores.saved(work.refs().state());
    }

    private static RuntimeException failure(CycleContext cycle, ApplyResult result) {
        if (result instanceof ApplyResult.Fenced fenced) {
            cycle.fence().outdatedBy(fenced.newestToken());
            return new LeaseLostException(
                    "Space " + cycle.space().id() + " was written under lease " + fenced.newestToken());
        }
        return new ConcurrentUpdateException("The wiki of space "
                + cycle.space().id() + " changed while its files were made attachments; the next cycle continues");
    }
}
