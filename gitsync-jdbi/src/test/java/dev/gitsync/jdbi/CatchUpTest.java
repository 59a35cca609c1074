package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Law 7 for what comes before every fetch: with nothing new it is two questions, where the refs are and what is new. */
class CatchUpTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    @Test
    void catchingUpWithNothingNewIsTwoQuestionsAndStillSeesTheNextEdit() throws Exception {
        Space space = DATABASE.newSpace();
        var editor = new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space);
        editor.create(null, "A", "a", edit());
        try (PostgresPool pool = DATABASE.pool();
                GitSync sync = sync(TestDatabase.watched(pool.jdbi(), statements))) {
            assertThat(sync.catchUp(space)).isInstanceOf(SyncReport.Pulled.class);
            assertThat(sync.catchUp(space)).isInstanceOf(SyncReport.UpToDate.class);

            statements.clear();
            assertThat(sync.catchUp(space)).isInstanceOf(SyncReport.UpToDate.class);
            assertThat(statements).hasSize(2);

            editor.create(null, "B", "b", edit());
            assertThat(sync.catchUp(space)).isInstanceOf(SyncReport.Pulled.class);
            assertThat(sync.verify(space.id()).isClean()).isTrue();
        }
    }

    private static GitSync sync(Jdbi jdbi) {
        return GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(jdbi))
                .repositories(new JdbiRepositoryStore(jdbi))
                .build();
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");
    }
}
