package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.FileRepositoryStore;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors on git storage that keeps what a run fetched private until it is taken in, and drops the rest. */
class MirrorOnDiskTest {
    @TempDir
    private Path directory;

    private MirrorFixture site;

    @BeforeEach
    void onDisk() {
        site = new MirrorFixture(
                new FileRepositoryStore(directory), new InMemoryMirrorStateStore(), builder -> builder);
    }

    @Test
    void takesInMergesAndPushes() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        site.commitThere("Usage.md", "from there", "Edit there");

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void joinsHistories() throws IOException {
        site.page("Setup", "from here");
        site.commitThere("Setup.md", "from there", "Edit there");
        site.run(Outcome.UNRELATED);
        site.decide(Decision.JOIN_KEEPING_WIKI);

        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }

    @Test
    void takesInTheCommitsBeforeAConflictOneAfterTheOther() throws IOException {
        PageId setup = site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        site.edit(setup, "from here");
        for (int i = 0; i < 3; i++) {
            site.commitThere("Page " + i + ".md", "text", "Page " + i);
        }
        ObjectId conflict = site.commitThere("Setup.md", "from there", "Edit there");

        site.run(Outcome.CONFLICT);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Page 0", "Page 1", "Page 2");
        site.assertVerified();
        ObjectId branch = site.there.branch("gitsync/handbook");
        site.there.set("main", site.there.at(branch).merge(conflict, "Merge"));
        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
    }

    @Test
    void keepsNothingOfCommitsThatAreRefused() throws IOException {
        site.page("Setup", "text");
        site.run(Outcome.PUSHED);
        ObjectId refused = site.commitThere("con.md", "reserved", "Reserved name");

        site.run(Outcome.REFUSED_BY_WIKI);
        try (Repository git = site.repositories.open(site.space).git()) {
            assertThat(git.getObjectDatabase().has(refused)).isFalse();
        }
    }
}
