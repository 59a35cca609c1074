package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.Change;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The guarantees for writers: versions, atomicity and fencing. */
abstract class PageStoreWriteContract extends PageStoreTreeContract {
    /**
     * Checks that the store keeps the ids of a plan: a plan names a page, and its children name it as their parent,
     * before it is stored. While this test fails, the other tests of the contract are skipped, because they would fail
     * for the same reason.
     */
    @Test
    void keepsTheIdOfACreatedPage() {
        PageChange.Create create = create(null, "A");

        assertThat(apply(create)).isInstanceOf(ApplyResult.Applied.class);
        assertThat(store.page(space, create.id()))
                .as("the page under the id from newPageId; does the database generate another one?")
                .isPresent();
        assertThat(feed()).extracting(Change::id).containsExactly(create.id());
    }

    @Test
    void appliesAnEmptyPlanWithoutChanges() {
        page("A");

        assertNothingChangedBy(() -> {
            var applied = (ApplyResult.Applied) apply();
            assertThat(applied.versions()).isEmpty();
        });
    }

    @Test
    void assignsAGreaterVersionForEveryChange() {
        PageId a = page("A");
        long created = wiki.live(a).version();
        long edited = wiki.edit(a, "x", SOMEBODY);
        long renamed = wiki.rename(a, "B", SOMEBODY);
        long deleted = wiki.delete(a, SOMEBODY);
        long restored = wiki.restore(a, deleted, content("B", "x"), SOMEBODY);

        assertThat(List.of(created, edited, renamed, deleted, restored))
                .isSorted()
                .doesNotHaveDuplicates()
                .isEqualTo(feed().stream().map(Change::version).toList());
    }

    @Test
    void returnsTheVersionOfEveryPageOfThePlan() {
        PageId a = page("A");
        PageId b = page("B");
        PageChange.Create c = create(null, "C");
        ApplyResult result = apply(update(a, version(a), content("A2", "")), delete(b, version(b)), c);

        List<Change> changes = feed().subList(2, 5);
        assertThat(((ApplyResult.Applied) result).versions())
                .isEqualTo(Map.of(
                        a,
                        changes.get(0).version(),
                        b,
                        changes.get(1).version(),
                        c.id(),
                        changes.get(2).version()));
    }

    @Test
    void rejectsAnUpdateOfAnOlderVersionAsStale() {
        PageId a = page("A");
        long old = version(a);
        wiki.edit(a, "newer", SOMEBODY);

        assertStale(List.of(a), update(a, old, content("A", "mine")));
        assertStale(List.of(a), delete(a, old));
    }

    @Test
    void rejectsAWholePlanWithOneStalePage() {
        PageId a = page("A");
        PageId b = page("B");
        PageId c = page("C");

        assertStale(
                List.of(b),
                create(null, "D"),
                update(a, version(a), content("A2", "a")),
                update(b, version(b) + 1, content("B2", "b")),
                delete(c, version(c)));
    }

