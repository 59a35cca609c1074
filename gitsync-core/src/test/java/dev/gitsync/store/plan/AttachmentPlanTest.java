package dev.gitsync.store.plan;

import static dev.gitsync.store.plan.PlainPages.create;
import static dev.gitsync.store.plan.PlainPages.delete;
import static dev.gitsync.store.plan.PlainPages.id;
import static dev.gitsync.store.plan.PlainPages.put;
import static dev.gitsync.store.plan.PlainPages.update;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every plan with attachments; law 15. */
class AttachmentPlanTest {
    private static final Space SPACE = new Space(new SpaceId("files"), "", "Files");
    private static final int PLANS_PER_SEED = 80;

    static List<Long> seeds() {
        return new Random(28).longs(40).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void checkSaysWhatIsFoundByWritingThePlanAndLookingAtAllAttachments(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < PLANS_PER_SEED; i++) {
            PlainPages pages = pages(random);
            List<PageChange> plan = plan(random, pages, 0.03);

            assertThat(PlanCheck.of(SPACE, plan, pages).objection().map(Object::getClass))
                    .as("%s on %s", plan, pages.states)
                    .isEqualTo(expected(pages, plan));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void attachmentsBelongToLivePagesAndHaveDifferentNamesAfterEachStep(long seed) {
        Random random = new Random(seed);
        int sound = 0;
        for (int i = 0; i < PLANS_PER_SEED; i++) {
            PlainPages pages = pages(random);
            PlanCheck check = PlanCheck.of(SPACE, plan(random, pages, 0), pages);
            if (check.objection().isPresent()) {
                assertThatIllegalStateException().isThrownBy(check::steps);
                continue;
            }
            sound++;
            PlainPages written = pages.copy();
            for (PageChange step : check.steps()) {
                written.write(step);
                assertThat(written.isTree() && written.attachmentsAreGood())
                        .as("after %s of %s on %s", step, check.steps(), pages.states)
                        .isTrue();
            }
            assertThat(PlanCheck.of(SPACE, check.steps(), pages).steps()).isEqualTo(check.steps());
        }
        assertThat(sound).as("plans that are good").isGreaterThan(PLANS_PER_SEED / 8);
    }

    @Test
    void pagesThenTheirAttachmentsThenDeletionsIsKept() {
        PlainPages pages = new PlainPages().live(id("p"), null).attachment(id("a"), id("p"), "a.png");
        List<PageChange> plan = List.of(
                create(id("n"), null), put(id("b"), 0, id("n"), "b.png"), delete(id("a"), 1), delete(id("p"), 1));

        assertThat(PlanCheck.of(SPACE, plan, pages).steps()).isEqualTo(plan);
    }

    @Test
    void nameThatAnotherAttachmentLeavesIsTakenAfterwards() {
        PlainPages pages = new PlainPages().attachment(id("a"), null, "a.png").attachment(id("b"), null, "b.png");
        PageChange aToB = put(id("a"), 1, null, "b.png");
        PageChange bToC = put(id("b"), 1, null, "c.png");

        assertThat(PlanCheck.of(SPACE, List.of(aToB, bToC), pages).steps()).containsExactly(bToC, aToB);
    }

    @Test
    void refusesAttachmentsThatExchangeTheirNames() {
        PlainPages pages = new PlainPages().attachment(id("a"), null, "a.png").attachment(id("b"), null, "b.png");
        List<PageChange> plan = List.of(put(id("a"), 1, null, "b.png"), put(id("b"), 1, null, "a.png"));

        assertThat(PlanCheck.of(SPACE, plan, pages).objection())
                .contains(new ApplyResult.Refused("Attachments a and b can't exchange their names in one step."
                        + " Exchange their contents instead."));
    }

    @Test
    void refusesToDeleteAPageThatKeepsAnAttachment() {
        PlainPages pages = new PlainPages().live(id("p"), null).attachment(id("a"), id("p"), "a.png");

        assertThat(PlanCheck.of(SPACE, List.of(delete(id("p"), 1)), pages).objection())
                .contains(new ApplyResult.Refused("A page can't be deleted while attachment a belongs to it."));
    }

    @Test
    void refusesTheNameOfAnotherAttachmentOfThePage() {
        PlainPages pages = new PlainPages().live(id("p"), null).attachment(id("a"), id("p"), "a.png");

        assertThat(PlanCheck.of(SPACE, List.of(put(id("b"), 0, id("p"), "a.png")), pages)
                        .objection())
                .contains(new ApplyResult.Refused("Attachment b can't have the name of another one of page p."));
    }

    @Test
    void plansWithoutAttachmentsAskForNone() {
        PlainPages pages = new PlainPages().live(id("p"), null);

        PlanCheck.of(SPACE, List.of(update(id("p"), 1, null), create(id("q"), id("p"))), pages);

        assertThat(pages.reads).isEqualTo(1);
    }

    private static Optional<Class<?>> expected(PlainPages pages, List<PageChange> plan) {
        if (!plan.stream().allMatch(pages::isExpected)) {
            return Optional.of(ApplyResult.Stale.class);
        }
        PlainPages written = pages.copy();
        plan.forEach(written::write);
        boolean isGood = written.isTree() && written.attachmentsAreGood() && !isExchange(pages, plan);
        return isGood ? Optional.empty() : Optional.of(ApplyResult.Refused.class);
    }

    /** Whether some attachments wait for the names of each other: no order of writing them is left. */
    private static boolean isExchange(PlainPages pages, List<PageChange> plan) {
        Map<PageId, AttachmentName> held = new HashMap<>();
        List<PageChange.PutAttachment> left = new ArrayList<>();
        for (PageChange change : plan) {
            if (change instanceof PageChange.PutAttachment put) {
                left.add(put);
                if (pages.states.get(put.id()) instanceof PageState.LiveAttachment live) {
                    held.put(put.id(), live.named());
                }
            }
        }
        while (!left.isEmpty()) {
            List<PageChange.PutAttachment> free = left.stream()
                    .filter(put -> held.entrySet().stream()
                            .noneMatch(other -> !other.getKey().equals(put.id())
                                    && other.getValue().equals(AttachmentName.of(put.content()))))
                    .toList();
            if (free.isEmpty()) {
                return true;
            }
            left.removeAll(free);
            free.forEach(put -> held.remove(put.id()));
        }
        return false;
    }

    /** A few pages and attachments, some in the trash. */
    private static PlainPages pages(Random random) {
        PlainPages pages = new PlainPages();
        List<PageId> live = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            pages.live(id("p" + i), any(random, live));
            live.add(id("p" + i));
        }
        Set<AttachmentName> names = new HashSet<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            AttachmentName name = new AttachmentName(any(random, live), "n" + random.nextInt(3));
            if (random.nextInt(6) == 0) {
                pages.states.put(id("a" + i), new PageState.TrashedAttachment(1 + random.nextInt(3)));
            } else if (names.add(name)) {
                pages.attachment(id("a" + i), name.page(), name.name());
            }
        }
        return pages;
    }

