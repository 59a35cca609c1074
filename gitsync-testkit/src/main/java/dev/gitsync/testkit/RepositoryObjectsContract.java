package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.repository.pack.HintedInserter;
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
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.BundleWriter;
import org.junit.jupiter.api.Test;

/** What holds of the objects in a repository. */
abstract class RepositoryObjectsContract extends RepositoryDeltasContract {
    @Test
    void objectsAreReadableOnceTheyAreFlushedAndForEverybodyOnceARefMoves() throws Exception {
        try (Repository one = store.open(space);
                Repository other = store.open(space)) {
            ObjectId commit = commit(one, "A");
            assertThat(message(one, commit)).isEqualTo("A\n");

            moveTogether(one, move(MAIN, ObjectId.zeroId(), commit));
            assertThat(ref(other, MAIN)).isEqualTo(commit);
            assertThat(message(other, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void objectsOfSeveralFlushesAreAllThereOnceARefMoves() throws Exception {
        ObjectId second;
        try (Repository repository = store.open(space)) {
            ObjectId first = commit(repository, "first");
            second = commit(repository, "second", first);
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), second));
        }
        try (Repository repository = reopened().open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(second));
            assertThat(walk).hasSize(2);
        }
    }

    @Test
    void refThatDoesNotMoveLeavesTheObjectsToItsRepository() throws Exception {
        try (Repository repository = store.open(space)) {
            ObjectId first = commit(repository, "first");
            assertThat(moveTogether(repository, move(MAIN, first, first))).isFalse();

            ObjectId second = commit(repository, "second", first);
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), second));
            try (Repository other = reopened().open(space)) {
                assertThat(message(other, first)).isEqualTo("first\n");
            }
        }
    }

    @Test
    void writerReadsItsOwnObjectsBeforeTheyAreFlushed() throws Exception {
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader();
                RevWalk walk = new RevWalk(reader)) {
            ObjectId first = commit(inserter, "first");
            assertThat(walk.parseCommit(first).getFullMessage()).isEqualTo("first\n");
            ObjectId second = commit(inserter, "second", first);
            assertThat(walk.parseCommit(second).getParent(0)).isEqualTo(first);
            inserter.flush();
        }
    }

    @Test
    void bulkOfObjectsIsReadableOnceItIsFlushed() throws Exception {
        List<ObjectId> commits = new ArrayList<>();
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tip = commit(inserter, "0");
            commits.add(tip);
            for (int i = 1; i < 500; i++) {
                tip = commit(inserter, Integer.toString(i), tip);
                commits.add(tip);
            }
            inserter.flush();
            assertThat(moveTogether(repository, move(MAIN, ObjectId.zeroId(), tip)))
                    .isTrue();
        }

        try (Repository repository = reopened().open(space)) {
            for (int i = 0; i < commits.size(); i++) {
                assertThat(message(repository, commits.get(i))).isEqualTo(i + "\n");
            }
        }
    }

    @Test
    void bulkThatGoesOnAfterAFlushIsReadableToo() throws Exception {
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId first = commit(inserter, "first");
            inserter.flush();
            ObjectId second = commit(inserter, "second", first);
            inserter.flush();

            assertThat(message(repository, first)).isEqualTo("first\n");
            assertThat(message(repository, second)).isEqualTo("second\n");
        }
    }

    @Test
    void bulkThatIsDroppedDoesNoHarm() throws Exception {
        try (Repository repository = store.open(space)) {
            ObjectId dropped;
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                dropped = commit(inserter, "A");
            }
            assertThat(repository.getRefDatabase().getRefsByPrefix("refs/")).isEmpty();

            assertThat(commit(repository, "A")).isEqualTo(dropped);
            assertThat(message(repository, dropped)).isEqualTo("A\n");
        }
    }

    @Test
    void bulkOfWhatIsThereAlreadyChangesNothing() throws Exception {
        try (Repository repository = store.open(space)) {
            ObjectId commit = commit(repository, "A");
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                assertThat(commit(inserter, "A")).isEqualTo(commit);
                inserter.flush();
            }
            assertThat(message(repository, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void largeObjectComesBackAsItWas() throws Exception {
        byte[] bytes = new byte[12 << 20];
        new Random(1).nextBytes(bytes);
        ObjectId blob;
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            blob = inserter.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes));
            inserter.flush();
            moveTogether(repository, move(STATE, ObjectId.zeroId(), blob));
        }

        try (Repository repository = reopened().open(space)) {
            var out = new ByteArrayOutputStream();
            repository.open(blob, Constants.OBJ_BLOB).copyTo(out);
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void streamThatBreaksOffDoesNotSpoilWhatIsInsertedAfterIt() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            var half = new ByteArrayInputStream(bytes, 0, bytes.length / 2);
            assertThatThrownBy(() -> inserter.insert(Constants.OBJ_BLOB, bytes.length, half))
                    .isInstanceOf(IOException.class);

            ObjectId first = inserter.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes));
            ObjectId again = inserter.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes));
            inserter.flush();
            assertThat(again).isEqualTo(first);
            assertThat(repository.open(first).getBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void hintsOfWhatAnObjectIsLikeDoNotChangeIt() throws Exception {
        Random random = new Random(1);
        byte[] first = new byte[70_000];
        random.nextBytes(first);
        List<byte[]> versions = new ArrayList<>(List.of(first));
        versions.add(Arrays.copyOf(first, first.length + 300));
        versions.add(first.clone());
        versions.add(Arrays.copyOfRange(first, 1, first.length));
        versions.add(Arrays.copyOf(first, first.length - 1));
        versions.add(Arrays.copyOf(first, 7));
        versions.add(new byte[0]);
        versions.add(first.clone());
        while (versions.size() < 100) {
            versions.add(edited(versions.get(versions.size() - 1), random));
        }
        List<ObjectId> ids = new ArrayList<>();
        try (Repository repository = store.open(space);
                ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = inserter.newReader()) {
            ObjectId before = ObjectId.zeroId();
            for (byte[] version : versions) {
                before = HintedInserter.similar(inserter, Constants.OBJ_BLOB, version, before);
                ids.add(before);
                ids.add(HintedInserter.shortLived(inserter, Constants.OBJ_BLOB, edited(version, random)));
                assertThat(reader.open(before).getBytes()).isEqualTo(version);
            }
            for (int i = 0; i < versions.size(); i++) {
                assertThat(reader.open(ids.get(2 * i)).getBytes()).isEqualTo(versions.get(i));
            }
            TreeFormatter tree = new TreeFormatter();
            for (int i = 0; i < ids.size(); i++) {
                tree.append(String.format("%03d", i), FileMode.REGULAR_FILE, ids.get(i));
            }
            CommitBuilder tip = new CommitBuilder();
            tip.setTreeId(inserter.insert(tree));
            tip.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            tip.setCommitter(tip.getAuthor());
            ObjectId commit = inserter.insert(tip);
            inserter.flush();
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), commit));
        }

        try (Repository repository = reopened().open(space)) {
            for (int i = 0; i < versions.size(); i++) {
                assertThat(repository.open(ids.get(2 * i)).getBytes()).isEqualTo(versions.get(i));
                assertThat(idOf(versions.get(i))).isEqualTo(ids.get(2 * i));
            }
            store.maintain(space);
        }
        try (Repository repository = reopened().open(space)) {
            for (ObjectId id : ids) {
                assertThat(idOf(repository.open(id).getBytes())).isEqualTo(id);
            }
        }
    }

    /** Puts something else, shorter or longer, in the place of a few bytes. */
    private static byte[] edited(byte[] bytes, Random random) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(40));
        byte[] other = new byte[random.nextInt(42)];
        random.nextBytes(other);
        var edited = new ByteArrayOutputStream();
        edited.write(bytes, 0, from);
        edited.writeBytes(other);
        edited.write(bytes, to, bytes.length - to);
        return edited.toByteArray();
    }

    private static ObjectId idOf(byte[] blob) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, blob);
        }
    }

    @Test
    void packThatSomebodyPushesIsReadable() throws Exception {
        try (Repository from = store.open(anotherSpace());
                Repository to = store.open(space)) {
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
    void whatNoRefCameToPointToIsSeenByNobodyAndGoneWithItsRepository() throws Exception {
        assumeTrue(forgetsWhatNoRefPointsTo(), "the store keeps what it was given until maintenance, or for good");
        ObjectId main;
        try (Repository repository = store.open(space)) {
            main = commit(repository, "main");
            moveTogether(repository, move(MAIN, ObjectId.zeroId(), main));
        }
        List<String> before = files();
        List<ObjectId> orphans = new ArrayList<>();
        try (Repository from = store.open(anotherSpace());
                Repository repository = store.open(space);
                Repository other = store.open(space);
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
        try (Repository repository = reopened().open(space)) {
            for (ObjectId orphan : orphans) {
                assertThat(repository.getObjectDatabase().has(orphan)).isFalse();
            }
        }
    }

    @Test
    void whatIsInsertedAfterARefMovedIsPublicWithTheNextMove() throws Exception {
        try (Repository repository = store.open(space);
                Repository other = store.open(space);
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

    /** A pack of all that a commit reaches, as a push brings it: a bundle behind its header. */
    static byte[] pack(Repository repository, ObjectId tip) throws IOException {
        var bundle = new ByteArrayOutputStream();
        BundleWriter writer = new BundleWriter(repository);
        writer.include(MAIN, tip);
        writer.writeBundle(NullProgressMonitor.INSTANCE, bundle);
        int header = bundle.toString(StandardCharsets.ISO_8859_1).indexOf("\n\nPACK") + 2;
        return Arrays.copyOfRange(bundle.toByteArray(), header, bundle.size());
    }

    @Test
    void choresAndMaintenanceKeepAllThatTheRefsReachWhoeverIsReadingOrWriting() throws Exception {
        List<ObjectId> commits = new ArrayList<>();
        ObjectId tip = ObjectId.zeroId();
        try (Repository reader = store.open(space);
                Repository writer = store.open(space)) {
            for (int i = 0; i < 60; i++) {
                ObjectId next = tip.equals(ObjectId.zeroId()) ? commit(writer, "0") : commit(writer, "" + i, tip);
                moveTogether(writer, move(MAIN, tip, next));
                commits.add(next);
                tip = next;
                assertThat(message(reader, ref(reader, MAIN))).isEqualTo(i + "\n");
                store.chore(space).ifPresent(Runnable::run);
                if (i == 30) {
                    store.maintain(space);
                }
            }
            ObjectId received = commit(writer, "on its way", tip);
            store.chore(space).ifPresent(Runnable::run);
            boolean isDone = store.maintain(space);
            assertThat(isDone && store.needsMaintenance(space)).isFalse();
            for (int i = 0; i < commits.size(); i++) {
                assertThat(message(reader, commits.get(i))).isEqualTo(i + "\n");
            }
            assertThat(moveTogether(writer, move(MAIN, tip, received))).isTrue();
        }
        try (Repository repository = reopened().open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(ref(repository, MAIN)));
            assertThat(walk).hasSize(61);
        }
    }

    @Test
    void maintenanceThatWasWorthItIsNotWorthItAgainAtOnce() throws Exception {
        ObjectId tip = ObjectId.zeroId();
        for (int i = 0; i < 25; i++) {
            try (Repository repository = store.open(space);
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
        try (Repository repository = reopened().open(space);
                RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(tip));
            assertThat(walk).hasSize(25);
        }
    }

    @Test
    void objectsOfOneSpaceAreNotThoseOfAnother() throws Exception {
        try (Repository one = store.open(space);
                Repository other = store.open(anotherSpace())) {
            ObjectId commit = commit(one, "secret");
            moveTogether(one, move(MAIN, ObjectId.zeroId(), commit));

            assertThat(other.getObjectDatabase().has(commit)).isFalse();
            assertThat(ref(other, MAIN)).isEqualTo(ObjectId.zeroId());
        }
    }
}
