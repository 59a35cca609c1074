package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.Test;

/** The guarantees for objects that are inserted one by one, whatever hints come with them. */
abstract class RepositoryInsertsContract extends RepositoryDeltasContract {
    @Test
    void readsOwnObjectsBeforeAFlush() throws Exception {
        try (Repository repository = store.open(space).git();
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
    void readsABulkOfObjectsAfterAFlush() throws Exception {
        List<ObjectId> commits = new ArrayList<>();
        try (Repository repository = store.open(space).git();
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

        try (Repository repository = reopened().open(space).git()) {
            for (int i = 0; i < commits.size(); i++) {
                assertThat(message(repository, commits.get(i))).isEqualTo(i + "\n");
            }
        }
    }

    @Test
    void readsABulkThatContinuesAfterAFlush() throws Exception {
        try (Repository repository = store.open(space).git();
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
    void ignoresADroppedBulk() throws Exception {
        try (Repository repository = store.open(space).git()) {
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
    void changesNothingForABulkOfExistingObjects() throws Exception {
        try (Repository repository = store.open(space).git()) {
            ObjectId commit = commit(repository, "A");
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                assertThat(commit(inserter, "A")).isEqualTo(commit);
                inserter.flush();
            }
            assertThat(message(repository, commit)).isEqualTo("A\n");
        }
    }

    @Test
    void returnsALargeObjectUnchanged() throws Exception {
        byte[] bytes = new byte[12 << 20];
        new Random(1).nextBytes(bytes);
        ObjectId blob;
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            blob = inserter.insert(Constants.OBJ_BLOB, bytes.length, new ByteArrayInputStream(bytes));
            inserter.flush();
            moveTogether(repository, move(STATE, ObjectId.zeroId(), blob));
        }

        try (Repository repository = reopened().open(space).git()) {
            var out = new ByteArrayOutputStream();
            repository.open(blob, Constants.OBJ_BLOB).copyTo(out);
            assertThat(out.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void insertsObjectsAfterATruncatedStream() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        try (Repository repository = store.open(space).git();
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
    void storesObjectsUnchangedDespiteHints() throws Exception {
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
        try (SpaceRepository repository = store.open(space);
                HintedInserter inserter = repository.newInserter();
                ObjectReader reader = inserter.newReader()) {
            ObjectId before = ObjectId.zeroId();
            for (byte[] version : versions) {
                before = inserter.insertSimilar(Constants.OBJ_BLOB, version, before);
                ids.add(before);
                ids.add(inserter.insertShortLived(Constants.OBJ_BLOB, edited(version, random)));
                assertThat(reader.open(before).getBytes()).isEqualTo(version);
            }
            for (int i = 0; i < versions.size(); i++) {
                assertThat(reader.open(ids.get(2 * i)).getBytes()).isEqualTo(versions.get(i));
            }
            TreeFormatter tree = new TreeFormatter();
            for (int i = 0; i < ids.size(); i++) {
                tree.append(String.format("%03d", i), FileMode.REGULAR_FILE, ids.get(i));
            }
            ObjectId commit = commit(inserter, tree, "versions");
            inserter.flush();
            moveTogether(repository.git(), move(MAIN, ObjectId.zeroId(), commit));
        }

        try (Repository repository = reopened().open(space).git()) {
            for (int i = 0; i < versions.size(); i++) {
                assertThat(repository.open(ids.get(2 * i)).getBytes()).isEqualTo(versions.get(i));
                assertThat(idOf(versions.get(i))).isEqualTo(ids.get(2 * i));
            }
            store.maintain(space);
        }
        try (Repository repository = reopened().open(space).git()) {
            for (ObjectId id : ids) {
                assertThat(idOf(repository.open(id).getBytes())).isEqualTo(id);
            }
        }
    }

    /** Replaces a few bytes with others, fewer or more. */
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

    /** Inserts, in turn, more versions of more objects than a store is likely to cache. */
    @Test
    void storesManyObjectsUnchangedDespiteHints() throws Exception {
        Random random = new Random(2);
        int things = 80;
        List<List<ObjectId>> ids = new ArrayList<>();
        try (SpaceRepository repository = store.open(space);
                HintedInserter inserter = repository.newInserter();
                ObjectReader reader = inserter.newReader()) {
            TreeFormatter tree = new TreeFormatter();
            for (int thing = 0; thing < things; thing++) {
                byte[] first = new byte[70_000];
                random.nextBytes(first);
                ids.add(new ArrayList<>());
                ids.get(thing).add(inserter.insertSimilar(Constants.OBJ_BLOB, first, ObjectId.zeroId()));
            }
            for (int round = 0; round < 3 * things; round++) {
                List<ObjectId> versions = ids.get(round % 3 == 0 ? random.nextInt(things) : random.nextInt(5));
                // Usually the last version, and sometimes one that another object was already similar to.
                ObjectId before =
                        versions.get(random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1);
                byte[] next = edited(reader.open(before).getBytes(), random);
                ObjectId id = inserter.insertSimilar(Constants.OBJ_BLOB, next, before);
                assertThat(id).isEqualTo(idOf(next));
                versions.add(id);
                tree.append(String.format("%04d", round), FileMode.REGULAR_FILE, id);
            }
            ObjectId commit = commit(inserter, tree, "versions");
            inserter.flush();
            moveTogether(repository.git(), move(MAIN, ObjectId.zeroId(), commit));
        }
        try (Repository repository = reopened().open(space).git()) {
            for (List<ObjectId> versions : ids) {
                for (ObjectId id : versions) {
                    assertThat(idOf(repository.open(id).getBytes())).isEqualTo(id);
                }
            }
        }
    }
}
