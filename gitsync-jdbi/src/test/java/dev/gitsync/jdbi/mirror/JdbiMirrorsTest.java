package dev.gitsync.jdbi.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.mirror.EnvironmentMirrorSecrets;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.SpaceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What an administration page does with mirrors, and what that means for a run of the mirror. */
class JdbiMirrorsTest {
    private static final TestDatabase DATABASE = MirrorTables.DATABASE;
    private static final ObjectId COMMIT = ObjectId.fromString("0123456789abcdef0123456789abcdef01234567");
    private static final RemoteCredentials CREDENTIALS = new RemoteCredentials.UserPassword("robot", "hunter2");

    private final JdbiMirrors mirrors =
            new JdbiMirrors(DATABASE.jdbi(), EncryptionKeys.of(new byte[32]), new EnvironmentMirrorSecrets(Map.of()));
    private final MirrorId id = new MirrorId("m-" + UUID.randomUUID());

    @Test
    void anIdIsTakenOnce() {
        mirrors.create(mirror("https://git.example.org/a", Options.defaults()));
        assertThatThrownBy(() -> mirrors.create(mirror("https://git.example.org/b", Options.defaults())))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("Mirror " + id + " can't be added: there is a mirror with this id. Choose another id.");
        assertThat(mirrors.find(id)).map(Mirror::url).contains(new RemoteUrl("https://git.example.org/a"));
    }

    @Test
    void whatIsNotThereIsNotChanged() {
        Mirror mirror = mirror("https://git.example.org/a", Options.defaults());
        assertThat(mirrors.update(mirror)).isFalse();
        assertThat(mirrors.setCredentials(id, CREDENTIALS)).isFalse();
        assertThat(mirrors.removeCredentials(id)).isFalse();
        assertThat(mirrors.newWebhookSecret(id)).isFalse();
        assertThat(mirrors.hasCredentials(id)).isFalse();
        assertThat(mirrors.delete(id)).isFalse();
        assertThat(mirrors.find(id)).isEmpty();
    }

    @Test
    void aDeletedMirrorLeavesNothing() {
        Mirror mirror = mirror("https://git.example.org/a", Options.defaults().credentials(JdbiMirrors.STORED));
        mirrors.create(mirror);
        mirrors.setCredentials(id, CREDENTIALS);
        run(state());
        assertThat(rows()).isPositive();

        assertThat(mirrors.delete(id)).isTrue();

        assertThat(rows()).isZero();
        assertThat(mirrors.credentials(mirror)).isEmpty();
        assertThat(mirrors.webhookSecret(mirror)).isEmpty();
    }

    @Test
    void aRunThatBeganBeforeADeletionSavesNothing() {
        Mirror mirror = mirror("https://git.example.org/a", Options.defaults());
        mirrors.create(mirror);
        MirrorState before = state();
        mirrors.delete(id);
        assertThat(mirrors.save(id, before)).isFalse();
        mirrors.create(mirror);
        for (int i = 0; i < 3; i++) {
            assertThat(mirrors.save(id, before))
                    .as("the state of the mirror that was deleted")
                    .isFalse();
            assertThat(mirrors.save(id, state())).isTrue();
        }
    }

