package dev.gitsync.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.Mirror.Options;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorValuesTest {
    private static final Options DEFAULTS = Options.defaults();

    @Test
    void theDefaultsAreBothWaysOfTheWholeMainBranch() {
        assertThat(DEFAULTS.direction()).isEqualTo(Direction.BOTH);
        assertThat(DEFAULTS.branch()).isEqualTo("main");
        assertThat(DEFAULTS.folder()).isEmpty();
        assertThat(DEFAULTS.credentials()).isEmpty();
        assertThat(DEFAULTS.pollInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void eachMethodChangesOneOption() {
        Options changed = DEFAULTS.direction(Direction.PULL)
                .branch("dev")
                .folder("docs")
                .credentials("env:X")
                .pollInterval(Duration.ofHours(1));
        assertThat(changed.direction(Direction.BOTH).branch()).isEqualTo("dev");
        assertThat(changed.branch("main").folder()).isEqualTo("docs");
        assertThat(changed.folder("").credentials()).contains("env:X");
        assertThat(changed.credentials("stored").pollInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.pollInterval(Duration.ofDays(1)).direction()).isEqualTo(Direction.PULL);
    }

    @Test
    void directionsSayWhichWayCommitsFlow() {
        assertThat(Direction.PUSH.isOutwards()).isTrue();
        assertThat(Direction.PUSH.isInwards()).isFalse();
        assertThat(Direction.PULL.isOutwards()).isFalse();
        assertThat(Direction.PULL.isInwards()).isTrue();
        assertThat(Direction.BOTH.isOutwards() && Direction.BOTH.isInwards()).isTrue();
    }

    @Test
    void theConflictBranchIsNamedAfterTheSpace() {
        Mirror mirror = new Mirror(
                new MirrorId("m"), new SpaceId("docs"), new RemoteUrl("https://git.example.org/x"), DEFAULTS);
        assertThat(mirror.conflictBranch()).isEqualTo("gitsync/docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "feature/x", "Übersicht", "gitsync-x", "release-1.0", "v1@x"})
    void acceptsBranches(String branch) {
        assertThat(DEFAULTS.branch(branch).branch()).isEqualTo(branch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a..b",
                "/a",
                "a/",
                "a//b",
                "a.lock",
                ".a",
                "a/.b",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "a[",
                "a\\b",
                "a\u0000",
                "a\n",
                "a@{b",
                "gitsync",
                "gitsync/docs",
                "-a",
                "HEAD"
            })
    void refusesBranches(String branch) {
        assertThatThrownBy(() -> DEFAULTS.branch(branch))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("The branch of a mirror must be the short name of a git branch, such as main,"
                        + " and must not be gitsync or begin with gitsync/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs", "site/handbook", "docs v2", ".github/wiki", "Büro", "a.lock", "a~b", "-x"})
    void acceptsFolders(String folder) {
        assertThat(DEFAULTS.folder(folder).folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/docs",
                "docs/",
                "a//b",
                ".",
                "..",
                "a/../b",
                "./a",
                ".git",
                "a/.GIT/b",
                "git~1",
                "a\u0000",
                "a\nb",
                "a\ud83d"
            })
    void refusesFolders(String folder) {
        assertThatThrownBy(() -> DEFAULTS.folder(folder))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The folder of a mirror must be a path such as docs or site/handbook, without slashes at its"
                                + " ends");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stored", "env:WIKI_REMOTE", "vault:secret/data/wiki#token"})
    void acceptsReferencesToCredentials(String reference) {
        assertThat(DEFAULTS.credentials(reference).credentials()).contains(reference);
    }

    /** A token that was pasted in place of a reference must not get into logs, or into the database. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "hunter2",
                "Stored",
                "env:",
                ":x",
                "env:a b",
                "env:a\n",
                "a-b",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE="
            })
    void refusesWhatIsNoReferenceAndDoesNotRepeatIt(String reference) {
        assertThatThrownBy(() -> DEFAULTS.credentials(reference))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(
                        "The credentials of a mirror must be a reference such as stored or env:WIKI_REMOTE, and never"
                                + " the secret itself");
    }

    @Test
    void pollIntervalsAreFromASecondToAYear() {
        assertThat(DEFAULTS.pollInterval(Duration.ofSeconds(1)).pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(DEFAULTS.pollInterval(Duration.ofDays(365)).pollInterval()).isEqualTo(Duration.ofDays(365));
        for (Duration wrong : new Duration[] {
            Duration.ofMillis(999),
            Duration.ZERO,
            Duration.ofSeconds(-5),
            Duration.ofDays(365).plusMillis(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            assertThatThrownBy(() -> DEFAULTS.pollInterval(wrong))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage("The poll interval of a mirror must be from 1 second to 365 days");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-_9", "1234567890123456789012345678901234567890123456789012345678901234"})
    void acceptsIds(String id) {
        assertThat(new MirrorId(id)).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "a.b",
                "ä",
                "a\n",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesIds(String id) {
        assertThat(MirrorId.isValid(id)).isFalse();
        assertThatThrownBy(() -> new MirrorId(id)).isInstanceOf(InvalidInputException.class);
    }

    /** By that, maintenance knows a process without mirrors, which must not remove the repositories of those of others. */
    @Test
    void directoriesWithoutMirrorsAreEqual() {
        assertThat(MirrorDirectory.none()).isEqualTo(MirrorDirectory.none()).hasSameHashCodeAs(MirrorDirectory.none());
        assertThat(MirrorDirectory.none()).isNotEqualTo(MirrorDirectory.composite(List.of()));
        assertThat(MirrorDirectory.none().all()).isEmpty();
    }
}
