package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Person;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.repository.FileRepositoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Laws 7 and 11: an embedder has inserted the objects of a push into the repository, so no check has seen them. */
class IngestedObjectsTest {
    private static final ObjectId MISSING = ObjectId.fromString("0123456789012345678901234567890123456789");
    private static final String ADA = "Ada <ada@example.org> 1795446000 +0000\n";

    private EngineFixture wiki = new EngineFixture();

    @Test
    void refusesAMissingFile() {
        ObjectId docs = tree(entry("100644", "Gone.md", MISSING));
        ObjectId commit = commit(tree(entry("40000", "docs", docs), home()), main());

        assertRefused(commit, "docs/Gone.md is missing from the push");
    }

    @Test
    void refusesAMissingFolder() {
        assertRefused(commit(tree(entry("40000", "docs", MISSING), home()), main()), "docs is missing from the push");
    }

    @Test
    void refusesAMissingTree() {
        assertRefused(commit(MISSING, main()), "The top folder is missing from the push");
    }

    @Test
    void refusesAMissingObjectOfAnIntermediateCommit() {
        ObjectId file = commit(tree(entry("100644", "Gone.md", MISSING), home()), main());
        ObjectId folder = commit(tree(entry("40000", "docs", MISSING), home()), main());
        ObjectId tree = commit(MISSING, main());

        assertRefused(commit(tree(home()), file), "Gone.md is missing from the push (in commit " + shortened(file));
        assertRefused(commit(tree(home()), folder), "docs is missing from the push (in commit " + shortened(folder));
        assertRefused(commit(tree(home()), tree), "top folder is missing from the push (in commit " + shortened(tree));
    }

    @Test
    void refusesAMissingCommit() {
        assertRefused(commit(tree(home()), MISSING), "Commit 0123456789 is missing from the push");
        assertRefused(MISSING, "Commit 0123456789 is missing from the push");
        assertRefused(commit(tree(home()), ObjectId.zeroId()), "contains an invalid commit object");
    }

    /** Law 13: for every commit that names as many parents, a walk would compare each parent with all before it. */
    @Test
    void refusesCommitsWithManyParentsOfOneHash() {
        ObjectId[] parents = IntStream.range(1, 200)
                .mapToObj(number -> ObjectId.fromString(String.format("%040x", number)))
                .toArray(ObjectId[]::new);
        assertRefused(commit(tree(home()), parents), "contains an invalid commit object");
        assertRefused(commit(tree(home()), main(), commit(tree(home()), parents)), "contains an invalid commit object");
    }

    @Test
    void refusesEntriesWhoseModeContradictsTheTypeOfTheirObject() {
        ObjectId tree = tree(home());
        ObjectId file = commit(tree(entry("40000", "folder", blob("text")), home()), main());
        ObjectId folder = commit(tree(entry("100644", "file.md", tree), home()), main());
        ObjectId page = commit(tree(entry("100644", "file.md", main()), home()), main());

        assertRefused(file, "folder is not a folder, although its mode says so");
        assertRefused(folder, "file.md is not a file, although its mode says so");
        assertRefused(page, "file.md is not a file, although its mode says so");
        assertRefused(commit(blob("text"), main()), "The top folder is not a folder");
    }

    @Test
    void refusesObjectsOtherThanCommitsAsMain() {
        ObjectId tag = insert(
                Constants.OBJ_TAG, "object " + main().name() + "\ntype commit\ntag v1\ntagger A <a@b> 1 +0000\n\nv1\n");

        assertRefused(tag, "is not a commit; main must point to one");
        assertRefused(tree(home()), "is not a commit; main must point to one");
        assertRefused(blob("text"), "is not a commit; main must point to one");
    }

    @Test
    void refusesToDeleteMain() {
        PushResult.Refused refused = assertRefused(ObjectId.zeroId(), "A wiki always has its main branch");

        assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
        assertThat(refused.summary()).isEqualTo("main can't be deleted");
    }

    @Test
    void refusesUnreadableCommits() {
        for (String bytes :
                List.of("", "tree", "tree x\n", "tree " + tree(home()).name(), "nonsense\n\n")) {
            ObjectId odd = insert(Constants.OBJ_COMMIT, bytes);
            assertRefused(odd, shortened(odd));
            ObjectId above = commit(tree(home()), odd);
            assertRefused(above, "The history of " + shortened(above) + " contains an invalid commit object");
        }
    }

    @Test
    void refusesUnreadableTrees() {
        for (String bytes : List.of("x", "100644 ", "100644 a", "100644 a\0too short", "1006440000000 a\0")) {
            ObjectId docs = insert(Constants.OBJ_TREE, bytes);
            assertRefused(commit(tree(entry("40000", "docs", docs), home()), main()), "docs is a truncated folder");
        }
    }

