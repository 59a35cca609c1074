package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Deletes and restores several pages in one step, in a given order, as a wiki does with a branch. */
final class BranchFixture {
    final EngineFixture wiki;
    private final Map<PageId, Page> trash = new HashMap<>();

    BranchFixture(EngineFixture wiki) {
        this.wiki = wiki;
    }

    void delete(PageId... pages) {
        delete(wiki.edit("Delete a branch"), Arrays.asList(pages));
    }

    void delete(Provenance provenance, List<PageId> pages) {
        List<PageChange> changes = new ArrayList<>();
        for (PageId id : pages) {
            Page page = wiki.wiki.page(wiki.space, id).orElseThrow();
            changes.add(new PageChange.Delete(id, page.version(), provenance));
            trash.put(id, page);
        }
        apply(changes)
                .versions()
                .forEach((id, version) ->
                        trash.computeIfPresent(id, (key, page) -> new Page(id, version, page.content())));
    }

    void restore(PageId... pages) {
        restore(wiki.edit("Restore a branch"), Arrays.asList(pages));
    }

    void restore(Provenance provenance, List<PageId> pages) {
        List<PageChange> changes = new ArrayList<>();
        for (PageId id : pages) {
            Page page = Objects.requireNonNull(trash.get(id));
            changes.add(new PageChange.Restore(id, page.version(), page.content(), provenance));
        }
        apply(changes);
    }

    /** Restores one page, below another parent or as a root page. */
    void restoreAt(PageId id, @Nullable PageId parent) {
        Page page = Objects.requireNonNull(trash.get(id));
        PageContent content =
                new PageContent(parent, page.content().title(), page.content().text());
        apply(List.of(new PageChange.Restore(id, page.version(), content, wiki.edit("Restore a page"))));
    }

    /** Sets the version of a page that a push has deleted. */
    void deletedByPush(PageId id, Page before, long version) {
        trash.put(id, new Page(id, version, before.content()));
    }

    ApplyResult.Applied apply(List<PageChange> changes) {
        ApplyResult result = wiki.wiki.apply(wiki.space, changes, ApplyContext.edit("ada"));
        assertThat(result).isInstanceOf(ApplyResult.Applied.class);
        return (ApplyResult.Applied) result;
    }

    /** Pulls, and returns the number of new commits. */
    int pull() {
        int before = commits();
        wiki.pull();
        wiki.assertVerified();
        return commits() - before;
    }

    private int commits() {
        return wiki.git.main().equals(ObjectId.zeroId()) ? 0 : wiki.git.log().size();
    }
}
