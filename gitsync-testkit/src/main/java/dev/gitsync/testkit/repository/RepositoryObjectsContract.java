package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.BundleWriter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;

/** The guarantees for the objects in a repository. */
abstract class RepositoryObjectsContract extends RepositoryInsertsContract {
    @Test
    void readsObjectsAfterAFlushAndPublishesThemOnceARefMoves() throws Exception {
        try (Repository one = store.open(space).git();
                Repository other = store.open(space).git()) {
            ObjectId commit = commit(one, "A");
            assertThat(message(one, commit)).isEqualTo("A\n");

            moveTogether(one, move(MAIN, ObjectId.zeroId(), commit));
            assertThat(ref(other, MAIN)).isEqualTo(commit);
            assertThat(message(other, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void publishesObjectsOfSeveralFlushesOnceARefMoves() throws Exception {
        ObjectId second;
        try (Repository repository = store.open(space).git()) {
            ObjectId first = commit(repository, "first");
            second = commit(repository, "second", first);
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), second));
        }
        try (Repository repository = reopened().open(space).git();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(second));
            assertThat(walk).hasSize(2);
        }
    }

    @Test
    void publishesNoObjectsIfTheRefDoesNotMove() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId first = commit(repository, "first");
            assertThat(moveTogether(repository, move(MAIN, first, first))).isFalse();

