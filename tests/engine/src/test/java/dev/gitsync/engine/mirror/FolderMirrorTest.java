package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.internal.mirror.folder.FolderHistory;
import dev.gitsync.internal.mirror.maintenance.MaintainedRepositories;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.Mirror.Direction;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror that maps the space to the folder {@code docs} of a code repository. */
class FolderMirrorTest {
    private final MirrorFixture site = new MirrorFixture().folder("docs");

    @BeforeEach
    void beginWithCode() throws IOException {
        site.commitThere("Main.java", "1", "Code");
    }

    @Test
    void takesInOnlyTheCommitsOfTheFolder() throws IOException {
        site.commitThere("docs/Setup.md", "first", "Docs");
        site.commitThere("Main.java", "2", "More code");
        site.commitThere("docs/Setup.md", "second", "More docs");

        assertThat(site.run(Outcome.TAKEN_IN).details()).containsExactly("created Setup.md");
        assertThat(site.here().log(site.main())).containsExactly("More docs", "Docs");
        assertThat(site.titles()).containsExactly("Setup");
        assertSettled();
    }

    @Test
    void beginsTheFolderWithTheWikisPages() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);

        assertThat(site.there.files(tip())).containsOnlyKeys("Main.java", "docs/Setup.md");
        assertThat(site.there.log(tip())).contains("Code");
        assertSettled();
        site.run(Outcome.UP_TO_DATE);
    }

    @Test
    void goesBothWaysWithoutEcho() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId pushed = tip();

        site.edit(setup, "from here");
        site.run(Outcome.PUSHED);
        assertThat(site.there.read(tip(), "docs/Setup.md")).isEqualTo("from here");
        site.commitThere("docs/Usage.md", "from there", "There");
        site.run(Outcome.TAKEN_IN);
        site.run(Outcome.UP_TO_DATE);

        site.edit(setup, "again");
        site.commitThere("docs/Usage.md", "again", "There again");
        site.run(Outcome.BOTH_WAYS);
        site.run(Outcome.UP_TO_DATE);
        assertThat(site.there.log(tip())).contains("Code").containsOnlyOnce("There", "There again", "Edit to again");
        assertThat(isIn(pushed, tip())).isTrue();
        assertSettled();
    }

    @Test
    void followsCommitsThatOnlyTouchTheCode() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId main = site.main();
        ObjectId code = site.commitThere("Main.java", "2", "More code");
        site.run(Outcome.UP_TO_DATE);
        assertThat(site.main()).isEqualTo(main);

        site.edit(setup, "edited");
        site.run(Outcome.PUSHED);
        assertThat(site.there.read(tip(), "Main.java")).isEqualTo("2");
        assertThat(isIn(code, tip())).isTrue();
        assertSettled();
    }

    @Test
    void takesInTheHalfOfACommitThatTouchesBoth() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId both = site.there
                .at(tip())
                .write("Main.java", "2")
                .write("docs/Usage.md", "usage")
                .commit("Both");
        site.there.set("main", both);

        assertThat(site.run(Outcome.TAKEN_IN).details()).containsExactly("created Usage.md");
        assertThat(tip()).isEqualTo(both);
        assertSettled();
    }

    @Test
    void putsTheWikisSideOfAConflictOnABranch() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        ObjectId there = site.commitThere("docs/Setup.md", "from there", "There");
        site.commitThere("Main.java", "2", "More code");

        assertThat(site.run(Outcome.CONFLICT).details()).anyMatch(line -> line.contains("Setup"));
        ObjectId branch = site.there.branch("gitsync/handbook");
        assertThat(site.there.files(branch)).containsOnlyKeys("Main.java", "docs/Setup.md");
        assertThat(site.there.read(branch, "docs/Setup.md")).isEqualTo("from here");
        assertThat(isIn(there, tip())).isTrue();

        site.edit(setup, "from here again");
        site.run(Outcome.CONFLICT);
        assertThat(isIn(branch, site.there.branch("gitsync/handbook"))).isTrue();

        ObjectId solved = site.there
                .at(tip())
                .write("docs/Setup.md", "solved")
                .merge(site.there.branch("gitsync/handbook"), "Solve");
        site.there.set("main", solved);
        site.run(Outcome.TAKEN_IN);
        assertThat(site.text(setup)).isEqualTo("solved");
        assertThat(tip()).isEqualTo(solved);
        assertSettled();
    }

    @Test
    void saysHowFarALongTranslationIs() throws IOException {
        long[] time = {0, Duration.ofMinutes(1).toNanos()};
        MirrorFixture slow = new MirrorFixture(builder -> Clocks.of(builder, () -> time[0] += time[1]));
        slow.folder("docs");
        for (int i = 0; i < 60; i++) {
            slow.commitThere("docs/Setup.md", "text " + i, "Docs " + i);
        }

        assertThat(slow.run(Outcome.IN_PROGRESS).sentence())
                .matches("Translated \\d+ of 60 commits of the remote's branch main for the folder docs; the next run"
                        + " continues\\.");
        time[1] = 0;
        slow.run(Outcome.TAKEN_IN);
        assertThat(slow.here().log(slow.main())).hasSize(60);
    }

    @Test
    void leavesADeletedFolderToTheDeleteGuard() throws IOException {
        for (int i = 0; i < 20; i++) {
            site.page("Page " + i, "text");
        }
        site.run(Outcome.PUSHED);
        ObjectId before = tip();
        ObjectId deleted = site.there.at(tip()).delete("docs").commit("Delete docs");
        site.there.set("main", deleted);

        MirrorReport report = site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(report.sentence()).contains("delete");
        assertThat(site.titles()).hasSize(20);
        assertThat(tip()).isEqualTo(deleted);

        site.there.set("main", site.there.at(before).merge(deleted, "Bring docs back"));
        site.run(Outcome.TAKEN_IN);
        assertThat(site.titles()).hasSize(20);
        assertSettled();
    }

    @Test
    void waitsUntilAFileIsOutOfTheWay() throws IOException {
        site.page("Setup", "text");
        site.commitThere("docs", "a file", "File");
        assertThat(site.run(Outcome.REFUSED_BY_WIKI).sentence()).contains("docs is a file");

        site.there.set("main", site.there.at(tip()).delete("docs").commit("Delete file"));
        site.run(Outcome.PUSHED);
        assertSettled();
    }

    @Test
    void tellsARewindOfTheFolderFromOneOfTheCode() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId docs = tip();
        site.commitThere("Main.java", "2", "More code");
        site.run(Outcome.UP_TO_DATE);
        site.there.set("main", docs);
        site.run(Outcome.UP_TO_DATE);

        site.edit(setup, "edited");
        site.run(Outcome.PUSHED);
        ObjectId edited = tip();
        site.there.set("main", docs);
        assertThat(site.run(Outcome.REWOUND).sentence())
                .contains("older commit, " + MirrorTest.shown(docs), "Set it to " + MirrorTest.shown(edited));
        site.decide(Decision.CONTINUE);
        site.run(Outcome.PUSHED);
        assertSettled();
    }

    @Test
    void forgetsEverythingAndFindsTheSameCommits() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.commitThere("docs/Usage.md", "usage", "Usage");
        site.edit(setup, "edited");
        site.run(Outcome.BOTH_WAYS);
        ObjectId main = site.main();
        ObjectId tip = tip();

        new Clone(this::own).setRef("refs/gitsync/folder", ObjectId.zeroId());
        site.run(Outcome.UP_TO_DATE);
        assertThat(site.main()).isEqualTo(main);
        assertThat(tip()).isEqualTo(tip);
        site.edit(setup, "again");
        site.run(Outcome.PUSHED);
        assertSettled();
    }

    @Test
    void continuesWhereverTheConnectionBreaks() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        int runs = 0;
        for (int call = 1; call <= 5; call++) {
            for (boolean after : List.of(false, true)) {
                runs++;
                site.edit(setup, "here " + runs);
                site.commitThere("docs/Usage.md", "there " + runs, "There " + runs);
                site.remote.cut(call, after);
                site.run();
                site.remote.clearFaults();
                site.run();
                site.run(Outcome.UP_TO_DATE);
                assertThat(site.there.read(tip(), "docs/Setup.md")).isEqualTo("here " + runs);
                assertThat(site.there.log(tip())).containsOnlyOnce("There " + runs, "Edit to here " + runs);
            }
        }
        assertSettled();
    }

    @Test
    void onlyReadsWithDirectionPull() throws IOException {
        site.direction(Direction.PULL);
        site.commitThere("docs/Setup.md", "text", "Docs");
        site.run(Outcome.TAKEN_IN);
        ObjectId tip = tip();
        site.page("Usage", "text");
        site.run();
        assertThat(tip()).isEqualTo(tip);
    }

    @Test
    void saysThatThereIsNoFolderToReadYet() {
        site.direction(Direction.PULL);
        site.page("Setup", "text");
        assertThat(site.run(Outcome.UP_TO_DATE).sentence())
                .isEqualTo("The remote has no folder docs yet, and this mirror only pulls.");
    }

    @Test
    void joinsAFolderAndAWikiThatBothHavePages() throws IOException {
        ObjectId there = site.commitThere("docs/Setup.md", "there", "Docs");
        site.page("Usage", "here");
        site.run(Outcome.UNRELATED);
        site.decide(Decision.JOIN_KEEPING_WIKI);
        site.run();
        site.run(Outcome.UP_TO_DATE);

        assertThat(site.there.files(tip())).containsOnlyKeys("Main.java", "docs/Setup.md", "docs/Usage.md");
        assertThat(isIn(there, tip())).isTrue();
        assertSettled();
    }

    @Test
    void keepsTheRemotesCommitsThroughMaintenanceOnDisk(@TempDir Path directory)
            throws IOException, InterruptedException {
        MirrorFixture disk = new MirrorFixture(
                        new FileRepositoryStore(directory), new InMemoryMirrorStateStore(), builder -> builder)
                .folder("docs");
        disk.commitThere("Main.java", "1", "Code");
        disk.commitThere("docs/Setup.md", "text", "Docs");
        disk.run(Outcome.TAKEN_IN);
        PageId usage = disk.page("Usage", "text");
        disk.run(Outcome.PUSHED);

        assertThat(new MaintainedRepositories(disk.spaces, directoryOf(disk)).enabled())
                .contains(FolderHistory.repository(MirrorFixture.ID));
        assertThat(disk.repositories.maintain(FolderHistory.repository(MirrorFixture.ID)))
                .isTrue();
        disk.edit(usage, "edited");
        disk.commitThere("Main.java", "2", "More code");
        disk.run(Outcome.PUSHED);
        assertThat(disk.there.read(disk.there.branch("main"), "Main.java")).isEqualTo("2");
        assertThat(disk.there.read(disk.there.branch("main"), "docs/Usage.md")).isEqualTo("edited");
        disk.run(Outcome.UP_TO_DATE);
    }

    private static MirrorDirectory directoryOf(MirrorFixture fixture) {
        return new MirrorDirectory() {
            @Override
            public Optional<Mirror> find(MirrorId id) {
                return Optional.of(fixture.mirror());
            }

            @Override
            public List<Mirror> all() {
                return List.of(fixture.mirror());
            }
        };
    }

    @Test
    void asksAnIdleRemoteOnlyForItsBranches() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.remote.clearFaults();
        site.run(Outcome.UP_TO_DATE);
        assertThat(site.remote.calls()).containsExactly(RemoteCall.CONNECT, RemoteCall.HEADS);
    }

    private ObjectId tip() throws IOException {
        return site.there.branch("main");
    }

    private Repository own() {
        return site.repositories
                .open(FolderHistory.repository(MirrorFixture.ID))
                .git();
    }

    private boolean isIn(ObjectId older, ObjectId newer) throws IOException {
        return site.there.contains(newer, older);
    }

    /** The folder is main, and what lies outside is what the newest commit of others says. */
    private void assertSettled() throws IOException {
        SortedMap<String, ObjectId> inside = new TreeMap<>();
        site.there.files(tip()).forEach((path, file) -> {
            if (path.startsWith("docs/")) {
                inside.put(path.substring("docs/".length()), file);
            }
        });
        assertThat(inside).isEqualTo(site.here().files(site.main()));
        site.assertVerified();
    }
}
