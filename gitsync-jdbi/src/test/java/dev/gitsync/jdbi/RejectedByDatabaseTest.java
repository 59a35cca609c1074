package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.GitSync;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL rejects some writes at every attempt; the client is not told to retry these (faults E2). */
class RejectedByDatabaseTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-11-23T12:00:00Z"), "edit");

    private final Jdbi jdbi = DATABASE.jdbi();
    private final Space space = DATABASE.newSpace();
    private final WikiEditor wiki = new WikiEditor(new JdbiPageStore(jdbi), space);

    /** Adds a rule of the operator: a text that begins with an SQL state is rejected with that state. */
    @BeforeAll
    static void addRule() {
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    CREATE FUNCTION reject() RETURNS trigger AS $$
                    BEGIN
                        IF NEW.text LIKE 'state %' THEN
                            RAISE EXCEPTION 'not here' USING ERRCODE = substr(NEW.text, 7, 5);
                        END IF;
                        RETURN NEW;
                    END $$ LANGUAGE plpgsql""");
            handle.execute("CREATE TRIGGER reject BEFORE INSERT ON gitsync_revisions"
                    + " FOR EACH ROW EXECUTE FUNCTION reject()");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "42501,true,FAILED",
        "23514,true,FAILED",
        "P0001,true,FAILED",
        "22000,true,FAILED",
        "40001,true,UNAVAILABLE",
        "53100,true,UNAVAILABLE",
        "42501,false,FAILED",
        "40001,false,UNAVAILABLE"
    })
    void refusalStatesWhetherARetryHelps(String state, boolean isOneTransaction, PushResult.Reason expected)
            throws Exception {
        PageId page = wiki.create(null, "A", "start\n", ADA);
        Jdbi ofRepositories = isOneTransaction ? jdbi : Jdbi.create(DATABASE.url(), "postgres", "postgres");
        try (GitSync sync = GitSync.builder()
                .spaces(new JdbiSpaces(jdbi))
                .pages(new JdbiPageStore(jdbi))
                .repositories(new JdbiRepositoryStore(ofRepositories))
                .build()) {
            sync.runOnce(space.id());

            assertThat(OnePush.push(sync, space, "state " + state + "\n"))
                    .isInstanceOfSatisfying(
                            PushResult.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(expected));

            assertThat(wiki.live(page).content().text()).isEqualTo("start\n");
            assertThat(OnePush.push(sync, space, "allowed\n")).isInstanceOf(PushResult.Accepted.class);
            assertThat(sync.verify(space.id()))
                    .isInstanceOfSatisfying(
                            VerifyReport.Verified.class,
                            proof -> assertThat(proof.differences()).isEmpty());
        }
    }

    @Test
    void reportsTheSameErrorToAnEditOfTheWiki() {
        PageId page = wiki.create(null, "A", "start\n", ADA);
        assertThatThrownBy(() -> wiki.edit(page, "state 23514", ADA))
                .isInstanceOf(StoreRejectedException.class)
                .hasMessageContaining("23514");
    }
}
