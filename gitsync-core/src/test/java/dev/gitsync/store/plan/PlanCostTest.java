package dev.gitsync.store.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Law 7: the cost of a plan of any shape. Ten times as many changes read pages and changes up to twelve times as
 * often, and query the store up to three times, or once for each level if the store can't read ancestors itself.
 */
class PlanCostTest {
    private static final Space SPACE = new Space(new SpaceId("cost"), "", "Cost");
    private static final int FEW = 1_000;

    /** A space and a plan for it. */
    private record Case(PlainPages pages, List<PageChange> plan) {
        static Case of(int n, PlannedPage each) {
            Case made = new Case(new PlainPages(), new ArrayList<>());
            for (int i = 0; i < n; i++) {
                each.add(made, i);
            }
            return made;
        }

        Case shuffled() {
            Collections.shuffle(plan, new Random(1));
            return this;
        }
    }

    private interface PlannedPage {
        void add(Case made, int i);
    }

    /** A map that counts how often it is read. */
    private static final class CountedMap<V> extends LinkedHashMap<PageId, V> {
        private static final long serialVersionUID = 1L;
        private long reads;

        CountedMap(Map<PageId, V> other) {
            super(other);
        }

        @Override
        public @Nullable V get(Object key) {
            reads++;
            return super.get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            reads++;
            return super.containsKey(key);
        }
    }

    @Test
    void createsWideFolders() {
        assertCost(2, n -> Case.of(n, (made, i) -> made.plan.add(PlainPages.create(page(i), i == 0 ? null : page(0)))));
    }

    @Test
    void renamesAttachmentsOfOnePageInAChain() {
        assertCost(
                2,
                n -> Case.of(n, (made, i) -> {
                            made.pages.attachment(page(i), null, "f" + i);
                            made.plan.add(PlainPages.put(page(i), 1, null, "f" + (i + 1)));
                        })
                        .shuffled());
    }

    @Test
    void createsAttachmentsWithTheirPages() {
        assertCost(
                2,
                n -> Case.of(n, (made, i) -> {
                            made.plan.add(PlainPages.put(page(i), 0, page(n + i), "f"));
                            made.plan.add(PlainPages.create(page(n + i), null));
                        })
                        .shuffled());
    }

    @Test
    void createsDeepTreesInAnyOrder() {
        assertCost(
                2,
                n -> Case.of(n, (made, i) -> made.plan.add(PlainPages.create(page(i), i == 0 ? null : page(i - 1))))
                        .shuffled());
    }

    @Test
    void deletesDeepTreesInAnyOrder() {
        assertCost(
                2,
                n -> Case.of(n, (made, i) -> {
                            made.pages.live(page(i), i == 0 ? null : page(i - 1));
                            made.plan.add(PlainPages.delete(page(i), 1));
                        })
                        .shuffled());
    }

    @Test
    void swapsPairsOfPages() {
        assertCost(
                3,
                n -> Case.of(n, (made, i) -> {
                    boolean isUpper = i % 2 == 0;
                    made.pages.live(page(i), isUpper ? null : page(i - 1));
                    made.plan.add(PlainPages.update(page(i), 1, isUpper ? page(i + 1) : null));
                }));
    }

    @Test
    void invertsADeepTree() {
        assertCost(
                3,
                n -> Case.of(n, (made, i) -> {
                            made.pages.live(page(i), i == 0 ? null : page(i - 1));
                            made.plan.add(PlainPages.update(page(i), 1, i == n - 1 ? null : page(i + 1)));
                        })
                        .shuffled());
    }

    /** All pages move below the same deep page, whose ancestors are read once. */
    @Test
    void movesManyPagesBelowADeepPage() {
        assertCost(
                3,
                n -> Case.of(n, (made, i) -> {
                    made.pages.live(page(i), i == 0 ? null : page(i - 1)).live(leaf(i), null);
                    made.plan.add(PlainPages.update(leaf(i), 1, page(n - 1)));
                }));
    }

    @Test
    void movesManyPagesBelowOneAnotherAndDeletesTheirParents() {
        assertCost(
                3,
                n -> Case.of(n, (made, i) -> {
                            made.pages.live(page(i), null).live(leaf(i), page(i));
                            made.plan.add(PlainPages.delete(page(i), 1));
                            made.plan.add(PlainPages.update(leaf(i), 1, i == 0 ? null : leaf(i - 1)));
                        })
                        .shuffled());
    }

