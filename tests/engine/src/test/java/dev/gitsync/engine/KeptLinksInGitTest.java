package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.tests.RealGit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the real git makes of symbolic links and submodules that a setting keeps. */
class KeptLinksInGitTest {
    @Test
    @Timeout(60)
    void linksComeBackInEveryClone(@TempDir Path folder) throws IOException {
        try (ProposalFixture space = new ProposalFixture(
                folder,
                settings -> settings.push(push -> push.keepSymlinks(true).keepSubmodules(true)))) {
            RealGit git = space.git;
            EngineFixture wiki = space.wiki;
            PageId guide = wiki.page(null, "Guide", "guide\n");
            wiki.page(guide, "Setup", "setup\n");
            git.ok("pull", "-q", "origin", "main");
            Files.createSymbolicLink(git.folder().resolve("README"), Path.of("Home.md"));
            Files.createSymbolicLink(git.folder().resolve("Guide/up"), Path.of("../Home.md"));
            git.ok("add", ".");
            git.ok("update-index", "--add", "--cacheinfo", "160000," + "1".repeat(40) + ",Guide/lib");
            Files.createDirectory(git.folder().resolve("Guide/lib"));
            git.ok("config", "-f", ".gitmodules", "submodule.lib.path", "Guide/lib");
            git.ok("config", "-f", ".gitmodules", "submodule.lib.url", "https://example.org/lib.git");
            git.ok("add", ".gitmodules");
            RealGit.Outcome push = git.push(git.commit("links"));
            assertThat(push.exitCode()).as(push.toString()).isZero();

            git.ok("-c", "transfer.fsckObjects=true", "clone", "-q", space.server.url(), "with");
            git.ok("clone", "-q", "-c", "core.symlinks=false", space.server.url(), "without");
            git.ok("-C", "with", "fsck", "--strict");
            Path with = git.folder().resolve("with");
            assertThat(Files.readSymbolicLink(with.resolve("Guide/up"))).hasToString("../Home.md");
            assertThat(with.resolve("README")).hasContent("Welcome\n");
            assertThat(with.resolve("Guide/lib")).isEmptyDirectory();
            assertThat(git.folder().resolve("without/Guide/up")).hasContent("../Home.md");
            assertThat(git.ok("-C", "without", "status", "--porcelain")).isEmpty();

            wiki.wiki.rename(wiki.space, guide, "C# manual", wiki.edit("Rename"));
            git.ok("-C", "with", "pull", "-q", "origin", "main");
            String file = wiki.path(guide);
            String moved = file.substring(0, file.length() - ".md".length());
            assertThat(moved).isNotEqualTo("Guide");
            assertThat(Files.readSymbolicLink(with.resolve(moved).resolve("up")))
                    .hasToString("../Home.md");
            assertThat(git.ok("-C", "with", "config", "-f", ".gitmodules", "submodule.lib.path"))
                    .isEqualTo(moved + "/lib");
            assertThat(git.ok("-C", "with", "submodule", "status")).endsWith(moved + "/lib");
            assertThat(git.ok("-C", "with", "status", "--porcelain")).isEmpty();
            wiki.assertVerified();
        }
    }
}
