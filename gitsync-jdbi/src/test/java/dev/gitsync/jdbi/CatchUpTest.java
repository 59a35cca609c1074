package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.testkit.WikiEditor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Law 7 for the catch-up before every fetch: with nothing new it takes two queries, one for the refs and one for the feed. */
class CatchUpTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    @Test
    void catchesUpWithTwoQueriesIfNothingIsNewAndFindsTheNextEdit() throws Exception {
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

    /**
     * Advertising reuses what the catch-up has read. For a push it also reads the commit of a recent edit, which is in
     * a pack.
     */
    @Test
    void readsPacksToAdvertiseForPushesOnly() throws Exception {
        Space space = DATABASE.newSpace();
        new WikiEditor(new JdbiPageStore(DATABASE.jdbi()), space).create(null, "A", "a", edit());
        try (PostgresPool pool = DATABASE.pool();
                GitSync sync = sync(TestDatabase.watched(pool.jdbi(), statements))) {
            SyncReport.Pulled pulled = (SyncReport.Pulled) sync.catchUp(space);

            for (boolean isPush : new boolean[] {false, true}) {
                statements.clear();
                SyncReport report = sync.catchUp(space);
                ByteArrayOutputStream advertised = new ByteArrayOutputStream();
                var advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(advertised));
                try (Repository repository = sync.open(space)) {
                    RefAdvertisement advertisement = sync.advertise(repository, report);
                    if (isPush) {
                        advertisement.sendForPush(advertiser);
                    } else {
                        advertisement.uploadPack().sendAdvertisedRefs(advertiser);
                    }
                }
                assertThat(advertised.toString(StandardCharsets.UTF_8)).contains(pulled.main() + " refs/heads/main");
                assertThat(statements).hasSize(isPush ? 3 : 2);
            }
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