    @Test
    void updatesTextsWithOneReadAtAnyDepth() {
        Case made = Case.of(FEW, (added, i) -> {
            added.pages.live(page(i), i == 0 ? null : page(i - 1));
            added.plan.add(PlainPages.update(page(i), 1, i == 0 ? null : page(i - 1)));
        });
        PlanCheck.of(SPACE, made.plan, made.pages);

        assertThat(made.pages.reads).isEqualTo(1);
        assertThat(made.pages.ids).isEqualTo(FEW);
    }

    @Test
    void createsAPageWithOneReadAtAnyDepth() {
        Case made = Case.of(FEW, (added, i) -> added.pages.live(page(i), i == 0 ? null : page(i - 1)));
        PlanCheck.of(SPACE, List.of(PlainPages.create(leaf(0), page(FEW - 1))), made.pages);

        assertThat(made.pages.reads).isEqualTo(1);
        assertThat(made.pages.ids).isEqualTo(2);
    }

    @Test
    void queriesAStoreWithoutAncestorsOncePerLevel() {
        Case made = Case.of(FEW, (added, i) -> added.pages.live(page(i), i < 10 ? null : page(i - 10)));
        List<PageChange> plan = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            made.pages.live(leaf(i), null);
            plan.add(PlainPages.update(leaf(i), 1, page(FEW - 10 + i)));
        }
        PlanCheck.of(SPACE, plan, made.pages);

        assertThat(made.pages.reads).isEqualTo(1 + FEW / 10);
        assertThat(made.pages.ids).isEqualTo(10 + FEW);
    }

    private static PageId page(int i) {
        return PlainPages.id("p" + i);
    }

    private static PageId leaf(int i) {
        return PlainPages.id("leaf" + i);
    }

    private static void assertCost(int reads, IntFunction<Case> cases) {
        Case few = cases.apply(FEW);
        Case many = cases.apply(10 * FEW);

        assertThat(looks(many)).as("reads for ten times as many").isLessThanOrEqualTo(12 * looks(few));
        for (Case made : List.of(few, many)) {
            Climbing store = new Climbing(made.pages);
            assertThat(PlanCheck.of(SPACE, made.plan, store).steps()).hasSameSizeAs(made.plan);
            assertThat(store.reads).as("queries to the store").isLessThanOrEqualTo(reads);
        }
    }

    /** Returns how often the check and the order read a page or a change. */
    private static long looks(Case made) {
        Map<PageId, PageChange> plan = new LinkedHashMap<>();
        made.plan.forEach(change -> plan.put(change.id(), change));
        CountedMap<PageChange> countedPlan = new CountedMap<>(plan);
        CountedMap<PageState> countedBefore = new CountedMap<>(made.pages.states);
        PlacedPages pages = new PlacedPages(countedPlan, countedBefore);
        assertThat(pages.stale()).isEmpty();
        assertThat(pages.parentsToClimb()).hasSizeLessThanOrEqualTo(made.plan.size());
        assertThat(new TreeRules(pages).refusal()).isEmpty();
        PlacedAttachments attachments = PlacedAttachments.of(pages, made.pages);
        assertThat(attachments.refusal()).isEmpty();
        assertThat(new StepOrder(attachments).steps()).hasSameSizeAs(made.plan);
        return countedPlan.reads + countedBefore.reads;
    }

    /** A store with recursive queries. */
    private static final class Climbing implements PlanLookup {
        private final PlainPages pages;
        private int reads;

        Climbing(PlainPages pages) {
            this.pages = pages;
        }

        @Override
        public Map<PageId, PageState> pages(Set<PageId> ids) {
            reads++;
            return pages.pages(ids);
        }

        @Override
        public Map<PageId, PageState> lineages(Set<PageId> ids) {
            reads++;
            return pages.lineages(ids);
        }

        @Override
        public Optional<PageId> liveChild(Set<PageId> parents, Set<PageId> except) {
            reads++;
            return Optional.empty();
        }

        @Override
        public Map<AttachmentName, PageId> attachments(Set<AttachmentName> names) {
            reads++;
            return pages.attachments(names);
        }
    }
}
