package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Contract tests for {@link dev.gitsync.repository.RepositoryStore}. Extend this class for your own store and implement
 * {@link #store()} and {@link #newSpace()}, and, if the store supports them, {@link #reopened()} and
 * {@link #directory}. The name of a failed test states the broken guarantee.
 *
 * <p>The superclasses test refs, packs and objects; this class tests repositories and concurrent access.
 */
@Timeout(120)
public abstract class RepositoryStoreContract extends RepositoryObjectsContract {
    private static final ObjectId NONE = ObjectId.zeroId();
    private static final int WRITERS = 4;

    /** Creates the contract; for subclasses. */
    protected RepositoryStoreContract() {}

    @Test
    void createsAnEmptyBareRepositoryWhoseHeadIsMain() throws Exception {
        try (Repository repository = store.open(space).git()) {
            assertThat(repository.isBare()).isTrue();
            assertThat(repository.getRefDatabase().getRefsByPrefix("refs/")).isEmpty();
            assertHeadIsMain(repository);
        }
    }

    @Test
    void keepsHeadAtMain() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId commit = commit(repository, "A");
            moveTogether(repository, move(MAIN, NONE, commit));

            assertThat(repository.resolve(Constants.HEAD)).isEqualTo(commit);
        }
    }

    /** Skipped for a store that can't list its repositories, which is permitted. */
    @Test
    void removesOneRepositoryAndKeepsTheOthers() throws Exception {
        Space removed = new Space(new SpaceId(space.id().value() + "-Removed"), space.tenant(), space.name());
        ObjectId commit = committed(removed);
        ObjectId kept = committed(space);
        Assumptions.assumeFalse(store.withPrefix(space.id().value()).isEmpty());
        assertThat(store.withPrefix(space.id().value())).containsExactlyInAnyOrder(space.id(), removed.id());
        assertThat(store.withPrefix(removed.id().value())).containsExactly(removed.id());

        store.remove(removed);
        store.remove(removed);
        assertThat(store.withPrefix(space.id().value())).containsExactly(space.id());
        try (Repository repository = store.open(space).git()) {
            assertThat(repository.resolve(MAIN)).isEqualTo(kept);
        }
        try (Repository repository = store.open(removed).git()) {
            assertThat(repository.getRefDatabase().getRefsByPrefix("refs/")).isEmpty();
            assertThat(repository.getObjectDatabase().has(commit)).isFalse();
        }
        assertThat(committed(removed)).isEqualTo(commit);
    }

    private ObjectId committed(Space into) throws Exception {
        try (Repository repository = store.open(into).git()) {
            ObjectId commit = commit(repository, "A");
            moveTogether(repository, move(MAIN, NONE, commit));
            return commit;
        }
    }

    @Test
    void opensTheSameRepositoryTwice() throws Exception {
        try (Repository before = store.open(space).git()) {
            ObjectId commit;
            try (Repository one = store.open(space).git()) {
                commit = commit(one, "A");
                assertThat(moveTogether(one, move(MAIN, NONE, commit))).isTrue();
            }
            try (Repository after = store.open(space).git()) {
                assertThat(ref(after, MAIN)).isEqualTo(commit);
                assertThat(message(after, commit)).isEqualTo("A\n");
            }
            assertThat(ref(before, MAIN)).isEqualTo(commit);
            assertThat(message(before, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void keepsFlushedAndReferencedObjects() throws Exception {
        ObjectId main;
        ObjectId wiki;
        try (Repository repository = store.open(space).git()) {
            main = commit(repository, "main");
            wiki = commit(repository, "wiki");
            moveTogether(repository, move(MAIN, NONE, main), move(WIKI, NONE, wiki));
        }

        try (Repository repository = reopened().open(space).git()) {
            assertThat(ref(repository, MAIN)).isEqualTo(main);
            assertThat(ref(repository, WIKI)).isEqualTo(wiki);
            assertThat(message(repository, wiki)).isEqualTo("wiki\n");
            assertHeadIsMain(repository);
        }
    }

    @Test
    void letsOneOfSeveralWritersMoveAllItsRefs() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId tip = commit(repository, "start");
            moveTogether(repository, move(MAIN, NONE, tip), move(WIKI, NONE, tip));
            for (int round = 0; round < 10; round++) {
                ObjectId from = tip;
                List<Callable<Boolean>> writers = new ArrayList<>();
                List<ObjectId> targets = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    String text = "round " + round + " writer " + i;
                    // The commit has the same id in every repository.
                    targets.add(commit(repository, text));
                    writers.add(() -> {
                        try (Repository own = store.open(space).git()) {
                            ObjectId to = commit(own, text);
                            return moveTogether(own, move(MAIN, from, to), move(WIKI, from, to));
                        }
                    });
                }
                List<Boolean> won = concurrently(writers);

                assertThat(won).containsOnlyOnce(true);
                tip = targets.get(won.indexOf(true));
                assertRefs(repository, Map.of(MAIN, tip, WIKI, tip));
            }
        }
    }

    @Test
    void opensANewSpaceInSeveralThreadsAtOnce() throws Exception {
        List<Callable<ObjectId>> tasks = IntStream.range(0, WRITERS * 2)
                .mapToObj(i -> (Callable<ObjectId>) () -> {
                    try (Repository repository = store.open(space).git()) {
                        assertHeadIsMain(repository);
                        ObjectId commit = commit(repository, "thread " + i);
                        assertThat(moveTogether(repository, move("refs/gitsync/thread" + i, NONE, commit)))
                                .isTrue();
                        return commit;
                    }
                })
                .toList();
        List<ObjectId> commits = concurrently(tasks);

        try (Repository repository = store.open(space).git()) {
            for (int i = 0; i < commits.size(); i++) {
                assertThat(ref(repository, "refs/gitsync/thread" + i)).isEqualTo(commits.get(i));
                assertThat(message(repository, commits.get(i))).isEqualTo("thread " + i + "\n");
            }
        }
    }

    @Test
    void showsWholeCommitsInOrderToReadersDuringWrites() throws Exception {
        int writes = 100;
        var done = new AtomicBoolean();
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            try (Repository repository = store.open(space).git()) {
                ObjectId tip = NONE;
                for (int i = 1; i <= writes; i++) {
                    ObjectId next = commit(repository, Integer.toString(i));
                    assertThat(moveTogether(repository, move(MAIN, tip, next), move(WIKI, tip, next)))
                            .isTrue();
                    tip = next;
                }
                return writes;
            } finally {
                done.set(true);
            }
        });
        for (int i = 0; i < 2; i++) {
            tasks.add(() -> readUntil(done));
        }

        assertThat(concurrently(tasks)).containsOnly(writes);
    }

    @Test
    void keepsOtherHandlesOpenIfOneIsClosed() throws Exception {
        try (Repository kept = store.open(space).git()) {
            for (int i = 0; i < 3; i++) {
                store.open(space).git().close();
            }
            ObjectId commit = commit(kept, "A");
            assertThat(moveTogether(kept, move(MAIN, NONE, commit))).isTrue();
            assertThat(message(kept, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void separatesRepositoriesOfSpacesWithUnusualIds() throws Exception {
        String suffix = "-" + space.id().value();
        Map<String, ObjectId> tips = new LinkedHashMap<>();
        for (String odd : List.of("a", "A", "_A", "-a", "aA", "Aa", "con", "NUL", "HEAD", "refs", "git", "-rf", "__")) {
            for (String id : List.of(odd + suffix, shortened(suffix, odd))) {
                try (Repository repository = store.open(named(id)).git()) {
                    assertThat(ref(repository, MAIN)).as(id).isEqualTo(NONE);
                    ObjectId tip = commit(repository, id);
                    assertThat(moveTogether(repository, move(MAIN, NONE, tip))).isTrue();
                    tips.put(id, tip);
                }
            }
        }

        for (Map.Entry<String, ObjectId> tip : tips.entrySet()) {
            try (Repository repository = reopened().open(named(tip.getKey())).git()) {
                assertThat(ref(repository, MAIN)).as(tip.getKey()).isEqualTo(tip.getValue());
            }
        }
    }

    /** Returns the longest id that ends with {@code odd} and {@code suffix}. */
    private static String shortened(String suffix, String odd) {
        return "x".repeat(128 - suffix.length() - odd.length()) + odd + suffix;
    }

    private static Space named(String id) {
        return new Space(new SpaceId(id), "", "Odd");
    }

    /** Reads until {@code done}, and returns the number in the newest commit seen after that. */
    private int readUntil(AtomicBoolean done) throws IOException {
        int newest = 0;
        boolean last;
        do {
            last = done.get();
            try (Repository repository = store.open(space).git()) {
                ObjectId main = ref(repository, MAIN);
                if (!main.equals(NONE)) {
                    int seen = Integer.parseInt(message(repository, main).strip());
                    assertThat(seen).isGreaterThanOrEqualTo(newest);
                    newest = seen;
                }
            }
        } while (!last);
        return newest;
    }

    private static void assertHeadIsMain(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        assertThat(head.isSymbolic()).isTrue();
        assertThat(head.getTarget().getName()).isEqualTo(MAIN);
    }
}
