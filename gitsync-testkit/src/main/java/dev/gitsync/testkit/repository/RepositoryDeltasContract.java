package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.repository.pack.PackLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guarantees for received packs: the maximum number of objects, the maximum length of delta chains, and the
 * rejection of invalid packs.
 */
abstract class RepositoryDeltasContract extends RepositoryRefsContract {
    private static final int DEPTH = 4;
    private static final long PLENTY = 1 << 20;

    /** Returns whether the repositories of the store enforce their {@link PackLimits}. A store for use on a server must. */
    protected boolean boundsPacks() {
        return true;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void acceptsDeltaChainsUpToTheLimit(boolean byId) throws Exception {
        assumeTrue(boundsPacks(), "the store takes deltas however deep they are");
        assertTaken(DEPTH, PLENTY, chain(byId, DEPTH));
        assertRefused(DEPTH, PLENTY, chain(byId, DEPTH + 1));
    }

    @Test
    void countsDeltasOnStoredObjectsTowardsTheLimit() throws Exception {
        assumeTrue(boundsPacks(), "the store takes deltas however deep they are");
        var base = new DeltaPack.Item("in the repository", 0);
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, bytes(base.text()));
            inserter.flush();
            moveTogether(repository, move(STATE, ObjectId.zeroId(), blob));
        }
        for (int depth : List.of(DEPTH, DEPTH + 1)) {
            var pack = new DeltaPack();
            List<DeltaPack.Item> items = new ArrayList<>();
            items.add(pack.onId(base, depth + " 1"));
            for (int i = 2; i <= depth; i++) {
                items.add(pack.onOffset(items.get(items.size() - 1), depth + " " + i));
            }
            if (depth == DEPTH) {
                assertTaken(DEPTH, PLENTY, new Incoming(pack, items));
            } else {
                assertRefused(DEPTH, PLENTY, new Incoming(pack, items));
            }
        }
    }

    @Test
    void acceptsPacksUpToTheMaximumNumberOfObjects() throws Exception {
        assumeTrue(boundsPacks(), "the store takes packs however large they are");
        int objects = 5;
        Incoming incoming = chain(false, objects - 1);
        try (Repository repository = open(new PackLimits(objects - 1, objects, PLENTY))) {
            assertThatThrownBy(() -> receive(repository, incoming))
                    .asInstanceOf(InstanceOfAssertFactories.type(PackLimits.ExceededException.class))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(PackLimits.ExceededException.Limit.OBJECTS))
                    .satisfies(e -> assertThat(e).hasMessageContaining("5 objects"));
        }
        try (Repository repository = open(new PackLimits(objects, objects, PLENTY))) {
            receive(repository, incoming);
            assertThat(repository
                            .getObjectDatabase()
                            .has(incoming.items().get(0).id()))
                    .isTrue();
        }
    }

    /** Checks that objects that git can't read are not stored: git could not read the objects next to them either. */
    @Test
    void rejectsAPackThatGitCannotRead() throws Exception {
        assumeTrue(boundsPacks(), "the store takes what JGit takes");
        var pack = new DeltaPack();
        var odd = pack.wholeOfTooManyDigits("sixteen bytes ..");
        try (Repository repository = open(deltas(DEPTH, PLENTY))) {
            assertThatThrownBy(() -> receive(repository, new Incoming(pack, List.of(odd))))
                    .isInstanceOf(CorruptObjectException.class)
                    .hasMessageContaining("more digits");
            assertThat(repository.getObjectDatabase().has(odd.id())).isFalse();
        }
    }

    /**
     * Checks that the limit counts a base with several deltas until all of them are resolved, and each base below it,
     * but not the object in progress.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void limitsEntriesInUseAndReleasesIdleOnes(boolean byId) throws Exception {
        assumeTrue(boundsPacks(), "the store takes deltas however deep they are");
        Incoming forks = forks(byId);
        assertRefused(DEPTH, 2 * 1000 - 1, forks);
        assertTaken(DEPTH, 2 * 1000, forks(byId));
        assertTaken(DEPTH, 0, chain(byId, DEPTH));
    }

    /** Returns three levels of 1000 bytes, each except the last with two deltas on it. */
    private static Incoming forks(boolean byId) {
        var pack = new DeltaPack();
        List<DeltaPack.Item> items = new ArrayList<>();
        items.add(pack.whole("0".repeat(1000)));
        for (int level = 1; level <= 3; level++) {
            DeltaPack.Item base = items.get(items.size() - 1);
            items.add(add(pack, byId, base, "side " + level));
            items.add(add(pack, byId, base, Integer.toString(level).repeat(1000)));
        }
        return new Incoming(pack, items);
    }

    private static Incoming chain(boolean byId, int depth) {
        var pack = new DeltaPack();
        List<DeltaPack.Item> items = new ArrayList<>();
        items.add(pack.whole(byId + " whole " + depth));
        for (int i = 1; i <= depth; i++) {
            items.add(add(pack, byId, items.get(items.size() - 1), byId + " " + depth + " " + i));
        }
        return new Incoming(pack, items);
    }

    private static DeltaPack.Item add(DeltaPack pack, boolean byId, DeltaPack.Item base, String text) {
        return byId ? pack.onId(base, text) : pack.onOffset(base, text);
    }

    private void assertTaken(int maxDepth, long maxKeptBytes, Incoming incoming) throws IOException {
        try (Repository repository = open(deltas(maxDepth, maxKeptBytes))) {
            receive(repository, incoming);
            for (DeltaPack.Item item : incoming.items()) {
                assertThat(new String(repository.open(item.id()).getBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(item.text());
            }
        }
    }

    private void assertRefused(int maxDepth, long maxKeptBytes, Incoming incoming) throws IOException {
        try (Repository repository = open(deltas(maxDepth, maxKeptBytes))) {
            assertThatThrownBy(() -> receive(repository, incoming))
                    .asInstanceOf(InstanceOfAssertFactories.type(PackLimits.ExceededException.class))
                    .satisfies(e -> assertThat(e.limit()).isEqualTo(PackLimits.ExceededException.Limit.DELTAS));
            assertThat(repository
                            .getObjectDatabase()
                            .has(incoming.items().get(0).id()))
                    .isFalse();
        }
    }

    private Repository open(PackLimits limits) {
        return store.open(space, limits).git();
    }

    private static PackLimits deltas(int maxDepth, long maxBytes) {
        return new PackLimits(PackLimits.DEFAULT_MAX_OBJECTS, maxDepth, maxBytes);
    }

    private static void receive(Repository repository, Incoming incoming) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            var parser = inserter.newPackParser(
                    new ByteArrayInputStream(incoming.pack().bytes()));
            parser.setAllowThin(true);
            parser.parse(NullProgressMonitor.INSTANCE);
            inserter.flush();
        }
    }

    private record Incoming(DeltaPack pack, List<DeltaPack.Item> items) {}
}
