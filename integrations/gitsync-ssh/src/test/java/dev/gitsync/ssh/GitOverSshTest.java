package dev.gitsync.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.GitClient.Outcome;
import dev.gitsync.tests.ssh.ClientKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Git over SSH with OpenSSH's own client. */
class GitOverSshTest {
    @TempDir
    private static Path keys;

    private static ClientKey ada;
    private static ClientKey reader;
    private static ClientKey stranger;

    @TempDir
    private Path home;

    private SshWiki wiki;
    private SshKey adasKey;

    @BeforeAll
    static void createKeys() {
        ada = ClientKey.ed25519(keys, "ada");
        reader = ClientKey.ed25519(keys, "reader");
        stranger = ClientKey.ed25519(keys, "stranger");
    }

    @BeforeEach
    void start() {
        wiki = SshWiki.start(keys);
        adasKey = wiki.register("ada", ada);
        wiki.register("reader", reader);
    }

    @AfterEach
    void stop() throws IOException {
        wiki.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "2"})
    void clonesPushesAndPullsInEveryVersionOfTheProtocol(String version) {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada).with("GIT_CONFIG_PARAMETERS", "'protocol.version=" + version + "'");
        git.commit("Guide.md", "How to\n");

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).as(push.stderr()).isZero();
        assertThat(push.stderr()).contains("remote: ", "Guide.md", "HEAD -> main");
        wiki.writePage("Later", "Text\n");
        git.ok("pull", "-q", "--rebase", "origin", "main");
        assertThat(git.folder().resolve("Later.md")).exists();
        assertThat(git.ok("push", "origin", "HEAD:main")).isEmpty();
        wiki.assertVerified();
    }

    @ParameterizedTest
    @ValueSource(strings = {"git/docs.git", "docs.git", "docs", "git/docs", "docs.git/"})
    void servesASpaceUnderEachFormOfItsPath(String path) {
        wiki.writePage("Home", "Hello\n");
        assertThat(ada.git(home).ok("ls-remote", wiki.url(path))).contains("refs/heads/main");
    }

    @Test
    void tellsTheAuditWhoUsedWhichKey() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada);
        git.commit("Guide.md", "How to\n");
        git.ok("push", "-q", "origin", "HEAD:main");

        String fingerprint = adasKey.key().fingerprint();
        assertThat(wiki.audit())
                .hasSize(2)
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                AuditEvent.Fetched.class,
                                fetched -> assertThat(List.of(fetched.user(), fetched.key(), fetched.address()))
                                        .containsExactly("ada", fingerprint, "127.0.0.1")))
                .anySatisfy(event -> assertThat(event).isInstanceOfSatisfying(AuditEvent.Pushed.class, pushed -> {
                    assertThat(List.of(pushed.user(), pushed.key())).containsExactly("ada", fingerprint);
                    assertThat(pushed.updates())
                            .singleElement()
                            .satisfies(update -> assertThat(update.isDone()).isTrue());
                }));
        assertThat(wiki.keys().ofUser("ada").get(0).lastUsed()).isPresent();
    }

    @Test
    void refusesAPushWithTheSentenceOfHttp() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada);
        git.commit("docs/a.md", "1\n");
        git.commit("Docs/b.md", "2\n");

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("[remote rejected]", "differ only in case");
    }

    @Test
    void refusesAForcedPush() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada);
        String before = wiki.main().orElseThrow();
        git.ok("checkout", "-q", "--orphan", "other");
        git.commit("Other.md", "Other\n");

        Outcome push = git.run("push", "--force", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("[remote rejected]");
        assertThat(wiki.main()).hasValue(before);
    }

    @Test
    void refusesAPushOfAReader() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, reader);
        git.commit("Guide.md", "How to\n");

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("You may read this space, but not push to it.");
    }

    @Test
    void refusesAPushWhoseKeyWasRemovedMeanwhile() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada);
        String before = wiki.main().orElseThrow();
        git.commit("Guide.md", "How to\n");
        wiki.whenPlanned(() -> wiki.keys().remove("ada", adasKey.id()));

        Outcome push = git.run("push", "origin", "HEAD:main");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("you may not push to this space any more", "Nothing was changed");
        assertThat(wiki.main()).hasValue(before);
        assertThat(git.run("ls-remote", "origin").stderr()).contains("Permission denied (publickey)");
    }

    @Test
    void answersForAForbiddenSpaceAsForAMissingOne() {
        String forbidden =
                ada.git(home).run("ls-remote", wiki.url("git/secret.git")).stderr();
        String missing =
                ada.git(home).run("ls-remote", wiki.url("git/absent.git")).stderr();
        String impossible =
                ada.git(home).run("ls-remote", wiki.url("git/a/b/../c.git")).stderr();

        assertThat(forbidden)
                .contains("Repository not found, or you may not read it.")
                .isEqualTo(missing)
                .isEqualTo(impossible);
    }

    @Test
    void refusesAnUnknownKey() {
        Outcome clone = stranger.git(home).run("clone", wiki.url(), "docs");

        assertThat(clone.exitCode()).isNotZero();
        assertThat(clone.stderr()).contains("Permission denied (publickey)");
        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () -> assertThat(wiki.audit()).singleElement().isInstanceOf(AuditEvent.SignInFailed.class));
    }

    @Test
    void clonesAndPushesManyPagesAndALargeFile() {
        for (int i = 0; i < 300; i++) {
            wiki.writePage("Page " + i, "Text of page " + i + "\n".repeat(200));
        }
        GitClient git = wiki.clone(home, ada);
        byte[] noise = new byte[3 << 20];
        new java.util.Random(1).nextBytes(noise);
        git.write("big.bin", java.util.Base64.getEncoder().encodeToString(noise));
        git.ok("add", ".");
        git.ok("-c", "user.name=ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "Add a file");

        git.ok("push", "-q", "origin", "HEAD:main");

        GitClient again = wiki.clone(home, ada, "again");
        assertThat(again.ok("rev-parse", "HEAD")).isEqualTo(git.ok("rev-parse", "HEAD"));
        wiki.assertVerified();
    }

    @Test
    void refusesALargePushOfAnotherBranch() {
        wiki.writePage("Home", "Hello\n");
        GitClient git = wiki.clone(home, ada);
        byte[] noise = new byte[6 << 20];
        new java.util.Random(2).nextBytes(noise);
        git.write("big.bin", java.util.Base64.getEncoder().encodeToString(noise));
        git.ok("add", ".");
        git.ok("-c", "user.name=ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", "Add a file");

        Outcome push = git.run("push", "origin", "HEAD:refs/heads/other");

        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("[remote rejected]", "other");
    }
}
