package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Change;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Provenance;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.tests.GitServer;
import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.RealGit.Entry;
import dev.gitsync.tests.RealGit.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;

/** A space with one page, served to the real git, and a clone of it, for pushes that are refused. */
final class ProposalFixture implements AutoCloseable {
    /** The commits of main that git has checked with all their objects. They are the same in each space. */
    private static final Set<String> CHECKED_BY_GIT = ConcurrentHashMap.newKeySet();

    final EngineFixture wiki;
    final GitServer server;
    final RealGit git;
    final String page;

    ProposalFixture(Path folder, UnaryOperator<GitSyncSettings.Builder> settings) {
        wiki = new EngineFixture(
                new FileRepositoryStore(folder.resolve("server")),
                builder -> builder.settings(
                        settings.apply(GitSyncSettings.builder()).build()));
        wiki.page(null, "Home", "Welcome\n");
        server = new GitServer(wiki.sync, wiki.space, GitUser.PUSHER);
        git = RealGit.clone(folder, server.url());
        page = git.id("HEAD:Home.md");
    }

    /** Returns the tree of the working copy with one more entry after Home.md. */
    String treeWith(String mode, String name, String id) {
        return git.tree(Entry.of("100644", "Home.md", page), Entry.of(mode, name, id));
    }

    /** Pushes a commit, and checks that it is refused without any change. */
    String refused(String commit) {
        return refused(() -> git.push(commit));
    }

    /** Runs a push, and checks that it is refused without any change. */
    String refused(Supplier<Outcome> push) {
        ObjectId main = wiki.git.main();
        List<Change> feed = feed();

        Outcome outcome = push.get();

        assertThat(outcome.exitCode()).as(outcome.toString()).isNotZero();
        assertThat(outcome.stderr()).doesNotContain("Exception", "eclipse", "null");
        assertThat(wiki.git.main()).isEqualTo(main);
        assertThat(feed()).isEqualTo(feed);
        return outcome.serverOutput();
    }

    /** Checks that the space accepts a valid push, passes verify, and that a new clone is complete. */
    void assertAcceptsValidPush() {
        String good = git.commitOn("refs/remotes/origin/HEAD", "Good.md", "good\n");
        git.pushWithoutProcess(good);
        assertThat(wiki.git.main().name()).isEqualTo(good);
        wiki.assertVerified();
        if (CHECKED_BY_GIT.add(good)) {
            git.ok("-c", "transfer.fsckObjects=true", "clone", "-q", "--bare", server.url(), "again");
        } else {
            assertCloneIsWhole();
        }
    }

    /** Checks the clone as git does, except for rules that depend only on the objects. */
    private void assertCloneIsWhole() {
        try (Git clone = Git.cloneRepository()
                .setURI(server.url())
                .setBare(true)
                .setDirectory(git.folder().resolveSibling("again").toFile())
                .setTransportConfigCallback(transport -> transport.setCheckFetchedObjects(true))
                .call()) {
            assertThat(clone.getRepository().resolve("refs/heads/main")).isEqualTo(wiki.git.main());
        } catch (GitAPIException | IOException e) {
            throw new AssertionError("A new clone is incomplete", e);
        }
    }

    /** Returns the provenance of the newest change in the wiki. */
    Provenance lastProvenance() {
        List<Change> feed = feed();
        return feed.get(feed.size() - 1).provenance();
    }

    private List<Change> feed() {
        return wiki.wiki.changes(wiki.space, Cursor.START, 1000).changes();
    }

    @Override
    public void close() {
        server.close();
    }
}
