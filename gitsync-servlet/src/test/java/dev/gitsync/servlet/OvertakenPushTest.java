package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.MergePolicy.MovedTip;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.store.Call;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults G3: {@code main} moves between the two requests of a push, info/refs and POST. Over HTTP, the second request
 * knows nothing of the first, so the old id in the push differs from the present {@code main}.
 */
@Timeout(120)
class OvertakenPushTest {
    @TempDir
    Path folder;

    private final WikiServer server = WikiServer.start();
    private PageId home;

    @BeforeEach
    void writeAPage() {
        home = server.writeHome();
    }

    @AfterEach
    void assertMainEqualsTheWiki() {
        server.assertVerified();
        server.close();
    }

    @Test
    void mergesWithAnEditOfAnotherPage() {
        GitClient git = server.clone(folder, "a");
        String seen = git.ok("rev-parse", "HEAD");
        git.commit("Mine.md", "Mine\n");
        String pushed = git.ok("rev-parse", "HEAD");
        server.beforeNextPush(() -> overtakeByEdit("Edited meanwhile\n"));

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(push.stderr())
                .contains("your push was merged with it", "Run 'git pull'")
                .contains(seen.substring(0, 7) + ".." + pushed.substring(0, 7) + "  HEAD -> main");
        assertThat(git.ok("rev-parse", "origin/main")).isEqualTo(pushed);
        git.ok("pull", "-q", "--ff-only");
        assertThat(git.ok("show", "HEAD:Home.md")).isEqualTo("Edited meanwhile");
        assertThat(git.ok("show", "HEAD:Mine.md")).isEqualTo("Mine");
        assertThat(git.ok("rev-parse", "HEAD^2")).isEqualTo(pushed);
        git.commit("Mine.md", "Mine once more\n");
        git.ok("push", "-q", "origin", "HEAD:main");
    }

    @Test
    void mergesWithAnotherPush() {
        GitClient ada = server.clone(folder, "ada");
        GitClient bob = server.clone(folder, "bob");
        ada.commit("Ada.md", "Ada\n");
        bob.commit("Bob.md", "Bob\n");
        server.beforeNextPush(() -> bob.ok("push", "-q", "origin", "HEAD:main"));

        ada.ok("push", "-q", "origin", "HEAD:main");

        ada.ok("pull", "-q", "--ff-only");
        bob.ok("pull", "-q", "--ff-only");
        assertThat(bob.ok("ls-tree", "--name-only", "HEAD")).isEqualTo("Ada.md\nBob.md\nHome.md");
        assertThat(bob.ok("rev-parse", "HEAD")).isEqualTo(ada.ok("rev-parse", "HEAD"));
    }

