package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Remotes;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorDirectory;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.remotes.LocalRemote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A space that is mapped to a folder of a remote gives real git nothing that lies outside of the folder. */
@Timeout(60)
class FolderMirrorSecrecyTest {
    private static final MirrorId ID = new MirrorId("docs");
    private static final Space REMOTE = new Space(new SpaceId("code"), "", "Code");
    private static final String SECRET = "outside of the folder";

    private final InMemoryRepositoryStore remotes = new InMemoryRepositoryStore();

    @TempDir
    Path folder;

    @Test
    void givesNothingOutsideOfTheFolder() throws IOException {
        ObjectId commit = commit("Secret.java", SECRET, "docs/Home.md", "home\n", "docs/Setup.md", "setup\n");
        ObjectId blob = blob(SECRET);
        ObjectId tree = tree(commit);
        try (WikiServer server = WikiServer.startOver(
                builder -> Remotes.of(builder.mirrors(directory()), new LocalRemote(this::remote)))) {
            assertThat(server.gitSync().mirrors().run(ID).outcome()).isEqualTo(Outcome.TAKEN_IN);
            server.editor()
                    .create(
                            null,
                            "Usage",
                            "usage\n",
                            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, ""));
            assertThat(server.gitSync().mirrors().run(ID).outcome()).isEqualTo(Outcome.PUSHED);
            ObjectId pushed = main();

            GitClient git = server.clone(folder, "whole");
            assertThat(git.ok("ls-tree", "-r", "--name-only", "HEAD").lines())
                    .containsExactlyInAnyOrder("Home.md", "Setup.md", "Usage.md");
            assertThat(git.ok("fsck", "--strict", "--full")).isEmpty();
            assertLacks(git, commit, tree, blob, pushed);

            GitClient.at(folder)
                    .ok(
                            "clone",
                            "-q",
                            "--filter=blob:none",
                            "--no-checkout",
                            server.url("reader", "secret"),
                            "partial");
            GitClient partial = GitClient.at(folder).in("partial");
            assertThat(partial.ok("show", "HEAD:Home.md")).isEqualTo("home");
            assertLacks(partial, commit, tree, blob, pushed);

            for (ObjectId outside : List.of(commit, tree, blob, pushed)) {
                for (GitClient client : List.of(git, partial)) {
                    assertThat(client.run("fetch", "origin", outside.name()).exitCode())
                            .as("fetch %s", outside)
                            .isNotZero();
                    assertThat(client.run("fetch", "--filter=blob:none", "origin", outside.name() + ":refs/heads/x")
                                    .exitCode())
                            .isNotZero();
                    assertThat(client.run("-c", "protocol.version=0", "fetch", "origin", outside.name())
                                    .exitCode())
                            .isNotZero();
                }
            }
            assertLacks(git, commit, tree, blob, pushed);
            assertThat(git.run("archive", "--remote=" + server.url("writer", "secret"), pushed.name())
                            .exitCode())
                    .isNotZero();
            String reserved = server.url("writer", "secret").replace("/docs.git", "/mirror--docs.git");
            String missing = server.url("writer", "secret").replace("/docs.git", "/missing.git");
            assertThat(git.run("ls-remote", reserved).stderr().replace("mirror--docs", "missing"))
                    .isEqualTo(git.run("ls-remote", missing).stderr())
                    .contains("not found");

            server.assertVerified();
            assertThat(server.gitSync().repair(server.docs().id()).repaired()).isFalse();
            assertThat(server.gitSync().mirrors().run(ID).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        }
    }

    private static void assertLacks(GitClient git, ObjectId... outside) {
        for (ObjectId id : outside) {
            assertThat(git.with("GIT_NO_LAZY_FETCH", "1")
                            .run("cat-file", "-e", id.name())
                            .exitCode())
                    .as("%s", id)
                    .isNotZero();
        }
    }

    private static MirrorDirectory directory() {
        Mirror mirror = new Mirror(
                ID,
                new SpaceId("docs"),
                new RemoteUrl("https://git.example.org/code.git"),
                Mirror.Options.defaults().folder("docs"));
        return new MirrorDirectory() {
            @Override
            public Optional<Mirror> find(MirrorId id) {
                return id.equals(ID) ? Optional.of(mirror) : Optional.empty();
            }

            @Override
            public List<Mirror> all() {
                return List.of(mirror);
            }
        };
    }

    private Repository remote() {
        return remotes.open(REMOTE).git();
    }

    private ObjectId main() throws IOException {
        try (Repository git = remote()) {
            return git.resolve(Constants.R_HEADS + "main");
        }
    }

    private ObjectId tree(ObjectId commit) throws IOException {
        try (Repository git = remote()) {
            return git.parseCommit(commit).getTree().copy();
        }
    }

    private static ObjectId blob(String text) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Begins the remote with these files. */
    private ObjectId commit(String... pathsAndTexts) throws IOException {
        try (Repository git = remote();
                ObjectInserter inserter = git.newObjectInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder files = cache.builder();
            for (int i = 0; i < pathsAndTexts.length; i += 2) {
                DirCacheEntry entry = new DirCacheEntry(pathsAndTexts[i]);
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(
                        inserter.insert(Constants.OBJ_BLOB, pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8)));
                files.add(entry);
            }
            files.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(inserter));
            commit.setAuthor(new PersonIdent("Grace", "grace@example.org"));
            commit.setCommitter(commit.getAuthor());
            commit.setMessage("Begin\n");
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            RefUpdate update = git.updateRef(Constants.R_HEADS + "main");
            update.setNewObjectId(id);
            assertThat(update.update()).isEqualTo(RefUpdate.Result.NEW);
            return id;
        }
    }
}
