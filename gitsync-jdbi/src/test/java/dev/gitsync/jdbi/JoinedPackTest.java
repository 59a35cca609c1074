package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.error.StoreException;
import dev.gitsync.jdbi.internal.repository.JdbiPacks;
import dev.gitsync.jdbi.internal.repository.RecentWrites;
import dev.gitsync.jdbi.internal.sql.Database;
import dev.gitsync.jdbi.internal.storage.Compaction;
import dev.gitsync.jdbi.internal.storage.PackStorage;
import dev.gitsync.jdbi.internal.storage.StoredPack;
import dev.gitsync.model.Space;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PackParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the pack that a compaction makes from the pack of a push and the pack that the engine wrote with it. */
class JoinedPackTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();
    private static final String REF = "refs/heads/main";

    private final JdbiRepositoryStore store = new JdbiRepositoryStore(DATABASE.jdbi());
    private final Space space = DATABASE.newSpace();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeTwoCommits() throws Exception {
        git("init", "-q", "-b", "main", ".");
        String text = IntStream.range(0, 400).mapToObj(i -> "line " + i * 7919).collect(Collectors.joining("\n"));
        commit(text);
        commit(text.replace("line 7919\n", "another line\n"));
    }

    @Test
    void storesAPushAndItsWritesAsOneValidPack() throws Exception {
        push("HEAD^", "object of the engine 1");
        ObjectId object = push("HEAD", "object of the engine 2", "^HEAD^");

        assertThat(packs()).isEqualTo(2);
        for (String pack : inUse()) {
            assertThat(verified(pack)).hasSizeGreaterThan(3);
        }
        assertThat(read(object)).isEqualTo("object of the engine 2".getBytes(StandardCharsets.UTF_8));
        assertContainsAllObjects();
    }

    /**
     * Each of the two texts arrives as a delta on the other. A compaction that follows their ids would make each a
     * delta on the other.
     */
    @Test
    void makesNoDeltaCycleForAPageThatWasChangedBack() throws Exception {
        commit(text("HEAD^"));
        push("HEAD^^", "1");
        push("HEAD^", "2", "^HEAD^^");
        push("HEAD", "3", "^HEAD^");
        long before = objects();

        assertThat(Compaction.run(storage(), ids())).isTrue();

        assertThat(inUse()).hasSize(1);
        assertThat(verified(inUse().get(0))).hasSize(Math.toIntExact(objects()));
        assertThat(objects()).as("objects without duplicates").isLessThan(before);
        assertContainsAllObjects();
    }

    @Test
    void keepsDeltaChainsOfAFrequentlyChangedPageShort() throws Exception {
        push("HEAD", "0");
        for (int i = 1; i <= 70; i++) {
            commit(text("HEAD").replaceFirst("line \\d+", "line " + i));
            push("HEAD", "object of the engine " + i, "^HEAD^");
        }

        assertThat(Compaction.run(storage(), ids())).isTrue();

        Pattern depth = Pattern.compile("[0-9a-f]{40} \\w+ +\\d+ \\d+ \\d+ (\\d+) .*");
        assertThat(verified(inUse().get(0)).stream().map(depth::matcher).filter(Matcher::matches))
                .hasSizeGreaterThan(60)
                .allSatisfy(line -> assertThat(Integer.parseInt(line.group(1))).isLessThan(60));
        assertContainsAllObjects();
    }

    @Test
    void leavesDamagedContentUnchanged() throws Exception {
        push("HEAD^", "1");
        push("HEAD", "2", "^HEAD^");
        DATABASE.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        UPDATE gitsync_pack_chunks SET bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)
                        WHERE ext = 'pack' AND pack_id = (SELECT max(id::text)::uuid FROM gitsync_packs WHERE space_id = :space)""")
                        .bind("space", space.id().value())
                        .execute());
        List<UUID> before = ids();

        assertThatThrownBy(() -> Compaction.run(storage(), before))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not what was written");
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void letsAnOpenReaderContinue() throws Exception {
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter();
                ObjectReader reader = repository.newObjectReader()) {
            receive(inserter, "HEAD");
            ObjectId object = insert(inserter, "object of the engine");
            assertThat(reader.has(object)).isTrue();

            move(repository, ObjectId.zeroId(), id("HEAD"));

            assertThat(reader.open(object).getBytes())
                    .isEqualTo("object of the engine".getBytes(StandardCharsets.UTF_8));
            assertThat(reader.open(id("HEAD:page.md")).getSize()).isGreaterThan(1000);
            assertThat(repository.open(id("HEAD:page.md")).getSize()).isGreaterThan(1000);
        }
        assertThat(packs()).isOne();
    }

    @Test
    void copiesALargePackOnce() throws Exception {
        byte[] noise = new byte[(1 << 20) + 1];
        new Random(3).nextBytes(noise);
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            receive(inserter, "HEAD");
            ObjectId large = inserter.insert(Constants.OBJ_BLOB, noise);
            inserter.flush();
            move(repository, ObjectId.zeroId(), id("HEAD"));
            assertThat(repository.open(large).getBytes()).isEqualTo(noise);
        }
        assertThat(packs()).isEqualTo(2);
    }

    @Test
    void storesNothingIfTheRefsDidNotMove() throws Exception {
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            receive(inserter, "HEAD");
            insert(inserter, "object of the engine");
            RefUpdate update = repository.updateRef(REF);
            update.setExpectedOldObjectId(id("HEAD^"));
            update.setNewObjectId(id("HEAD"));
            assertThat(update.forceUpdate()).isEqualTo(RefUpdate.Result.LOCK_FAILURE);
            assertThat(repository.getObjectDatabase().has(id("HEAD"))).isTrue();
        }
        assertThat(packs()).isZero();
    }

    private ObjectId push(String commit, String object, String... without) throws Exception {
        try (Repository repository = store.open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId before = repository.exactRef(REF) == null
                    ? ObjectId.zeroId()
                    : repository.exactRef(REF).getObjectId();
            receive(inserter, commit, without);
            ObjectId inserted = insert(inserter, object);
            move(repository, before, id(commit));
            return inserted;
        }
    }

    private static ObjectId insert(ObjectInserter inserter, String text) throws IOException {
        ObjectId id = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
        inserter.flush();
        return id;
    }

    /** Receives a thin pack, as git sends it with a push. */
    private void receive(ObjectInserter inserter, String commit, String... without) throws Exception {
        List<String> revisions = new ArrayList<>(List.of(commit));
        revisions.addAll(List.of(without));
        Path list = Files.writeString(folder.resolve("revisions"), String.join("\n", revisions) + "\n");
        byte[] pack = output(
                list, "pack-objects", "-q", "--revs", "--thin", "--stdout", "--delta-base-offset", "--window=50");
        PackParser parser = inserter.newPackParser(new ByteArrayInputStream(pack));
        parser.setAllowThin(true);
        parser.parse(NullProgressMonitor.INSTANCE);
    }

    private static void move(Repository repository, ObjectId from, ObjectId to) throws IOException {
        RefUpdate update = repository.updateRef(REF);
        update.setExpectedOldObjectId(from);
        update.setNewObjectId(to);
        assertThat(update.update()).isIn(RefUpdate.Result.NEW, RefUpdate.Result.FAST_FORWARD);
    }

    private long packs() {
        return DATABASE.number("SELECT count(*) FROM gitsync_packs WHERE space_id = :space AND is_committed", space);
    }

    private PackStorage storage() {
        return new JdbiPacks(new Database(DATABASE.jdbi()), space.id().value(), new RecentWrites());
    }

    private List<UUID> ids() {
        return storage().packs().stream().map(StoredPack::id).sorted().toList();
    }

    private List<String> inUse() {
        return ids().stream().map(UUID::toString).toList();
    }

    private long objects() {
        return storage().packs().stream().mapToLong(StoredPack::objects).sum();
    }

    /** Returns git's output for each object. Git computes the index again, and the test compares every byte of it. */
    private List<String> verified(String pack) throws Exception {
        Files.write(folder.resolve("p.pack"), file(pack, "pack"));
        Files.write(folder.resolve("p.idx"), file(pack, "idx"));
        return git("verify-pack", "-v", "p.idx")
                .lines()
                .filter(line -> line.matches("[0-9a-f]{40} .*"))
                .toList();
    }

    private void assertContainsAllObjects() throws Exception {
        List<String> ids = git("rev-list", "--objects", "--no-object-names", "HEAD")
                .lines()
                .toList();
        Path list = Files.writeString(folder.resolve("ids"), String.join("\n", ids) + "\n");
        ByteBuffer answer = ByteBuffer.wrap(output(list, "cat-file", "--batch"));
        for (String id : ids) {
            String[] idTypeSize = line(answer).split(" ", -1);
            byte[] content = new byte[Integer.parseInt(idTypeSize[2])];
            answer.get(content);
            assertThat(line(answer)).isEmpty();
            assertThat(idTypeSize[0]).isEqualTo(id);
            assertThat(read(ObjectId.fromString(id))).isEqualTo(content);
        }
    }

    private static String line(ByteBuffer bytes) {
        StringBuilder line = new StringBuilder();
        for (char next = (char) bytes.get(); next != '\n'; next = (char) bytes.get()) {
            line.append(next);
        }
        return line.toString();
    }

    private byte[] read(ObjectId id) throws IOException {
        try (Repository repository =
                new JdbiRepositoryStore(DATABASE.jdbi()).open(space).git()) {
            return repository.open(id).getBytes();
        }
    }

    private static byte[] file(String pack, String extension) {
        return DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT string_agg(bytes, '' ORDER BY number) FROM gitsync_pack_chunks
                        WHERE pack_id = :pack::uuid AND ext = :ext""")
                        .bind("pack", pack)
                        .bind("ext", extension)
                        .mapTo(byte[].class)
                        .one());
    }

    /** Commits within this process, as {@link #text} reads: seventy commits would start hundreds of git processes. */
    private void commit(String text) throws IOException {
        try (Repository clone = localClone();
                ObjectInserter inserter = clone.newObjectInserter()) {
            TreeFormatter tree = new TreeFormatter();
            tree.append("page.md", FileMode.REGULAR_FILE, insert(inserter, text));
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(inserter.insert(tree));
            ObjectId head = clone.resolve(Constants.HEAD);
            commit.setParentIds(head == null ? new ObjectId[0] : new ObjectId[] {head});
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("edit\n");
            RefUpdate update = clone.updateRef(Constants.HEAD);
            update.setNewObjectId(inserter.insert(commit));
            inserter.flush();
            assertThat(update.update()).isIn(RefUpdate.Result.NEW, RefUpdate.Result.FAST_FORWARD);
        }
    }

    private String text(String revision) throws IOException {
        try (Repository clone = localClone()) {
            return new String(clone.open(clone.resolve(revision + ":page.md")).getBytes(), StandardCharsets.UTF_8);
        }
    }

    private ObjectId id(String revision) throws IOException {
        try (Repository clone = localClone()) {
            return clone.resolve(revision);
        }
    }

    private Repository localClone() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder.resolve(".git").toFile())
                .build();
    }

    private String git(String... arguments) throws Exception {
        return new String(output(arguments), StandardCharsets.UTF_8);
    }

    private byte[] output(String... arguments) throws Exception {
        return output(Path.of("/dev/null"), arguments);
    }

    private byte[] output(Path input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(command.toString()).isZero();
        return output;
    }
}