    @Test
    void namesThePagesOfAConflictAndTheCommandToRun() {
        GitClient git = server.clone(folder, "a");
        git.commit("Home.md", "From git\n");
        String main = git.ok("ls-remote", "origin", "main");
        server.beforeNextPush(() -> overtakeByEdit("From the wiki\n"));

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr())
                .contains(
                        "(fetch first: the wiki changed the same places)",
                        "remote: Home.md",
                        "Run 'git pull --rebase'");
        assertThat(server.editor().live(home).content().text()).isEqualTo("From the wiki\n");
        assertThat(git.ok("ls-remote", "origin", "main")).isNotEqualTo(main);
        assertThat(git.run("pull", "--rebase").stdout()).contains("CONFLICT", "Home.md");
        git.write("Home.md", "From both\n");
        git.ok("add", "Home.md");
        git.with("GIT_EDITOR", "true").ok("rebase", "--continue");
        git.ok("push", "-q", "origin", "HEAD:main");
        assertThat(server.editor().live(home).content().text()).isEqualTo("From both\n");
    }

    @Test
    void mergesAnEditAndAnotherPushAtOnce() {
        GitClient ada = server.clone(folder, "ada");
        GitClient bob = server.clone(folder, "bob");
        ada.commit("Ada.md", "Ada\n");
        bob.commit("Bob.md", "Bob\n");
        server.beforeNextPush(() -> {
            server.beforeNextPush(() -> overtakeByEdit("Edited before Bob's push\n"));
            bob.ok("push", "-q", "origin", "HEAD:main");
            overtakeByEdit("Edited after Bob's push\n");
        });

        ada.ok("push", "-q", "origin", "HEAD:main");

        ada.ok("pull", "-q", "--ff-only");
        assertThat(ada.ok("show", "HEAD:Ada.md", "HEAD:Bob.md", "HEAD:Home.md"))
                .isEqualTo("Ada\nBob\nEdited after Bob's push");
    }

    /** Two clients push while main moves between the two requests of every push, as in a space with an edit every second. */
    @Test
    void acceptsPushesOfOtherPagesAtTheFirstTryWhileMainMoves() {
        int rounds = 20;
        NavigableMap<String, String> files = new TreeMap<>(Map.of("Home.md", "Hello\n"));
        for (int i = 0; i < rounds; i++) {
            ObjectId seen = main();
            byte[] ada = pushOf(seen, files, "Ada" + i + ".md");
            byte[] bob = pushOf(seen, files, "Bob" + i + ".md");
            overtakeByEdit("Edit " + i + "\n");
            assertThat(answerTo(ada)).contains("ok refs/heads/main");
            overtakeByEdit("Edit " + i + " once more\n");
            assertThat(answerTo(bob)).contains("ok refs/heads/main");
            files.put("Ada" + i + ".md", "Ada" + i + ".md\n");
            files.put("Bob" + i + ".md", "Bob" + i + ".md\n");
            files.put("Home.md", "Edit " + i + " once more\n");
        }
        assertThat(server.clone(folder, "after").ok("ls-files").lines()).containsExactlyElementsOf(files.keySet());
    }

    private ObjectId main() {
        return ObjectId.fromString(
                server.gitSync().status(server.docs().id()).orElseThrow().main());
    }

    /** Returns the body of a push that adds one file, by a client that saw main with these files. */
    private static byte[] pushOf(ObjectId seen, Map<String, String> files, String added) {
        NavigableMap<String, String> all = new TreeMap<>(files);
        all.put(added, added + "\n");
        RawPack pack = new RawPack();
        RawPack.Item[] items = all.entrySet().stream()
                .map(file -> RawPack.Item.file(file.getKey(), pack.blob(file.getValue())))
                .toArray(RawPack.Item[]::new);
        ObjectId commit = pack.commit(pack.tree(items), seen);
        String command = seen.name() + " " + commit.name() + " refs/heads/main\0report-status";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("%04x%s0000".formatted(command.length() + 4, command).getBytes(StandardCharsets.ISO_8859_1));
        body.writeBytes(pack.bytes());
        return body.toByteArray();
    }

    private String answerTo(byte[] push) {
        return server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .body("application/x-git-receive-pack-request", push)
                .send()
                .body();
    }

    @Test
    void mergesAgainIfMainMovesDuringTheMerge() {
        String rest = "\n\n2\n3\n4\n5\n";
        server.editor().edit(home, "1" + rest, edit());
        GitClient git = server.clone(folder, "a");
        git.commit("Home.md", "1" + rest + "the last line\n");
        server.beforeNextPush(() -> overtakeByEdit("edit 0" + rest));
        for (int i = 1; i <= 3; i++) {
            String text = "edit " + i + rest;
            server.faulty().before(Call.APPLY, i, () -> overtakeByEdit(text));
        }

        git.ok("push", "-q", "origin", "HEAD:main");

        assertThat(server.editor().live(home).content().text()).isEqualTo("edit 3" + rest + "the last line\n");
    }

    @Test
    void mergesTheFirstPushIfTheSpaceWasEmptyBefore() {
        try (WikiServer empty = WikiServer.start()) {
            GitClient git = empty.clone(folder, "clone");
            git.commit("Mine.md", "Mine\n");
            empty.beforeNextPush(() -> {
                empty.editor().create(null, "Theirs", "Theirs\n", edit());
                empty.gitSync().runOnce(empty.docs().id());
            });

            git.ok("push", "-q", "origin", "HEAD:main");

            git.ok("pull", "-q", "--ff-only", "origin", "main");
            assertThat(git.ok("ls-tree", "--name-only", "HEAD")).isEqualTo("Mine.md\nTheirs.md");
        }
    }

    @Test
    void advisesAFetchIfTheServerDoesNotMerge() {
        GitSyncSettings settings = GitSyncSettings.builder()
                .merge(merge -> merge.movedTip(MovedTip.REFUSE))
                .build();
        try (WikiServer strict = WikiServer.startOver(engine -> engine.settings(settings))) {
            PageId page = strict.editor().create(null, "Home", "Hello\n", edit());
            GitClient git = strict.clone(folder, "clone");
            git.commit("Mine.md", "Mine\n");
            strict.beforeNextPush(() -> {
                strict.editor().edit(page, "Edited\n", edit());
                strict.gitSync().runOnce(strict.docs().id());
            });

            assertThat(git.run("push", "origin", "HEAD:main").stderr())
                    .contains("(fetch first)", "Run 'git pull --rebase'");

            git.ok("pull", "-q", "--rebase");
            git.ok("push", "-q", "origin", "HEAD:main");
        }
    }

    @Test
    void neverRewritesACommitThatCameBefore() {
        GitClient git = server.clone(folder, "a");
        git.ok("commit", "-q", "--amend", "-m", "Another history");
        server.beforeNextPush(() -> overtakeByEdit("Edited meanwhile\n"));

        assertThat(git.run("push", "-f", "origin", "HEAD:main").stderr()).contains("non-fast-forward", "git pull");

        assertThat(server.editor().live(home).content().text()).isEqualTo("Edited meanwhile\n");
    }

    private void overtakeByEdit(String text) {
        server.editor().edit(home, text, edit());
        catchUp();
    }

    /** Pulls an edit into main, as a fetch does. During a push, the push does that itself. */
    private void catchUp() {
        server.gitSync().runOnce(server.docs().id());
    }

    private static Provenance edit() {
        return Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.parse("2026-01-02T00:00:00Z"), "");
    }
}
