package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.VerifyReport;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.testkit.WikiEditor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting a branch in one transaction makes one commit, and so does restoring it, in the order of the real feed (faults P1). */
class DeletedBranchInDatabaseTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final PostgresPool pool = DATABASE.pool();
    private final Space space = DATABASE.newSpace();
    private final PageStore store = new JdbiPageStore(pool.jdbi());
    private final WikiEditor wiki = new WikiEditor(store, space);
    private final GitSync sync = GitSync.builder()
            .spaces(new JdbiSpaces(pool.jdbi()))
            .pages(store)
            .repositories(new JdbiRepositoryStore(pool.jdbi()))
            .build();

    @AfterEach
    void close() {
        sync.close();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pullsADeletedAndRestoredBranchAsTwoCommitsWithTheSameNames(boolean parentsFirst) throws Exception {
        PageId guide = wiki.create(null, "Guide", "guide\n", edit("Create"));
        PageId setup = wiki.create(guide, "Setup", "setup\n", edit("Create"));
        PageId notes = wiki.create(setup, "Notes", "notes\n", edit("Create"));
        PageId twin = wiki.create(setup, "NOTES", "more notes\n", edit("Create"));
        Map<String, ObjectId> before = pull();
        int commits = commits();
        List<PageId> pages =
                new ArrayList<>(parentsFirst ? List.of(guide, setup, notes, twin) : List.of(twin, notes, setup, guide));
        List<PageChange> deletions = new ArrayList<>();
        List<PageChange> restorations = new ArrayList<>();
        for (PageId id : pages) {
            deletions.add(new PageChange.Delete(id, 1, edit("Delete")));
            restorations.add(new PageChange.Restore(id, 2, wiki.live(id).content(), edit("Restore")));
        }

        apply(deletions);
        assertThat(pull()).isEmpty();
        assertThat(commits()).isEqualTo(commits + 1);
        apply(restorations);
        assertThat(pull()).isEqualTo(before);
        assertThat(commits()).isEqualTo(commits + 2);
    }

    private void apply(List<PageChange> changes) {
        assertThat(store.apply(space, changes, ApplyContext.edit("ada"))).isInstanceOf(ApplyResult.Applied.class);
    }

    private static Provenance edit(String message) {
        return Provenance.wiki(ADA, Instant.parse("2026-11-23T12:00:00Z"), message);
    }

    /** Returns the files of main after a pull. */
    private Map<String, ObjectId> pull() throws Exception {
        assertThat(sync.runOnce(space.id()).isCaughtUp()).isTrue();
        assertThat(((VerifyReport.Verified) sync.verify(space.id())).differences())
                .isEmpty();
        Map<String, ObjectId> files = new TreeMap<>();
        try (Repository repository = sync.open(space);
                TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(repository.resolve("main^{tree}"));
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(walk.getPathString(), walk.getObjectId(0));
            }
        }
        return files;
    }

    private int commits() throws Exception {
        try (Repository repository = sync.open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(repository.resolve("main")));
            int commits = 0;
            while (walk.next() != null) {
                commits++;
            }
            return commits;
        }
    }
}
