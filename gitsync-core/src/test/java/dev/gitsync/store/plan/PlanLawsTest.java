package dev.gitsync.store.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.plan.PlanLookup.PageState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 15: properties of every plan for any pages. */
class PlanLawsTest {
    private static final Space SPACE = new Space(new SpaceId("laws"), "", "Laws");
    private static final int PLANS_PER_SEED = 80;

    static List<Long> seeds() {
        return new Random(26).longs(60).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithAFullCheckOfTheResultingTree(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PLANS_PER_SEED; i++) {
            PlainPages pages = pages(random);
            List<PageChange> plan = plan(random, pages, 0.03);

            assertThat(PlanCheck.of(SPACE, plan, pages).objection().map(PlanLawsTest::kind))
                    .as("%s on %s", plan, pages.states)
                    .isEqualTo(expected(pages, plan));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsPagesATreeAfterEachStep(long seed) {
        Random random = new Random(seed);
        int sound = 0;
        for (int i = 0; i < PLANS_PER_SEED; i++) {
            PlainPages pages = pages(random);
            List<PageChange> plan = plan(random, pages, 0);
            PlanCheck check = PlanCheck.of(SPACE, plan, pages);
            if (check.objection().isPresent()) {
                assertThatIllegalStateException().isThrownBy(check::steps);
                continue;
            }
            sound++;
            assertThat(check.steps()).containsExactlyInAnyOrderElementsOf(plan);
            PlainPages written = pages.copy();
            for (PageChange step : check.steps()) {
                written.write(step);
                assertThat(written.isTree())
                        .as("after %s of %s on %s", step, check.steps(), pages.states)
                        .isTrue();
            }
        }
        assertThat(sound).as("valid plans").isGreaterThan(PLANS_PER_SEED / 8);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsTheOrderOfAnOrderedPlan(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PLANS_PER_SEED; i++) {
            PlainPages pages = pages(random);
            PlanCheck check = PlanCheck.of(SPACE, plan(random, pages, 0), pages);
            if (check.objection().isEmpty()) {
                List<PageChange> steps = check.steps();
                assertThat(PlanCheck.of(SPACE, steps, pages).steps()).isEqualTo(steps);
            }
        }
    }

    @Test
    void keepsAPlanWithOuterPagesFirstAndDeletionsLast() {
        PlainPages pages =
                new PlainPages().live(id("a"), null).live(id("b"), id("a")).live(id("c"), id("b"));
        List<PageChange> plan = List.of(
                PlainPages.update(id("b"), 1, null),
                PlainPages.create(id("n"), id("b")),
                PlainPages.create(id("m"), null),
                PlainPages.delete(id("c"), 1),
                PlainPages.delete(id("a"), 1));

        assertThat(PlanCheck.of(SPACE, plan, pages).steps()).isEqualTo(plan);
    }

    @Test
    void putsThePageNearestToTheRootFirst() {
        PlainPages pages = new PlainPages().live(id("top"), null).live(id("leaf"), id("top"));
        PageChange down = PlainPages.update(id("top"), 1, id("leaf"));
        PageChange up = PlainPages.update(id("leaf"), 1, null);

        assertThat(PlanCheck.of(SPACE, List.of(down, up), pages).steps()).containsExactly(up, down);
    }

    @Test
    void namesTheDeletedParentAndItsChild() {
        PlainPages pages = new PlainPages().live(id("top"), null).live(id("leaf"), id("top"));

        assertThat(PlanCheck.of(SPACE, List.of(PlainPages.delete(id("top"), 1)), pages)
                        .objection())
                .contains(new ApplyResult.Refused("Page top can't be deleted while page leaf stands under it."));
    }

    private static PageId id(String name) {
        return PlainPages.id(name);
    }

    private static Class<?> kind(ApplyResult objection) {
        return objection.getClass();
    }

    private static Optional<Class<?>> expected(PlainPages pages, List<PageChange> plan) {
        if (!plan.stream().allMatch(pages::isExpected)) {
            return Optional.of(ApplyResult.Stale.class);
        }
        PlainPages written = pages.copy();
        plan.forEach(written::write);
        return written.isTree() ? Optional.empty() : Optional.of(ApplyResult.Refused.class);
    }

    /** Returns a tree of a few pages, some in the trash, and one page of another space. */
    private static PlainPages pages(Random random) {
        PlainPages pages = new PlainPages();
        List<PageId> live = new ArrayList<>();
        int size = 1 + random.nextInt(10);
        for (int i = 0; i < size; i++) {
            PageId page = id("p" + i);
            if (random.nextInt(6) == 0) {
                pages.states.put(page, new PageState.Trashed(1 + random.nextInt(3)));
            } else {
                pages.states.put(page, new PageState.Live(1 + random.nextInt(3), any(random, live)));
                live.add(page);
            }
        }
        pages.states.put(id("elsewhere"), new PageState.Elsewhere());
        return pages;
    }

    /**
     * Changes to some of the pages.
     *
     * @param mistakes the share of changes that expect something else, or name a parent that can't be one
     */
    private static List<PageChange> plan(Random random, PlainPages pages, double mistakes) {
        List<PageId> ids = new ArrayList<>(pages.states.keySet());
        ids.remove(id("elsewhere"));
        for (int i = random.nextInt(4); i > 0; i--) {
            ids.add(id("n" + i));
        }
        Collections.shuffle(ids, random);
        List<PageId> planned = ids.subList(0, random.nextInt(Math.min(ids.size(), 6) + 1));
        List<PageChange> plan = new ArrayList<>();
        for (PageId page : planned) {
            plan.add(change(random, pages, page, ids, mistakes));
        }
        if (random.nextDouble() < mistakes) {
            plan.add(PlainPages.update(id("elsewhere"), 1, null));
        }
        return plan;
    }

    private static PageChange change(
            Random random, PlainPages pages, PageId page, List<PageId> parents, double mistakes) {
        PageId parent = random.nextDouble() < mistakes ? id("elsewhere") : any(random, parents);
        long off = random.nextDouble() < mistakes ? 1 : 0;
        PageState state = pages.states.get(page);
        if (state == null) {
            return random.nextDouble() < mistakes ? PlainPages.delete(page, 1) : PlainPages.create(page, parent);
        }
        if (state instanceof PageState.Trashed trashed) {
            return PlainPages.restore(page, trashed.version() + off, parent);
        }
        PageState.Live live = (PageState.Live) Objects.requireNonNull(state);
        return switch (random.nextInt(4)) {
            case 0 -> PlainPages.delete(page, live.version() + off);
            case 1 -> PlainPages.update(page, live.version() + off, live.parent());
            default -> PlainPages.update(page, live.version() + off, parent);
        };
    }

    private static @Nullable PageId any(Random random, List<PageId> pages) {
        return pages.isEmpty() || random.nextInt(4) == 0 ? null : pages.get(random.nextInt(pages.size()));
    }
}