    @Test
    void aNewMirrorDoesNotInheritFromOneOfTheSameIdElsewhere() {
        assertThat(mirrors.save(id, MirrorState.initial().paused(true))).isTrue();
        mirrors.add(report());
        mirrors.create(mirror("https://git.example.org/a", Options.defaults()));
        assertThat(state().withVersion(0)).isEqualTo(MirrorState.initial());
        assertThat(mirrors.reports(id, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://git.example.org/b, main, '', true, true",
        "https://git.example.org:444/a, main, '', true, false",
        "http://git.example.org/a, main, '', true, false",
        "https://other.example.org/a, main, '', true, false",
        "https://git.example.org/a, dev, '', true, true",
        "https://git.example.org/a, main, docs, true, true",
        "https://git.example.org/a, main, '', false, true"
    })
    void anotherRemoteIsMetAnewAndAnotherServerGetsNoOldCredentials(
            String url, String branch, String folder, boolean isAnew, boolean hasCredentials) {
        Options options = Options.defaults().credentials(JdbiMirrors.STORED);
        mirrors.create(mirror("https://git.example.org/a", options));
        mirrors.setCredentials(id, CREDENTIALS);
        run(state().paused(true));
        MirrorState before = state();
        Optional<String> webhook = mirrors.webhookSecret(mirror("https://git.example.org/a", options));

        Mirror changed = mirror(url, options.branch(branch).folder(folder).direction(Mirror.Direction.PUSH));
        assertThat(mirrors.update(changed)).isTrue();

        assertThat(mirrors.find(id)).contains(changed);
        assertThat(state().isPaused()).isTrue();
        assertThat(state().common()).isEqualTo(isAnew ? Optional.empty() : Optional.of(COMMIT));
        assertThat(state().last().isEmpty()).isEqualTo(isAnew);
        assertThat(mirrors.save(id, before)).as("a run with the old remote").isEqualTo(!isAnew);
        assertThat(mirrors.hasCredentials(id)).isEqualTo(hasCredentials);
        assertThat(mirrors.credentials(changed).isPresent()).isEqualTo(hasCredentials);
        assertThat(mirrors.webhookSecret(changed)).isEqualTo(webhook).isPresent();
    }

    /** A row of a newer version, or one that was written by hand. */
    @Test
    void aRowThatIsNoMirrorDoesNotStopTheOthers() {
        mirrors.create(mirror("https://git.example.org/a", Options.defaults()));
        String odd = "odd-" + id.value().substring(2, 10);
        DATABASE.jdbi().useHandle(handle -> handle.execute("""
                        INSERT INTO gitsync_mirrors (id, space_id, url, direction, branch, folder, poll_interval_ms)
                        VALUES (?, 'docs', 'quic://git.example.org/x', 'BOTH', 'main', '', 60000)""", odd));
        try {
            assertThat(mirrors.all()).extracting(Mirror::id).contains(id).doesNotContain(new MirrorId(odd));
            assertThat(mirrors.find(new MirrorId(odd))).isEmpty();
            assertThat(mirrors.update(mirror("https://git.example.org/b", Options.defaults())))
                    .isTrue();
        } finally {
            assertThat(mirrors.delete(new MirrorId(odd))).isTrue();
        }
    }

    /** Law 7: a poll asks for all mirrors and for all states, whatever their number. */
    @Test
    void aThousandMirrorsAreReadByOneQueryAndTheirStatesByAnother() {
        MirrorTables.clear();
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    INSERT INTO gitsync_mirrors (id, space_id, url, direction, branch, folder, poll_interval_ms)
                    SELECT 'many-' || i, 'space-' || i, 'https://git.example.org/' || i, 'BOTH', 'main', '', 60000
                    FROM generate_series(1, 1000) AS i""");
            handle.execute("""
                    INSERT INTO gitsync_mirror_states (mirror_id, version)
                    SELECT 'many-' || i, i FROM generate_series(1, 500) AS i""");
        });
        Collection<String> statements = new ArrayList<>();
        JdbiMirrors counted = new JdbiMirrors(
                TestDatabase.watched(Jdbi.create(DATABASE.url(), "postgres", "postgres"), statements),
                EncryptionKeys.none(),
                new EnvironmentMirrorSecrets(Map.of()));
        List<Mirror> all = counted.all();
        assertThat(all).hasSize(1000);
        assertThat(statements).hasSize(1);
        assertThat(counted.states(all.stream().map(Mirror::id).toList()).values())
                .hasSize(1000)
                .filteredOn(state -> state.version() > 0)
                .hasSize(500);
        assertThat(statements).hasSize(2);
        counted.states(List.of());
        assertThat(statements).hasSize(2);
        MirrorTables.clear();
    }

    @Test
    void aDatabaseThatCannotBeReachedIsAStoreException() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1");
        JdbiMirrors down = new JdbiMirrors(
                Jdbi.create(nowhere), EncryptionKeys.of(new byte[32]), new EnvironmentMirrorSecrets(Map.of()));
        Mirror mirror = mirror("https://git.example.org/a", Options.defaults().credentials(JdbiMirrors.STORED));
        List<Runnable> calls = List.of(
                down::all,
                () -> down.find(id),
                () -> down.states(List.of(id)),
                () -> down.save(id, MirrorState.initial()),
                () -> down.add(report()),
                () -> down.reports(id, 1),
                () -> down.remove(id),
                () -> down.credentials(mirror),
                () -> down.webhookSecret(mirror),
                () -> down.create(mirror),
                () -> down.setCredentials(id, CREDENTIALS));
        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(StoreException.class));
    }

    private Mirror mirror(String url, Options options) {
        return new Mirror(id, new SpaceId("docs"), new RemoteUrl(url), options);
    }

    private MirrorState state() {
        return mirrors.states(List.of(id)).getOrDefault(id, MirrorState.initial());
    }

    /** What a run leaves. */
    private void run(MirrorState before) {
        MirrorState after = new MirrorState(
                before.version(),
                before.isPaused(),
                Optional.of(COMMIT),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Optional.of(Instant.EPOCH),
                Optional.of(report()));
        assertThat(mirrors.save(id, after)).isTrue();
        mirrors.add(report());
    }

    private MirrorReport report() {
        return new MirrorReport(
                id, Instant.EPOCH, Outcome.PUSHED, "Pushed.", List.of(), Optional.of(COMMIT), Optional.of(COMMIT));
    }

    /** The rows of all tables that name the mirror. */
    private long rows() {
        return List.of("mirrors", "mirror_states", "mirror_reports", "mirror_secrets").stream()
                .mapToLong(table -> DATABASE.jdbi()
                        .withHandle(handle -> handle.createQuery(
                                        "SELECT count(*) FROM gitsync_" + table + " t WHERE t::text LIKE :id")
                                .bind("id", "%" + id.value() + "%")
                                .mapTo(Long.class)
                                .one()))
                .sum();
    }
}
