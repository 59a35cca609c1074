package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushInterceptor;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws 1 and 2 with pages and repository in one database: whatever fails, a push is committed completely or not at all. */
class OneTransactionTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final PostgresPool pool = DATABASE.pool();
    private final CutConnections cutter = new CutConnections(pool.dataSource());
    private final Jdbi jdbi = Jdbi.create(cutter);
    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(pool.jdbi()), space);
    private final GitSync sync = GitSync.builder()
            .spaces(new JdbiSpaces(jdbi))
            .pages(new JdbiPageStore(jdbi))
            .repositories(new JdbiRepositoryStore(jdbi))
            .build();

    @AfterEach
    void close() {
        sync.close();
        pool.close();
    }

    /** Issue 29. */
    @Test
    void commitsOtherNamesOfFolderPagesWithTheIndex() {
        PageId guide = wiki.create(null, "Guide", null, edit(0));
        PageId readme = wiki.create(guide, "README", "guide\n", edit(1));
        PageId setup = wiki.create(guide, "Setup", "setup\n", edit(2));
        sync.runOnce(space.id());
        assertThat(sync.pageAt(space, "Guide/README.md")).contains(readme);

        new JdbiSpaces(jdbi).setConventions(space.id(), new PageConventions(List.of("README.md")));
        sync.runOnce(space.id());

        assertThat(wiki.live(readme).content()).isEqualTo(new PageContent(null, "Guide", "guide\n"));
        assertThat(wiki.live(setup).content().parent()).isEqualTo(readme);
        assertThat(new JdbiPageStore(jdbi).page(space, guide)).isEmpty();
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        report -> assertThat(report.differences()).isEmpty());
    }

    @Test
    void writesPagesRevisionsPacksAndRefsInOneTransaction() throws Exception {
        PageId page = wiki.create(null, "A", "a\n", edit(0));
        sync.runOnce(space.id());

        assertThat(push("pushed\n")).isInstanceOf(PushResult.Accepted.class);

        assertThat(wiki.live(page).content().text()).isEqualTo("pushed\n");
        List<String> transactions = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("""
                                WITH push AS (SELECT xmin AS id FROM gitsync_revisions
                                    WHERE space_id = :space AND git_push IS NOT NULL)
                                SELECT DISTINCT what FROM (
                                    SELECT 'page' AS what, xmin FROM gitsync_pages WHERE space_id = :space
                                    UNION ALL SELECT 'fence', xmin FROM gitsync_spaces WHERE id = :space
                                    UNION ALL SELECT name, xmin FROM gitsync_refs WHERE space_id = :space
                                    UNION ALL SELECT 'pack', xmin FROM gitsync_packs WHERE space_id = :space
                                    UNION ALL SELECT 'chunk', c.xmin FROM gitsync_pack_chunks c
                                        JOIN gitsync_packs p ON p.id = c.pack_id WHERE p.space_id = :space) AS rows
                                WHERE xmin IN (SELECT id FROM push) ORDER BY what""")
                        .bind("space", space.id().value())
                        .mapTo(String.class)
                        .list());
        assertThat(transactions)
                .containsExactlyInAnyOrder(
                        "page", "fence", "pack", "chunk", "refs/heads/main", "refs/gitsync/wiki", "refs/gitsync/state");
    }

    /**
     * Breaks before and after a statement, with and without edits to catch up with. With the oldest PostgreSQL, only
     * the variant with the most statements runs: a statement that breaks before it is sent never reaches the server.
     */
    static Stream<Arguments> cuts() {
        Stream<Arguments> most = Stream.of(Arguments.of(true, true));
        return TestDatabase.isOldest()
                ? most
                : Stream.concat(
                        most,
                        Stream.of(Arguments.of(false, false), Arguments.of(false, true), Arguments.of(true, false)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void reportsTheOutcomeThatTheDatabaseHasIfTheConnectionBreaksAtAnyStatement(boolean afterIt, boolean hasToCatchUp)
            throws Exception {
        PageId page = wiki.create(null, "A", "start\n", edit(0));
        sync.runOnce(space.id());
        int accepted = 0;
        int refused = 0;
        for (int statement = 1; ; statement++) {
            String before = wiki.live(page).content().text();
            ObjectId main = main();
            String text = "statement " + statement + "\n";
            if (hasToCatchUp) {
                wiki.create(null, "Edit " + statement, "x\n", edit(statement));
            }

            PushResult result = push(text, statement, afterIt);
            boolean wasNotReached = cutter.wasNotReached();

            if (result instanceof PushResult.Accepted) {
                accepted++;
                assertThat(wiki.live(page).content().text()).isEqualTo(text);
                assertThat(main()).isNotEqualTo(main);
            } else {
                refused++;
                assertThat(wiki.live(page).content().text()).isEqualTo(before);
            }
            verify();
            assertThat(push("again " + text)).isInstanceOf(PushResult.Accepted.class);
            if (wasNotReached) {
                break;
            }
            // Maintenance leaves no clean-up to the next push, whose statements would be counted too.
            new JdbiRepositoryStore(pool.jdbi()).maintain(space);
        }
        assertThat(refused).isGreaterThan(7);
        // The push that was not broken, and those that broke after their commit: the commit of the pull and that of
        // the push.
        int commits = hasToCatchUp ? 2 : 1;
        assertThat(accepted).isEqualTo(afterIt ? 1 + commits : 1);
    }

    @Test
    void waitsForACommitWhoseConnectionBroke() throws Exception {
        PageId page = wiki.create(null, "A", "start\n", edit(0));
        sync.runOnce(space.id());
        DATABASE.jdbi().useHandle(handle -> handle.createScript("""
                        CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN IF new.text = ''slow'' || chr(10) THEN PERFORM pg_sleep(1.5); END IF; RETURN new; END';
                        CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON gitsync_revisions
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow();""").execute());
        cutter.cutAmidCommit();

        assertThat(push("slow\n")).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.live(page).content().text()).isEqualTo("slow\n");
        verify();
    }

    @Test
    void leavesBothSidesUnchangedIfAConstraintFailsAtCommit() throws Exception {
        PageId page = wiki.create(null, "A", "start\n", edit(0));
        sync.runOnce(space.id());
        ObjectId main = main();
        DATABASE.jdbi().useHandle(handle -> handle.createScript("""
                        CREATE OR REPLACE FUNCTION no_push() RETURNS trigger LANGUAGE plpgsql AS
                            'BEGIN IF new.text = ''forbidden'' || chr(10) THEN RAISE ''not today''; END IF; RETURN new; END';
                        CREATE CONSTRAINT TRIGGER no_push AFTER INSERT ON gitsync_revisions
                            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no_push();""").execute());

        assertThat(push("forbidden\n")).isInstanceOf(PushResult.Refused.class);
        assertThat(wiki.live(page).content().text()).isEqualTo("start\n");
        assertThat(main()).isEqualTo(main);
        assertThat(push("allowed\n")).isInstanceOf(PushResult.Accepted.class);
        verify();
    }

    @Test
    void commitsPagesAndRefsWithTheTransactionOfTheEmbedder() throws Exception {
        PageId page = wiki.create(null, "A", "start\n", edit(0));
        sync.runOnce(space.id());
        ObjectId main = main();
        AtomicBoolean isBroken = new AtomicBoolean(true);
        GitSync surrounded = GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(jdbi))
                .repositories(new JdbiRepositoryStore(jdbi))
                .interceptor((push, work) -> jdbi.useTransaction(handle -> {
                    work.run();
                    if (push.stage() == PushInterceptor.Context.Stage.APPLY && isBroken.get()) {
                        throw new IllegalStateException("rolled back by the embedder");
                    }
                }))
                .build();

        assertThat(OnePush.push(surrounded, space, "pushed\n")).isInstanceOf(PushResult.Refused.class);
        assertThat(wiki.live(page).content().text()).isEqualTo("start\n");
        assertThat(main()).isEqualTo(main);
        isBroken.set(false);
        assertThat(OnePush.push(surrounded, space, "pushed\n")).isInstanceOf(PushResult.Accepted.class);
        assertThat(wiki.live(page).content().text()).isEqualTo("pushed\n");
        assertThat(main()).isNotEqualTo(main);
        verify();
    }

    private void verify() {
        assertThat(sync.verify(space.id()))
                .isInstanceOfSatisfying(
                        VerifyReport.Verified.class,
                        proof -> assertThat(proof.differences()).isEmpty());
    }

    private ObjectId main() throws Exception {
        try (Repository repository =
                new JdbiRepositoryStore(pool.jdbi()).open(space).git()) {
            return repository.resolve(Constants.R_HEADS + "main");
        }
    }

    private PushResult push(String text) throws Exception {
        return push(text, Integer.MAX_VALUE, false);
    }

    private PushResult push(String text, int cut, boolean afterIt) throws Exception {
        return OnePush.push(sync, space, text, () -> cutter.cut(cut, afterIt));
    }

    private static Provenance edit(int minute) {
        return Provenance.wiki(ADA, Instant.parse("2026-11-23T12:00:00Z").plusSeconds(60L * minute), "edit " + minute);
    }
}