    @Test
    void namesEveryStalePage() {
        PageId a = page("A");
        PageId b = page("B");

        ApplyResult result = apply(delete(a, version(a) + 1), delete(b, version(b) + 1));
        assertThat(((ApplyResult.Stale) result).pages()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void rejectsAChangeOfADeletedPageAsStale() {
        PageId a = page("A");
        long deleted = wiki.delete(a, SOMEBODY);

        assertStale(List.of(a), update(a, deleted, content("A", "x")));
        assertStale(List.of(a), delete(a, deleted));
        PageId unknown = store.newPageId(space);
        assertStale(List.of(unknown), delete(unknown, 1));
        assertStale(List.of(unknown), new PageChange.Restore(unknown, 1, content("A", "x"), SOMEBODY));
    }

    @Test
    void rejectsTheCreationOfAnExistingPageAsStale() {
        PageId a = page("A");
        assertStale(List.of(a), new PageChange.Create(a, content("A", "x"), SOMEBODY));

        wiki.delete(a, SOMEBODY);
        assertStale(List.of(a), new PageChange.Create(a, content("A", "x"), SOMEBODY));
    }

    @Test
    void rejectsAPageOfAnotherSpaceAsStale() {
        Space other = newSpace();
        WikiEditor editor = new WikiEditor(store, other);
        PageId a = editor.create(null, "A", "a", SOMEBODY);
        long version = editor.live(a).version();

        assertStale(List.of(a), update(a, version, content("A", "x")));
        assertStale(List.of(a), delete(a, version));
        assertThat(store.page(other, a)).isPresent();
    }

    @Test
    void throwsForAPlanThatNamesAPageTwice() {
        PageId a = page("A");

        assertNothingChangedBy(() -> assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> apply(update(a, version(a), content("A", "x")), delete(a, version(a) + 1))));
    }

    @Test
    void fencesAnOlderToken() {
        assertThat(applyFenced(7, create(null, "A"))).isInstanceOf(ApplyResult.Applied.class);

        assertNothingChangedBy(
                () -> assertThat(applyFenced(6, create(null, "B"))).isEqualTo(new ApplyResult.Fenced(7)));
    }

    @Test
    void acceptsAnEqualOrNewerToken() {
        applyFenced(7, create(null, "A"));

        assertThat(applyFenced(7, create(null, "B"))).isInstanceOf(ApplyResult.Applied.class);
        assertThat(applyFenced(8, create(null, "C"))).isInstanceOf(ApplyResult.Applied.class);
        assertThat(applyFenced(7, create(null, "D"))).isEqualTo(new ApplyResult.Fenced(8));
    }

    @Test
    void acceptsEditsOfTheWikiAndKeepsTheFence() {
        applyFenced(7, create(null, "A"));

        assertThat(applyFenced(ApplyContext.UNFENCED, create(null, "B"))).isInstanceOf(ApplyResult.Applied.class);
        assertThat(applyFenced(6, create(null, "C"))).isEqualTo(new ApplyResult.Fenced(7));
    }

    @Test
    void fencesEachSpaceSeparately() {
        applyFenced(7, create(null, "A"));
        var context = new ApplyContext("u1", 1);

        assertThat(store.apply(newSpace(), List.of(create(null, "A")), context))
                .isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void stopsAPlanAtAPageThatTheWikiRefuses() {
        assumeThat(refusedTitle()).as("a title that the wiki refuses").isPresent();
        PageId top = page("Top");
        PageChange.Create good = create(null, "Good");
        PageChange.Update edit = update(top, version(top), content("Top", "edited"));
        PageChange.Create bad = create(top, refusedTitle().orElseThrow());
        if (!limits().contains(Limit.PLANS_MAY_STOP_HALFWAY)) {
            assertRefused(good, edit, bad);
            return;
        }
        ApplyResult.Partial result = (ApplyResult.Partial) apply(good, edit, bad);

        assertThat(result.versions().keySet()).contains(good.id()).doesNotContain(bad.id());
        assertThat(result.failures().keySet()).contains(bad.id()).doesNotContain(good.id());
        result.versions().forEach((id, version) -> assertThat(version(id)).isEqualTo(version));
        assertThat(result.failures().values())
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(store.page(space, bad.id())).isEmpty();
    }

    @Test
    void runsWorkInTheTransactionOnceBeforeTheChangesAreVisible() throws Exception {
        List<ApplyResult> told = new ArrayList<>();
        if (store.transactionDomain().isEmpty()) {
            assertThat(applyWith(told::add, create(null, "A"))).isInstanceOf(ApplyResult.Applied.class);
            assertThat(told).as("calls of the work without a transaction").isEmpty();
            return;
        }
        List<Integer> seen = new ArrayList<>();
        ExecutorService somebody = Executors.newSingleThreadExecutor();
        try {
            ApplyResult result = applyWith(
                    applied -> {
                        told.add(applied);
                        try {
                            seen.add(somebody.submit(() -> feed().size()).get(10, TimeUnit.SECONDS));
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    create(null, "A"));

            assertThat(told).containsExactly(result);
            assertThat(seen).containsExactly(0);
            assertThat(feed()).hasSize(1);
        } finally {
            somebody.shutdownNow();
        }
    }

    @Test
    void rollsBackTheChangesIfWorkInTheTransactionFails() {
        PageId a = page("A");
        if (store.transactionDomain().isEmpty()) {
            assertThat(applyWith(applied -> fail("called without a transaction"), create(null, "B")))
                    .isInstanceOf(ApplyResult.Applied.class);
            return;
        }
        var failure = new IllegalStateException("the other side can't");

        assertNothingChangedBy(() -> assertThatThrownBy(() -> applyWith(
                        applied -> {
                            throw failure;
                        },
                        update(a, version(a), content("A2", "x")),
                        create(null, "B")))
                .isSameAs(failure));
        assertThat(apply(update(a, version(a), content("A2", "x")))).isInstanceOf(ApplyResult.Applied.class);
    }

    @Test
    void runsNoWorkInTheTransactionForARefusedPlan() {
        PageId a = page("A");
        applyFenced(7, create(null, "B"));
        List<ApplyResult> told = new ArrayList<>();

        assertThat(applyWith(told::add, update(a, version(a) + 1, content("A2", "x"))))
                .isInstanceOf(ApplyResult.Stale.class);
        assertThat(applyWith(told::add, update(a, version(a), new PageContent(a, "A2", "x"))))
                .isInstanceOf(ApplyResult.Refused.class);
        assertThat(store.apply(space, List.of(create(null, "C")), new ApplyContext("u1", 6, told::add)))
                .isInstanceOf(ApplyResult.Fenced.class);
        assertThat(told).isEmpty();
    }

    private ApplyResult applyWith(Consumer<ApplyResult.Applied> inTransaction, PageChange... changes) {
        return store.apply(space, List.of(changes), new ApplyContext("u1", ApplyContext.UNFENCED, inTransaction));
    }
}
