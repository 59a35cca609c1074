package dev.gitsync.demo.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.demo.storage.DataDirectory;
import dev.gitsync.demo.storage.WikiDatabase;
import dev.gitsync.jdbi.JdbiAttachments;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.jdbi.JdbiRepositoryStore;
import dev.gitsync.jdbi.JdbiSpaces;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws 7 and 13: the cost of links, with everything in the database. */
class LinkCostTest {
    private static final Provenance ADA = Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Write");

    private final AtomicLong statements = new AtomicLong();
    private DataDirectory data;
    private WikiDatabase database;
    private Jdbi jdbi;
    private LinkTable table;
    private LinkedPages pages;
    private GitSync gitSync;
    private SpaceLinks links;

    @BeforeEach
    void newWiki(@TempDir Path folder) {
        data = DataDirectory.open(folder);
        database = WikiDatabase.open(data, TestPostgres.url(TestPostgres.newDatabase()), Duration.ofSeconds(30));
        jdbi = database.jdbi();
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });
        table = new LinkTable(jdbi, LinkRules.DEFAULT);
        pages = new LinkedPages(new JdbiPageStore(jdbi, new JdbiAttachments(jdbi)), table);
        gitSync = GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(pages)
                .repositories(new JdbiRepositoryStore(jdbi))
                .build();
        links = new SpaceLinks(gitSync, table, LinkRules.DEFAULT);
    }

    @AfterEach
    void stop() {
        gitSync.close();
        database.close();
        data.close();
    }

    @Test
    void aMoveReadsThePagesThatLinkAndNoOthers() {
        Cost small = move(space(30, 3), 3);
        Cost large = move(space(300, 3), 3);
        Cost linked = move(space(300, 30), 30);

        assertThat(large).isEqualTo(small);
        assertThat(linked.statements()).isEqualTo(small.statements());
        assertThat(linked.rows()).isBetween(9 * small.rows(), 12 * small.rows());
    }

    /** However many links a page has, and however many pages there are. */
    @Test
    void aPageWithManyLinksTakesAsManyQueriesAsOneWithFew() {
        long few = show(space(30, 1), 10);
        long many = show(space(300, 1), 1_000);

        assertThat(many).isEqualTo(few).isLessThan(20);
    }

    @Test
    void aSpaceThatWasWrittenBeforeIsReadOnce() {
        Space space = space(5, 2);
        jdbi.useHandle(handle -> handle.execute("delete from demo.page_link"));

        table.fill(space, pages);
        table.fill(space, pages);

        assertThat(rows()).isEqualTo(2);
        jdbi.useHandle(handle -> handle.execute("delete from demo.page_link"));
        table.fill(space, pages);
        assertThat(rows()).isZero();
    }

    @Test
    void aRevisionThatIsRefusedChangesNoLinks() {
        Space space = space(5, 2);
        PageId page = table.named(space.id(), table.names(List.of("Target.md")), List.of())
                .get(0)
                .page();

        ApplyResult refused = pages.apply(
                space,
                List.of(new PageChange.Update(page, 7, "x", new PageContent(null, "x", "no link"), ADA)),
                ApplyContext.edit("ada"));

        assertThat(refused).isInstanceOf(ApplyResult.Stale.class);
        assertThat(rows()).isEqualTo(2);
    }

    private long rows() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from demo.page_link")
                .mapTo(Long.class)
                .one());
    }

    /** @param rows the rows of links and of pages that the database read */
    private record Cost(long statements, long rows) {}

    private Cost move(Space space, int linkers) {
        Page target = pages.pages(space, null, 1_000).stream()
                .filter(page -> page.content().title().equals("Target"))
                .findFirst()
                .orElseThrow();
        Page after = new Page(
                target.id(),
                2,
                new PageContent(null, "Renamed", target.content().text()));
        gitSync.catchUp(space.id());
        jdbi.useHandle(handle -> handle.execute("analyze"));
        return jdbi.inTransaction(handle -> {
            handle.execute("set local enable_seqscan = off");
            long rowsBefore = rowsRead();
            long before = statements.get();
            LinkMoves.Kept kept = links.moves().of(space, after, ADA);
            long cost = statements.get() - before;
            assertThat(kept.updates())
                    .hasSize(linkers)
                    .allMatch(update -> String.valueOf(update.content().text()).contains("(Renamed.md)"));
            return new Cost(cost, rowsRead() - rowsBefore);
        });
    }

    /** The rows that scans of this transaction have read. */
    private long rowsRead() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables"
                                + " where relname in ('page_link', 'gitsync_pages')")
                .mapTo(Long.class)
                .one());
    }

    private long show(Space space, int count) {
        gitSync.catchUp(space.id());
        links.in(space, "Page 1.md", nothing -> 0);
        long before = statements.get();
        int found = links.in(space, "Page 1.md", in -> {
            int pages = 0;
            for (int i = 0; i < count; i++) {
                pages += in.target("Page%20" + i % 30 + ".md") instanceof SpaceLinks.Target.ToPage ? 1 : 0;
            }
            return pages;
        });
        assertThat(found).isEqualTo(count);
        return statements.get() - before;
    }

    /** A space with pages, of which the first ones link to a target. */
    private Space space(int size, int linkers) {
        Space space = new JdbiSpaces(jdbi).create(new SpaceId("s" + size + "-" + linkers), "", "Space", true);
        List<PageChange> plan = new ArrayList<>();
        plan.add(new PageChange.Create(pages.newPageId(space), new PageContent(null, "Target", "target"), ADA));
        for (int i = 0; i < size; i++) {
            String text = i < linkers ? "[t](Target.md)" : "no link";
            plan.add(new PageChange.Create(pages.newPageId(space), new PageContent(null, "Page " + i, text), ADA));
        }
        pages.apply(space, plan, ApplyContext.edit("ada"));
        return space;
    }
}