    @Test
    void refusesCommitsWithANulOrATimeBeyondCalendars() {
        String tree = "tree " + tree(home()).name() + "\nparent " + main().name() + "\n";
        ObjectId nul = insert(Constants.OBJ_COMMIT, tree + "author " + ADA + "committer " + ADA + "\nN\0L\n");
        ObjectId late = insert(
                Constants.OBJ_COMMIT, tree + "author A <a@b> 3093527980800 +0000\ncommitter " + ADA + "\nLate\n");

        assertRefused(nul, "Commit " + shortened(nul) + " holds a NUL character");
        assertRefused(late, "Commit " + shortened(late) + " has a time of its author beyond the year 9999");
    }

    /** Faults W6: the wiki stores the author with each page that a commit changed. */
    @Test
    void truncatesALongNameAndAddressOfAnAuthor() {
        String author =
                "author " + "A".repeat(100_000) + " <" + "b".repeat(100_000) + "@example.org> 1795446000 +0000\n";
        ObjectId commit = insert(
                Constants.OBJ_COMMIT,
                "tree " + tree(entry("100644", "Long.md", blob("text")), home()).name() + "\nparent " + main().name()
                        + "\n" + author + "committer " + ADA + "\nBy hand\n");

        assertThat(ingest(commit)).isInstanceOf(PushResult.Accepted.class);

        List<Change> feed = feed();
        Person by = feed.get(feed.size() - 1).provenance().author();
        assertThat(by.name()).isEqualTo("A".repeat(255) + "…");
        assertThat(by.email()).isEqualTo("b".repeat(255) + "…");
    }

    @Test
    @Timeout(30)
    void refusesATenThousandFoldersDeepTree() {
        ObjectId deep = tree(entry("100644", "d", blob("deep")));
        try (Repository repository = wiki.sync.open(wiki.space);
                ObjectInserter inserter = repository.newObjectInserter()) {
            for (int i = 0; i < 10_000; i++) {
                TreeFormatter tree = new TreeFormatter();
                tree.append("d", FileMode.TREE, deep);
                deep = inserter.insert(tree);
            }
            inserter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectId commit = commit(deep, main());

        assertRefused(commit, "d/d/d/", "is deeper than 64 folders");
        assertRefused(commit(tree(home()), commit), "is deeper than 64 folders (in commit " + shortened(commit));
    }

    @Test
    @Timeout(30)
    void refusesATreeThatUnfoldsToTenBillionFiles() {
        ObjectId bomb = blob("boom");
        for (int level = 0; level < 10; level++) {
            String[] entries = new String[10];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = entry(level == 0 ? "100644" : "40000", "n" + i, bomb);
            }
            bomb = tree(entries);
        }

        assertRefused(
                commit(tree(entry("40000", "bomb", bomb), home()), main()),
                "bomb/",
                "is where this push exceeds 200000 new files and folders");
    }

    @Test
    @Timeout(30)
    void findsDuplicatesAmongManyNamesInOnePass() {
        StringBuilder names = new StringBuilder(entry("100644", "a", blob("x")));
        for (int i = 100_000; i < 200_000; i++) {
            names.append(entry("100644", "a!" + i, blob("x")));
        }
        names.append(entry("40000", "a", tree(entry("100644", "b", blob("x")))));
        ObjectId docs = insert(Constants.OBJ_TREE, names.toString());

        assertRefused(commit(tree(entry("40000", "docs", docs), home()), main()), "docs/a is listed twice");
    }

    @Test
    void acceptsAMovedFolderAMergeAndADeletion() {
        wiki.page(wiki.page(null, "Old", "old"), "Child", "c");
        wiki.pull();
        ObjectId old = treeAt(main(), "Old");
        ObjectId base = main();
        ObjectId moved = commit(tree(entry("100644", "New.md", blob("old")), entry("40000", "New", old)), base);
        ObjectId added = commit(
                tree(
                        entry("100644", "Extra.md", blob("extra")),
                        entry("100644", "Old.md", blob("old")),
                        entry("40000", "Old", old)),
                base);
        ObjectId merged = commit(
                tree(
                        entry("100644", "Extra.md", blob("extra")),
                        entry("100644", "New.md", blob("old")),
                        entry("40000", "New", old)),
                moved,
                added);

        assertThat(ingest(merged)).isInstanceOf(PushResult.Accepted.class);
        wiki.git.fetch();
        assertThat(wiki.git.paths()).containsExactly("Extra.md", "New.md", "New/Child.md");
        assertThat(ingest(commit(tree(), merged), "gitsync.allow-deletes=9")).isInstanceOf(PushResult.Accepted.class);
    }

    @Test
    void readsNoUnchangedFolders(@TempDir Path folder) throws IOException {
        // Each request has its own store, so that no object comes from a cache.
        wiki = new EngineFixture(
                (space, limits) -> new FileRepositoryStore(folder).open(space, limits), builder -> builder);
        wiki.page(wiki.page(null, "Same", "same"), "Child", "c");
        wiki.pull();
        ObjectId same = treeAt(main(), "Same");
        ObjectId page = blob("same");
        ObjectId before = main();
        delete(folder.resolve(wiki.space.id() + ".git"), same);
        // On disk, only their own repository sees new objects until a ref moves.
        try (Repository pushing = wiki.sync.open(wiki.space)) {
            String tree = entry("100644", "New.md", insert(pushing, Constants.OBJ_BLOB, "new"))
                    + entry("100644", "Same.md", page)
                    + entry("40000", "Same", same);
            ObjectId root = insert(pushing, Constants.OBJ_TREE, tree);
            ObjectId commit = insert(pushing, Constants.OBJ_COMMIT, text(root, before));

            assertThat(ingest(pushing, commit)).isInstanceOf(PushResult.Accepted.class);
        }
    }

