package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.model.Attachment;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.TestContent;
import dev.gitsync.tests.GitClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git-lfs client and a wiki with attachments; skipped where the client is not installed. */
final class LfsWikiTest {
    private static final Provenance ADA =
            Provenance.wiki(new Person("Ada", "ada@example.org"), Instant.EPOCH, "Replace the plan");

    @TempDir
    private Path home;

    @Test
    void largeFilesAreAttachmentsBothWays() throws Exception {
        assumeTrue(GitClient.at(home).run("lfs", "version").exitCode() == 0, "git-lfs is not installed");
        GitClient.at(home).ok("lfs", "install", "--skip-repo");
        try (WikiServer server = WikiServer.startWithAttachments()) {
            PageId page = server.writeHome();
            GitClient git = server.clone(home, "work");
            TestContent first = random(1);
            git.ok("lfs", "track", "*.bin");
            Files.createDirectories(git.folder().resolve("Home"));
            Files.write(git.folder().resolve("Home/plan.bin"), first.bytes());
            git.ok("add", ".");
            git.ok("commit", "-qm", "Add the plan");
            GitClient.Outcome refused = git.with("GIT_LFS_SKIP_PUSH", "1").run("push", "-q", "origin", "HEAD:main");
            assertThat(refused.stderr())
                    .contains(
                            "Home/plan.bin is a pointer of Git LFS to an object that this space does not have",
                            "git lfs push --all origin");
            git.ok("lfs", "push", "--all", "origin");
            git.with("GIT_LFS_SKIP_PUSH", "1").ok("push", "-q", "origin", "HEAD:main");
            Attachment attachment = only(server);
            assertThat(attachment.content()).isEqualTo(first.as(page, "plan.bin"));

            TestContent second = random(2);
            server.pages().replace(server.docs(), attachment.id(), second, ADA);
            git.ok("pull", "-q");
            assertThat(git.folder().resolve("Home/plan.bin")).hasBinaryContent(second.bytes());
            assertThat(git.ok("lfs", "fsck")).contains("Git LFS fsck OK");
            assertThat(git.ok("status", "--porcelain")).isEmpty();
            assertThat(git.ok("log", "-1", "--format=%an: %s")).isEqualTo("Ada: Replace the plan");
            server.assertVerified();
        }
    }

    /** An object that no file of the newest commit has. */
    @Test
    void everyCommitOfAPushCanBeCheckedOut() throws Exception {
        assumeTrue(GitClient.at(home).run("lfs", "version").exitCode() == 0, "git-lfs is not installed");
        GitClient.at(home).ok("lfs", "install", "--skip-repo");
        try (WikiServer server = WikiServer.startWithAttachments()) {
            server.writeHome();
            GitClient git = server.clone(home, "work");
            TestContent contents = random(1);
            git.ok("lfs", "track", "*.bin");
            Files.write(git.folder().resolve("plan.bin"), contents.bytes());
            git.ok("add", ".");
            git.ok("commit", "-qm", "Add the plan");
            git.ok("rm", "-q", "plan.bin");
            git.ok("commit", "-qm", "Remove the plan");
            GitClient.Outcome refused = git.run("push", "-q", "--no-verify", "origin", "HEAD:main");
            assertThat(refused.stderr())
                    .contains(
                            "plan.bin is a pointer of Git LFS to an object that this space does not have",
                            "(in commit " + git.ok("rev-parse", "--short=10", "HEAD~1") + ")",
                            "git lfs push --all origin");

            git.ok("lfs", "push", "--all", "origin");
            git.ok("push", "-q", "--no-verify", "origin", "HEAD:main");
            GitClient other = GitClient.at(home).in("other");
            GitClient.at(home).ok("clone", "-q", server.url("writer", WikiServer.PASSWORD), "other");
            other.ok("checkout", "-q", "HEAD~1");
            assertThat(other.folder().resolve("plan.bin")).hasBinaryContent(contents.bytes());
        }
    }

    @Test
    void uploadOverTheThresholdIsCheckedOutFromGitLfsWhereverItMoves() throws Exception {
        assumeTrue(GitClient.at(home).run("lfs", "version").exitCode() == 0, "git-lfs is not installed");
        GitClient.at(home).ok("lfs", "install", "--skip-repo");
        GitSyncSettings settings = GitSyncSettings.builder()
                .attachments(limits -> limits.lfsThreshold(50_000))
                .build();
        try (WikiServer server = WikiServer.startWithAttachments(builder -> builder.settings(settings))) {
            PageId page = server.writeHome();
            TestContent contents = random(1);
            PageId file = server.pages().upload(server.docs(), page, "my [big] plan.bin", contents, ADA);
            GitClient.at(home).ok("clone", "-q", server.url("writer", WikiServer.PASSWORD), "work");
            GitClient git = GitClient.at(home).in("work");

            assertThat(git.folder().resolve("Home/my [big] plan.bin")).hasBinaryContent(contents.bytes());
            assertThat(git.ok("lfs", "ls-files", "--name-only")).isEqualTo("Home/my [big] plan.bin");
            assertThat(git.ok("show", "--format=", "--name-only", "HEAD").lines())
                    .containsExactly("Home/.gitattributes", "Home/my [big] plan.bin");
            server.pages().renameAttachment(server.docs(), file, "deep/plan#1.bin", ADA);
            git.ok("pull", "-q");
            assertThat(git.folder().resolve("Home/deep/plan#1.bin")).hasBinaryContent(contents.bytes());
            server.pages().rename(server.docs(), page, "Start", ADA);
            git.ok("pull", "-q");
            assertThat(git.folder().resolve("Start/deep/plan#1.bin")).hasBinaryContent(contents.bytes());
            assertThat(git.ok("lfs", "ls-files", "--name-only")).isEqualTo("Start/deep/plan#1.bin");
            assertThat(git.ok("lfs", "fsck")).contains("Git LFS fsck OK");
            assertThat(git.ok("status", "--porcelain")).isEmpty();
            assertThat(git.ok("cat-file", "-s", "HEAD:Start/deep/plan#1.bin").strip())
                    .hasSizeLessThanOrEqualTo(3);

            TestContent second = random(2);
            Files.write(git.folder().resolve("Start/deep/plan#1.bin"), second.bytes());
            git.ok("commit", "-qam", "Replace it by git");
            git.ok("push", "-q", "origin", "HEAD:main");
            assertThat(only(server).content().hash()).isEqualTo(second.hash());
            server.assertVerified();
        }
    }

    private static Attachment only(WikiServer server) {
        return server.pages()
                .attachments()
                .orElseThrow()
                .attachments(server.docs(), null, 10)
                .get(0);
    }

    private static TestContent random(int seed) {
        byte[] bytes = new byte[100_000];
        new Random(seed).nextBytes(bytes);
        return TestContent.of(bytes);
    }
}
