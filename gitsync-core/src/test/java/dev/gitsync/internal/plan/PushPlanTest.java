package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.attachment.AttachmentPlan;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.report.PushResult.PushedPage.Action;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests which pages of a plan lose their text; the delete guard counts them. */
final class PushPlanTest {
    private static final Provenance BY = Provenance.wiki(new Person("Ada", ""), Instant.EPOCH, "");

    private final List<PageChange> changes = new ArrayList<>();
    private final List<IndexedPage> removed = new ArrayList<>();
    private final List<PushedPage> receipt = new ArrayList<>();

    @Test
    void countsAPageThatLosesItsText() {
        update("a", "text", null);
        update("b", "text", "");
        update("c", null, null);
        update("d", " \n", null);
        changes.add(new PageChange.Create(new PageId("e"), new PageContent(null, "e", null), BY));
        assertThat(plan().emptiedPages()).containsExactly(new PageId("a"));
        assertThat(plan().deletedPages()).containsExactly("a.md (its text)");
    }

    @Test
    void countsADeletedPageWithText() {
        delete("a", true);
        delete("b", false);
        update("c", "text", "other text");
        receipt.add(new PushedPage(new PageId("a2"), Action.CREATED, "a2.md"));
        assertThat(plan().deletedPages()).containsExactly("a.md");
        assertThat(plan().emptiedPages()).isEmpty();
    }

    @Test
    void ignoresARemovedPageThatIsNotDeleted() {
        delete("a", true);
        receipt.set(0, new PushedPage(new PageId("a"), Action.MOVED, "a.md"));
        assertThat(plan().deletedPages()).isEmpty();
    }

    @Test
    void listsPagesThatReturnFromTheTrash() {
        PageId back = new PageId("a");
        changes.add(new PageChange.Restore(back, 1, new PageContent(null, "a", ""), BY));
        update("b", "text", "");
        assertThat(plan().restored(List.of(back, new PageId("b")))).containsExactly(back);
        assertThat(plan().restored(List.of(new PageId("b")))).isEmpty();
    }

    @Test
    void changesNothingForAnEmptyPlan() {
        assertThat(PushPlan.none().changes()).isEmpty();
        assertThat(PushPlan.none().otherFiles()).isZero();
    }

    private PushPlan plan() {
        return new PushPlan(changes, List.of(), removed, receipt, AttachmentPlan.none(), 0, List.of(), List.of());
    }

    private void update(String name, @Nullable String before, @Nullable String after) {
        changes.add(new PageChange.Update(new PageId(name), 1, before, new PageContent(null, name, after), BY));
        receipt.add(new PushedPage(new PageId(name), Action.UPDATED, name + ".md"));
    }

    private void delete(String name, boolean hasFile) {
        changes.add(new PageChange.Delete(new PageId(name), 1, BY));
        removed.add(new IndexedPage(new PageId(name), null, null, name, name, 1, hasFile, false));
        receipt.add(new PushedPage(new PageId(name), Action.DELETED, name + ".md"));
    }
}