    /** Checks that the push is refused with these words, changes nothing, and that a valid push is accepted. */
    private PushResult.Refused assertRefused(ObjectId pushed, String... words) {
        ObjectId before = main();
        List<Change> feed = feed();
        PushResult result = ingest(pushed);
        assertThat(result).isInstanceOf(PushResult.Refused.class);
        PushResult.Refused refused = (PushResult.Refused) result;
        assertThat(String.join("\n", refused.details())).contains(words);
        assertThat(main()).isEqualTo(before);
        assertThat(feed()).isEqualTo(feed);
        wiki.git.fetch().write("Good.md", "good " + feed.size());
        wiki.git.pushed("A good push");
        wiki.assertVerified();
        return refused;
    }

    private PushResult ingest(ObjectId pushed, String... options) {
        try (Repository repository = wiki.sync.open(wiki.space)) {
            return ingest(repository, pushed, options);
        }
    }

    private PushResult ingest(Repository repository, ObjectId pushed, String... options) {
        PushAttempt.Proposal proposal = new PushAttempt.Proposal(main(), pushed, List.of(options));
        return wiki.sync.ingestPush(wiki.space, repository, GitUser.PUSHER, proposal);
    }

    private List<Change> feed() {
        return wiki.wiki.changes(wiki.space, Cursor.START, 1000).changes();
    }

    private ObjectId main() {
        ObjectId main = wiki.git.main();
        if (main.equals(ObjectId.zeroId())) {
            wiki.git.write("Home.md", "home");
            wiki.git.pushed("The first page");
        }
        return wiki.git.main();
    }

    private String home() {
        return entry("100644", "home.md", blob("home"));
    }

    private ObjectId blob(String text) {
        return insert(Constants.OBJ_BLOB, text);
    }

    private ObjectId tree(String... entries) {
        return insert(Constants.OBJ_TREE, String.join("", entries));
    }

    /** Returns one entry of a tree, one byte for each character. */
    private static String entry(String mode, String name, ObjectId id) {
        byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
        id.copyRawTo(raw, 0);
        return mode + " " + name + "\0" + new String(raw, StandardCharsets.ISO_8859_1);
    }

    private ObjectId commit(ObjectId tree, ObjectId... parents) {
        return insert(Constants.OBJ_COMMIT, text(tree, parents));
    }

    private static String text(ObjectId tree, ObjectId... parents) {
        StringBuilder commit = new StringBuilder("tree " + tree.name() + "\n");
        for (ObjectId parent : parents) {
            commit.append("parent ").append(parent.name()).append('\n');
        }
        return commit + "author " + ADA + "committer " + ADA + "\nBy hand\n";
    }

    /** Inserts an object of these bytes, one for each character. */
    private ObjectId insert(int type, String bytes) {
        try (Repository repository = wiki.sync.open(wiki.space)) {
            return insert(repository, type, bytes);
        }
    }

    private static ObjectId insert(Repository repository, int type, String bytes) {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(type, bytes.getBytes(StandardCharsets.ISO_8859_1));
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId treeAt(ObjectId commit, String path) {
        try (Repository repository = wiki.sync.open(wiki.space);
                RevWalk walk = new RevWalk(repository)) {
            RevCommit parsed = walk.parseCommit(commit);
            try (TreeWalk found = TreeWalk.forPath(repository, path, parsed.getTree())) {
                return found.getObjectId(0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes an object from the repository: writes all others as loose objects, and deletes the packs. */
    private static void delete(Path directory, ObjectId object) throws IOException {
        Map<ObjectId, ObjectLoader> others = new HashMap<>();
        try (FileRepository repository = new FileRepository(directory.toFile())) {
            for (Pack pack : repository.getObjectDatabase().getPacks()) {
                for (PackIndex.MutableEntry entry : pack) {
                    ObjectLoader loader = repository.open(entry.toObjectId());
                    others.put(entry.toObjectId(), new ObjectLoader.SmallObject(loader.getType(), loader.getBytes()));
                }
            }
        }
        assertThat(others.remove(object)).isNotNull();
        try (Stream<Path> files = Files.list(directory.resolve("objects/pack"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (FileRepository repository = new FileRepository(directory.toFile());
                ObjectInserter inserter = repository.newObjectInserter()) {
            for (ObjectLoader each : others.values()) {
                inserter.insert(each.getType(), each.getBytes());
            }
            assertThat(repository.getObjectDatabase().has(object)).isFalse();
        }
    }

    private static String shortened(ObjectId id) {
        return id.abbreviate(10).name();
    }
}
