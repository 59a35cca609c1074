package dev.gitsync.internal.push;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.internal.commit.PushTarget;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pagelinks.BrokenLinkCheck;
import dev.gitsync.internal.pagelinks.BrokenLinkCheck.Coverage;
import dev.gitsync.internal.pagelinks.BrokenLinks;
import dev.gitsync.internal.pagelinks.IndexedTree;
import dev.gitsync.internal.state.PlannedIndex;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a planned push does to the links of the space.
 *
 * @param index the index after the push, or null if the server does not look at links
 * @param broken the links that the push breaks
 * @param notes sentences for the pusher
 */
record PushedLinks(@Nullable SpaceIndex index, Optional<BrokenLinks> broken, List<String> notes) {
    private static final int SHOWN = 10;

    /** Looks at the links. Nothing is changed. */
    static PushedLinks of(Workspace work, PushTarget.Planned planned, PushOptions options) throws IOException {
        Optional<LinkReader> reader = work.files().links().reader();
        if (reader.isEmpty()) {
            return new PushedLinks(
                    null,
                    Optional.empty(),
                    options.checksLinks() ? List.of("This server does not check links.") : List.of());
        }
        work.budget().doing("checking links");
        SpaceIndex index = new PlannedIndex(work, planned.plan()).copy();
        IndexedTree after = new IndexedTree(
                work.reader(), work.files(), index, planned.target().tree());
        BrokenLinkCheck check = new BrokenLinkCheck(work.state(), after, work.budget());
        BrokenLinkCheck.Result result = check.run(reader.get());
        List<String> notes = new ArrayList<>(notes(result, options));
        if (options.checksLinks()) {
            notes.addAll(ofWholeSpace(check.ofWholeSpace(reader.get()), options));
        }
        return new PushedLinks(index, Optional.of(result.broken()), List.copyOf(notes));
    }

    private static List<String> notes(BrokenLinkCheck.Result result, PushOptions options) {
        List<String> notes = new ArrayList<>();
        if (result.broken().count() > 0) {
            notes.add(counted(result.broken()) + " after this push:");
            notes.addAll(listed(result.broken(), options));
        }
        if (result.coverage() == Coverage.BOUNDED) {
            notes.add("Not all links were checked, because this push concerns the links of too many pages.");
        } else if (result.coverage() == Coverage.INDEX_INCOMPLETE) {
            notes.add("Not all links were checked, because the server is still reading the links of this space.");
        }
        return notes;
    }

    private static List<String> ofWholeSpace(BrokenLinkCheck.Result result, PushOptions options) {
        BrokenLinks broken = result.broken();
        List<String> notes = new ArrayList<>();
        notes.add("In the whole space, " + (broken.count() == 0 ? "no link leads nowhere." : counted(broken) + ":"));
        notes.addAll(listed(broken, options));
        if (result.coverage() != Coverage.COMPLETE) {
            notes.add("Not all pages of the space were checked, because it has too many.");
        }
        return notes;
    }

    private static String counted(BrokenLinks broken) {
        return broken.count() == 1 ? "1 link leads nowhere" : broken.count() + " links lead nowhere";
    }

    private static List<String> listed(BrokenLinks broken, PushOptions options) {
        return options.listed(broken.lines(), broken.count(), SHOWN);
    }

    /** Returns the refusal of a push that breaks links. */
    Optional<PushResult.Refused> refusal(PushOptions options) {
        return broken.filter(links -> links.count() > 0)
                .map(links -> PushRefusals.brokenLinks(counted(links), listed(links, options)));
    }

    /** Returns the plan with the notes about links. */
    PushTarget.Planned noted(PushTarget.Planned planned) {
        return planned.noted(notes);
    }

    /** Puts the links after the push into the index that is saved with it. */
    void adopt(Workspace work) {
        if (index != null) {
            work.index().links(index);
        }
    }
}
