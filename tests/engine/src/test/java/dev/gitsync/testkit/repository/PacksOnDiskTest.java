package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.tests.PackDepths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.transport.PackParser;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the files on disk after many writes. {@link RepositoryObjectsContract} tests that all objects can be read. */
final class PacksOnDiskTest {
    private static final String MAIN = "refs/heads/main";
    /** JGit's limit of 50 deltas, which does not count the first one. */
    private static final int MOST_DEPTH = 51;

    private static final int PUSHES = 2 * MOST_DEPTH + 10;

    private final Space space = new Space(new SpaceId("docs"), "", "Docs");
    private final Path objects;
    private final FileRepositoryStore store;

    PacksOnDiskTest(@TempDir Path root) {
        this.objects = root.resolve("docs.git/objects");
        this.store = new FileRepositoryStore(root);
    }

    @Test
    void joinsPacksOfManyWritesAndLeavesNoOtherFiles() throws Exception {
        List<ObjectId> commits = write(180, ObjectId.zeroId());
        for (Path mark : files(".keep")) {
            Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
        commits.addAll(write(20, commits.get(179)));
        files(".keep").forEach(PacksOnDiskTest::deleteWithIndex);

        assertThat(files(".pack")).hasSizeBetween(1, 30);
        assertThat(files(".idx")).hasSameSizeAs(files(".pack"));
        assertThat(files("")).hasSize(2 * files(".pack").size());
        assertThat(store.needsMaintenance(space)).isFalse();
        assertReadable(commits);
    }

    @Test
    void servesReadersDuringCompaction() throws Exception {
        List<ObjectId> first = write(30, ObjectId.zeroId());
        AtomicBoolean isDone = new AtomicBoolean();
        CompletableFuture<Integer> reading = CompletableFuture.supplyAsync(() -> {
            int rounds = 0;
            try (Repository repository = store.open(space).git()) {
                while (!isDone.get()) {
                    rounds++;
                    for (ObjectId commit : first) {
                        repository.open(commit).getCachedBytes();
                    }
                }
                return rounds;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            write(120, first.get(first.size() - 1));
        } finally {
            isDone.set(true);
        }
        assertThat(reading.get()).isPositive();
    }

    @Test
    void deletesUnreachableObjectsWithoutLooseObjects() throws Exception {
        List<ObjectId> dropped = write(20, ObjectId.zeroId());
        List<ObjectId> kept;
        try (Repository repository = store.open(space).git()) {
            kept = List.of(RepositoryStoreFixture.commit(repository, "kept"));
            move(repository, dropped.get(19), kept.get(0));
        }
        for (Path file : files("")) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }

        assertThat(store.maintain(space)).isTrue();

        assertThat(files("")).allMatch(file -> file.startsWith(objects.resolve("pack")));
        assertThat(files(".pack")).hasSize(1);
        assertReadable(kept);
        try (Repository repository = store.open(space).git()) {
            assertThat(repository.getObjectDatabase().has(dropped.get(0))).isFalse();
        }
    }

    /** Each push sends a delta on the one before, so reading the last one would read all of them. */
    @Test
    void limitsDeltaChainsOfManyPushes() throws Exception {
        List<DeltaPack.Item> pushed = new ArrayList<>();
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            for (int push = 0; push < PUSHES; push++) {
                var pack = new DeltaPack();
                String text = "version " + push + " ".repeat(100);
                pushed.add(push == 0 ? pack.whole(text) : pack.onId(pushed.get(push - 1), text));
                PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack.bytes()));
                parser.setAllowThin(true);
                parser.parse(NullProgressMonitor.INSTANCE);
            }
            TreeFormatter tree = new TreeFormatter();
            for (int i = 0; i < pushed.size(); i++) {
                tree.append(
                        String.format("%03d", i),
                        FileMode.REGULAR_FILE,
                        pushed.get(i).id());
            }
            ObjectId tip = RepositoryStoreFixture.commit(inserter, tree, "versions");
            inserter.flush();
            move(repository, ObjectId.zeroId(), tip);
        }
        assertThat(store.maintain(space)).isTrue();

        Map<ObjectId, Integer> depths = new HashMap<>();
        for (Path pack : files(".pack")) {
            PackDepths.of(Files.readAllBytes(pack)).forEach((id, depth) -> depths.merge(id, depth, Math::max));
        }
        assertThat(depths).containsKey(pushed.get(PUSHES - 1).id());
        // Where JGit ends a chain, it may find another delta later.
        assertThat(depths.values()).contains(MOST_DEPTH / 2).allMatch(depth -> depth <= 2 * MOST_DEPTH);
    }

    /** Moves main from commit to commit, and runs the pending compaction. */
    private List<ObjectId> write(int times, ObjectId from) throws IOException {
        List<ObjectId> commits = new ArrayList<>();
        ObjectId tip = from;
        for (int i = 0; i < times; i++) {
            try (Repository repository = store.open(space).git()) {
                ObjectId next = tip.equals(ObjectId.zeroId())
                        ? RepositoryStoreFixture.commit(repository, "0")
                        : RepositoryStoreFixture.commit(repository, "" + i, tip);
                move(repository, tip, next);
                commits.add(next);
                tip = next;
            }
            store.pendingCompaction(space).ifPresent(Runnable::run);
        }
        return commits;
    }

    /** Deletes the files of a pack that was replaced a moment ago. */
    private static void deleteWithIndex(Path mark) {
        try {
            Files.delete(Path.of(mark.toString().replace(".keep", ".idx")));
            Files.delete(mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Repository repository, ObjectId from, ObjectId to) throws IOException {
        assertThat(RepositoryStoreFixture.moveTogether(repository, new ReceiveCommand(from, to, MAIN)))
                .isTrue();
    }

    private void assertReadable(List<ObjectId> commits) throws IOException {
        try (Repository repository = store.open(space).git()) {
            for (ObjectId commit : commits) {
                assertThat(repository.open(commit).getCachedBytes()).isNotEmpty();
            }
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(objects)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }
}
