package dev.gitsync.internal.repair;

import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.lfs.PointerCheck;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.proposal.ProposalLimits;
import dev.gitsync.internal.receive.IncompleteHistoryException;
import dev.gitsync.internal.receive.PushedObjects;
import dev.gitsync.internal.state.CycleContext;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the pages of a wiki's line that has no commit in common with {@code main} the paths that their files have in {@code
 * main}, see {@link FolderMatch}. A merge of the two then finds each page in one place: equal texts are the same page, a different
 * text is a conflict, and no page is created a second time.
 */
public final class PathPairing {
    private static final Logger LOG = LoggerFactory.getLogger(PathPairing.class);

    private final PageFiles files;
    private final Rebuilder rebuilder;

    public PathPairing(EngineParts parts, Rebuilder rebuilder) {
        this.files = parts.files();
        this.rebuilder = rebuilder;
    }

    /** Pairs the paths, and returns the refs afterwards. A {@code main} that no clone could check out is left to the reconciler. */
    public SpaceRefs pair(CycleContext cycle, SpaceRefs refs) throws IOException {
        if (refs.wiki().equals(ObjectId.zeroId()) || refs.main().equals(refs.wiki())) {
            return refs;
        }
        try (Workspace now = Workspace.at(cycle.repository(), refs, files.in(cycle.space()));
                Workspace work = Workspace.onTreeOf(cycle.repository(), refs, now.files(), refs.main())) {
            PushedObjects.check(
                    new PushedObjects.Input(work.reader(), cycle.received(), PointerCheck.none()),
                    ProposalLimits.ofForm(),
                    cycle.budget(),
                    refs.wiki(),
                    refs.main());
            if (!now.index().failed().isEmpty()) {
                return refs;
            }
            keepPagesOnly(work, refs.main());
            rebuilder.match(cycle.space(), work, now.index(), cycle.budget());
            if (!work.commit(
                    Provenance.wiki(Workspace.ENGINE, timeOf(work, refs.wiki()), ""), "Use the paths that main has")) {
                return refs;
            }
            LOG.info(
                    "Space {}: pages were assigned the paths of their files in main",
                    cycle.space().id());
            if (now.index().attachments().isAdopted()) {
                work.index().attachments().adopted(true);
            }
            IndexHead head = now.index().head();
            work.index().head().cursor(head.cursor(), head.newest().orElse(null));
            cycle.fence().stamp(work.index());
            work.save();
            return work.refs();
        } catch (ProposalException
                | IncompleteHistoryException
                | MissingObjectException
                | IncorrectObjectTypeException
                | CorruptObjectException e) {
            LOG.debug(
                    "Space {}: the paths of main could not be used",
                    cycle.space().id(),
                    e);
            return refs;
        }
    }

    /** Removes everything that is no page file. */
    private void keepPagesOnly(Workspace work, ObjectId main) throws IOException {
        List<String> others = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(work.reader())) {
            walk.addTree(work.treeOf(main));
            walk.setRecursive(true);
            while (walk.next()) {
                if (!files.isPage(walk.getRawMode(0), walk.getPathString())) {
                    others.add(walk.getPathString());
                }
            }
        }
        for (String other : others) {
            work.tree().remove(other);
        }
    }

    private static Instant timeOf(Workspace work, ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(work.reader())) {
            RevCommit newest = walk.parseCommit(commit);
            return newest.getCommitterIdent().getWhenAsInstant();
        }
    }
}