            ObjectId second = commit(repository, "second", first);
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), second));
            try (Repository other = reopened().open(space).git()) {
                assertThat(message(other, first)).isEqualTo("first\n");
            }
        }
    }

    @Test
    void readsAPushedPack() throws Exception {
        try (Repository from = store.open(anotherSpace()).git();
                Repository to = store.open(space).git()) {
            ObjectId first = commit(from, "first");
            ObjectId second = commit(from, "second", first);

            try (ObjectInserter inserter = to.newObjectInserter()) {
                var parser = inserter.newPackParser(new ByteArrayInputStream(pack(from, second)));
                parser.parse(NullProgressMonitor.INSTANCE);
                inserter.flush();
            }

            assertThat(message(to, first)).isEqualTo("first\n");
            assertThat(message(to, second)).isEqualTo("second\n");
        }
    }

    @Test
    void discardsPrivateObjectsWithoutARef() throws Exception {
        assumeTrue(forgetsWhatNoRefPointsTo(), "the store keeps what it was given until maintenance, or for good");
        ObjectId main;
        try (Repository repository = store.open(space).git()) {
            main = commit(repository, "main");
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), main));
        }
        List<String> before = files();
        List<ObjectId> orphans = new ArrayList<>();
        try (Repository from = store.open(anotherSpace()).git();
                Repository repository = store.open(space).git();
                Repository other = store.open(space).git();
                ObjectInserter bulk = repository.newObjectInserter();
                ObjectInserter receiver = repository.newObjectInserter()) {
            orphans.add(commit(repository, "inserted", main));
            orphans.add(commit(bulk, "in bulk", main));
            bulk.flush();
            ObjectId pushed = commit(from, "received");
            receiver.newPackParser(new ByteArrayInputStream(pack(from, pushed))).parse(NullProgressMonitor.INSTANCE);
            receiver.flush();
            orphans.add(pushed);
            assertThat(moveTogether(repository, move(MAIN, pushed, orphans.get(0))))
                    .isFalse();

            for (ObjectId orphan : orphans) {
                assertThat(repository.getObjectDatabase().has(orphan)).isTrue();
                assertThat(other.getObjectDatabase().has(orphan)).isFalse();
            }
        }

        assertThat(files()).isEqualTo(before);
        try (Repository repository = reopened().open(space).git()) {
            for (ObjectId orphan : orphans) {
                assertThat(repository.getObjectDatabase().has(orphan)).isFalse();
            }
        }
    }

    @Test
    void publishesObjectsOfALaterInsertWithTheNextMove() throws Exception {
        try (Repository repository = store.open(space).git();
                Repository other = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader();
                RevWalk walk = new RevWalk(reader)) {
            ObjectId first = commit(inserter, "first");
            inserter.flush();
            assertThat(moveTogether(repository, move(MAIN, ObjectId.zeroId(), first)))
                    .isTrue();

            ObjectId second = commit(inserter, "second", first);
            inserter.flush();
            assertThat(walk.parseCommit(first).getFullMessage()).isEqualTo("first\n");
            assertThat(walk.parseCommit(second).getFullMessage()).isEqualTo("second\n");
            assertThat(moveTogether(repository, move(MAIN, first, second))).isTrue();
            assertThat(message(other, ref(other, MAIN))).isEqualTo("second\n");
            assertThat(message(repository, first)).isEqualTo("first\n");
        }
    }

    private List<String> files() throws IOException {
        Optional<Path> directory = directory(space);
        if (directory.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory.get())) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    /** Returns a pack of all objects reachable from a commit, as a push sends it: a bundle without its header. */
    static byte[] pack(Repository repository, ObjectId tip) throws IOException {
        var bundle = new ByteArrayOutputStream();
        BundleWriter writer = new BundleWriter(repository);
        writer.include(MAIN, tip);
        writer.writeBundle(NullProgressMonitor.INSTANCE, bundle);
        int header = bundle.toString(StandardCharsets.ISO_8859_1).indexOf("\n\nPACK") + 2;
        return Arrays.copyOfRange(bundle.toByteArray(), header, bundle.size());
    }

    @Test
    void keepsReachableObjectsInCompactionAndMaintenance() throws Exception {
        List<ObjectId> commits = new ArrayList<>();
        ObjectId tip = ObjectId.zeroId();
        try (Repository reader = store.open(space).git();
                Repository writer = store.open(space).git()) {
            for (int i = 0; i < 60; i++) {
                ObjectId next = tip.equals(ObjectId.zeroId()) ? commit(writer, "0") : commit(writer, "" + i, tip);
                moveTogether(writer, move(MAIN, tip, next));
                commits.add(next);
                tip = next;
                assertThat(message(reader, ref(reader, MAIN))).isEqualTo(i + "\n");
                store.pendingCompaction(space).ifPresent(Runnable::run);
                if (i == 30) {
                    store.maintain(space);
                }
            }
            ObjectId received = commit(writer, "on its way", tip);
            store.pendingCompaction(space).ifPresent(Runnable::run);
            boolean isDone = store.maintain(space);
            assertThat(isDone && store.needsMaintenance(space)).isFalse();
            for (int i = 0; i < commits.size(); i++) {
                assertThat(message(reader, commits.get(i))).isEqualTo(i + "\n");
            }
            assertThat(moveTogether(writer, move(MAIN, tip, received))).isTrue();
        }
        try (Repository repository = reopened().open(space).git();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ref(repository, MAIN)));
            assertThat(walk).hasSize(61);
        }
    }

    @Test
    void needsNoMaintenanceDirectlyAfterMaintenance() throws Exception {
        ObjectId tip = ObjectId.zeroId();
        for (int i = 0; i < 25; i++) {
            try (Repository repository = store.open(space).git();
                    ObjectInserter inserter = repository.newObjectInserter()) {
                ObjectId next = tip.equals(ObjectId.zeroId()) ? commit(inserter, "0") : commit(inserter, "" + i, tip);
                inserter.flush();
                moveTogether(repository, move(MAIN, tip, next));
                tip = next;
            }
        }
        if (store.needsMaintenance(space)) {
            assertThat(store.maintain(space)).isTrue();
            assertThat(store.needsMaintenance(space)).isFalse();
        }
        try (Repository repository = reopened().open(space).git();
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(tip));
            assertThat(walk).hasSize(25);
        }
    }

    /** Checks a submodule, whose commit is in no repository of the server. */
    @Test
    void keepsSubmodulesAndSymbolicLinksInMaintenanceAndPacks() throws Exception {
        ObjectId tip = ObjectId.zeroId();
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            for (int i = 0; i < 25; i++) {
                TreeFormatter tree = new TreeFormatter();
                tree.append("lib", FileMode.GITLINK, ObjectId.fromString("%040x".formatted(1 + i)));
                tree.append("link", FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, bytes("lib/" + i)));
                ObjectId next = tip.equals(ObjectId.zeroId())
                        ? commit(inserter, tree, "0")
                        : commit(inserter, tree, "" + i, tip);
                inserter.flush();
                moveTogether(repository, move(MAIN, tip, next));
                tip = next;
                store.pendingCompaction(space).ifPresent(Runnable::run);
            }
        }
        store.maintain(space);
        try (Repository repository = reopened().open(space).git();
                RevWalk walk = new RevWalk(repository);
                TreeWalk tree = TreeWalk.forPath(repository, "lib", walk.parseTree(tip))) {
            assertThat(tree.getFileMode(0)).isEqualTo(FileMode.GITLINK);
            BundleWriter bundle = new BundleWriter(repository);
            bundle.include(MAIN, tip);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            bundle.writeBundle(NullProgressMonitor.INSTANCE, written);
            assertThat(written.size()).isPositive();
        }
    }

    @Test
    void separatesObjectsOfSpaces() throws Exception {
        try (Repository one = store.open(space).git();
                Repository other = store.open(anotherSpace()).git()) {
            ObjectId commit = commit(one, "secret");
            moveTogether(one, move(MAIN, ObjectId.zeroId(), commit));

            assertThat(other.getObjectDatabase().has(commit)).isFalse();
            assertThat(ref(other, MAIN)).isEqualTo(ObjectId.zeroId());
        }
    }
}