    private static List<PageChange> plan(Random random, PlainPages pages, double mistakes) {
        List<PageId> ids = new ArrayList<>(pages.states.keySet());
        ids.add(id("p-new"));
        ids.add(id("a-new"));
        Collections.shuffle(ids, random);
        List<PageId> owners = pages.states.keySet().stream()
                .filter(id -> id.value().startsWith("p"))
                .toList();
        List<PageId> parents = new ArrayList<>(owners);
        parents.add(random.nextDouble() < mistakes ? id("a-new") : id("p-new"));
        List<PageChange> plan = new ArrayList<>();
        for (PageId id : ids.subList(0, random.nextInt(ids.size() + 1))) {
            plan.add(change(random, pages, id, random.nextInt(4) == 0 ? parents : owners, mistakes));
        }
        return plan;
    }

    private static PageChange change(Random random, PlainPages pages, PageId id, List<PageId> owners, double mistakes) {
        PageState state = pages.states.get(id);
        long off = random.nextDouble() < mistakes ? 1 : 0;
        if (id.value().startsWith("p")) {
            boolean isDeleted = state != null && random.nextInt(3) == 0;
            return state == null
                    ? create(id, any(random, owners))
                    : isDeleted ? delete(id, 1 + off) : update(id, 1 + off, pages.parent(id));
        }
        String name = random.nextDouble() < mistakes ? "" : "n" + random.nextInt(3);
        if (state instanceof PageState.LiveAttachment live) {
            return switch (random.nextInt(5)) {
                case 0 -> delete(id, 1 + off);
                case 1 -> put(id, 1 + off, live.page(), live.name());
                default -> put(id, 1 + off, any(random, owners), name);
            };
        }
        long trashed = state instanceof PageState.TrashedAttachment deleted ? deleted.version() : 0;
        return put(id, trashed + off, any(random, owners), name);
    }

    private static @Nullable PageId any(Random random, List<PageId> pages) {
        return pages.isEmpty() || random.nextInt(4) == 0 ? null : pages.get(random.nextInt(pages.size()));
    }
}
