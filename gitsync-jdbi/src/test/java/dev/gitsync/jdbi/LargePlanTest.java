package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The foreign keys of a large plan are checked before the COMMIT, for whose answer the client waits only six seconds. */
class LargePlanTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-12-01T00:00:00Z"), "");

    private final Jdbi jdbi = DATABASE.jdbi();
    private final JdbiPageStore store = new JdbiPageStore(jdbi);
    private final Space space = DATABASE.newSpace();

    @ParameterizedTest
    @CsvSource({"1000, true", "10, false"})
    void checksTheKeysOfALargePlanBeforeTheCommit(int pages, boolean isChecked) {
        AtomicLong scans = new AtomicLong();
        jdbi.useTransaction(own -> {
            scans.set(-scans(own));
            new JdbiPageStore(joined(own))
                    .apply(
                            space,
                            plan(pages),
                            new ApplyContext("ada", ApplyContext.UNFENCED, applied -> scans.addAndGet(scans(own))));
        });

        assertThat(scans.get() >= pages)
                .as("%d look-ups of revisions", scans.get())
                .isEqualTo(isChecked);
        assertThat(store.pages(space, null, 2_000)).hasSize(pages);
    }

    /** A page may be in another statement than its parent, so that a plan with all its keys checked at once would fail. */
    @Test
    void appliesALargePlanWhoseParentsComeLast() {
        List<PageChange> plan = plan(10_001);
        PageId parent = plan.get(0).id();
        PageChange child = new PageChange.Create(store.newPageId(space), new PageContent(parent, "Child", "text"), ADA);
        plan.add(child);
        Collections.reverse(plan);

        assertThat(store.apply(space, plan, ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Applied.class);

        assertThat(store.page(space, child.id()))
                .map(Page::content)
                .map(PageContent::parent)
                .contains(parent);
    }

    @Test
    void leavesTheKeysDeferredForTheRestOfTheTransaction() {
        List<PageChange> plan = plan(1_000);
        List<Integer> updated = new ArrayList<>();
        jdbi.useTransaction(own -> new JdbiPageStore(joined(own))
                .apply(space, plan, new ApplyContext("ada", ApplyContext.UNFENCED, applied -> {
                    for (int step : new int[] {1, -1}) {
                        updated.add(
                                own.createUpdate("UPDATE gitsync_pages SET version = version + :step WHERE id = :id")
                                        .bind("step", step)
                                        .bind("id", plan.get(0).id().value())
                                        .execute());
                    }
                })));

        assertThat(updated).containsExactly(1, 1);
    }

    private static Jdbi joined(Handle own) {
        return Jdbi.create(own.getConnection());
    }

    /** The look-ups of this session in the indexes of the revisions: a check of the key of a page is one of them. */
    private static long scans(Handle own) {
        return own.select("SELECT idx_scan FROM pg_stat_xact_user_tables WHERE relname = 'gitsync_revisions'")
                .mapTo(Long.class)
                .one();
    }

    private List<PageChange> plan(int pages) {
        List<PageChange> plan = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            plan.add(new PageChange.Create(store.newPageId(space), new PageContent(null, "Page " + i, "text"), ADA));
        }
        return plan;
    }
}
