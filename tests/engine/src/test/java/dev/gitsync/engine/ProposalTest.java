package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.RealGit.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws 2, 9 and 11: trees and files that must not become pages, pushed with the real git. */
class ProposalTest {
    private static final int MAX_FILES = 1000;

    private ProposalFixture space;
    private RealGit git;

    @BeforeEach
    void start(@TempDir Path folder) {
        space = new ProposalFixture(
                folder,
                settings -> settings.push(push -> push.maxFiles(MAX_FILES)
                        .maxCommits(30)
                        .maxPageBytes(1 << 20)
                        .maxFileBytes(2 << 20)));
        git = space.git;
    }

    @AfterEach
    void assertValidPushesAreAccepted() {
        space.assertAcceptsValidPush();
        space.close();
    }

    @Test
    void refusesSymbolicLinksAndSubmodulesAtTheTip() {
        git.ok("update-index", "--add", "--cacheinfo", "120000," + git.blob("Home.md") + ",docs/link.md");
        git.ok("update-index", "--add", "--cacheinfo", "160000," + git.id("HEAD") + ",libs/other");
        git.write(".gitmodules", "[submodule \"other\"]\n path = libs/other\n url = https://example.org/other\n");

        assertThat(space.refused(git.commit("links")))
                .contains("docs/link.md is a symbolic link", "libs/other is a submodule")
                .contains(".gitmodules belongs to submodules");
    }

    @Test
    void acceptsSymbolicLinkThatTheTipDeletes() {
        git.ok("update-index", "--add", "--cacheinfo", "120000," + git.blob("Home.md") + ",link.md");
        git.commit("a link");
        git.ok("rm", "-q", "--cached", "link.md");

        assertThat(git.push(git.commit("no link")).exitCode()).isZero();
    }

    @Test
    void refusesNamesThatSomeFileSystemsTreatAsDotGit() {
        String hooks = git.tree(Entry.of("100755", "hook", git.blob("#!/bin/sh\n")));
        for (String name : List.of(
                ".git",
                ".GIT",
                ".Git ",
                ".git.",
                "git~1",
                "GIT~1",
                ".git::$INDEX_ALLOCATION",
                ".g\u200cit",
                "a\\.git")) {
            String tree = git.tree(Entry.of("40000", name, hooks), Entry.of("100644", "zHome.md", space.page));

            assertThat(space.refused(git.commitOf(tree)))
                    .as(name)
                    .contains("has a name that some file systems treat as .git");
        }
    }

    @Test
    void refusesInvalidNames() {
        Map<String, String> reasons = Map.of(
                ".",
                "refers to another folder",
                "..",
                "refers to another folder",
                "a/b.md",
                "has a slash",
                "",
                "has no name");
        reasons.forEach((name, why) -> {
            String tree = git.tree(Entry.of("100644", name, space.page), Entry.of("100644", "zHome.md", space.page));

            // Git itself refuses to send some of these.
            assertThat(space.refused(() -> PackPush.of(space, git.commitOf(tree))))
                    .as(name)
                    .contains(why);
        });
    }

    @Test
    void refusesNamesThatSomeFileSystemsCannotStore() {
        for (String name : List.of("con.md", "a:b.md", "what?.md", "dot.", "tab\there.md", "back\\slash.md", "PRN")) {
            String tree = git.tree(Entry.of("40000", "A", space.treeWith("100644", name, space.page)));

            assertThat(space.refused(git.commitOf(tree)))
                    .contains("A/" + name.replace('\t', '?') + " has a name that not every computer can store");
        }
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        String tree = git.tree(Entry.of("100644", "Home.md", space.page), new Entry("100644", "\u00e4.md", space.page));

        assertThat(space.refused(git.commitOf(tree))).contains(".md has a name that is not UTF-8");
    }

    @Test
    void refusesNamesThatAreEqualOnOtherFileSystems() {
        git.write("docs/readme.md", "a").write("docs/README.md", "b");

        assertThat(space.refused(git.commit("case")))
                .contains("Push refused: docs/README.md and docs/readme.md differ only in case."
                        + " Rename one of them and push again.");
    }

    @Test
    void refusesPathsThatAreTooLongInAMovedFolder() {
        String name = "n".repeat(200);
        git.write((name + "/").repeat(4) + "deep.md", "deep");
        assertThat(git.push(git.commit("long")).exitCode()).isZero();
        git.ok("mv", name, "moved");
        git.ok("read-tree", "--prefix=" + (name + "/").repeat(2), "HEAD");

        assertThat(space.refused(git.commit("longer"))).contains(name, "is longer than 1024 bytes");
    }

    @Test
    void refusesModesThatGitNeverWrites() {
        for (String mode : List.of("100664", "100666", "120777", "040000", "40755", "123456", "644")) {
            String object = mode.contains("40") ? git.tree(Entry.of("100644", "x", space.page)) : space.page;
            String tree = space.treeWith(mode, "Odd.md", object);

            assertThat(space.refused(git.commitOf(tree))).containsAnyOf("Odd.md has the mode " + mode, "is invalid");
        }
    }

    @Test
    void namesThePathOfAModeThatOnlyOldVersionsOfGitWrote() {
        String folder = space.treeWith("100664", "Old.md", space.page);

        assertThat(space.refused(git.commitOf(git.tree(Entry.of("40000", "docs", folder)))))
                .contains("docs/Old.md has the mode 100664");
    }

    @Test
    void refusesDuplicateEntries() {
        String folder = git.tree(Entry.of("100644", "x", space.page));
        String files = git.tree(Entry.of("100644", "A.md", space.page), Entry.of("100644", "A.md", git.blob("other")));
        String apart = git.tree(
                Entry.of("100644", "A", space.page),
                Entry.of("100644", "A-b", space.page),
                Entry.of("100644", "A.md", space.page),
                Entry.of("40000", "A", folder));

        assertThat(space.refused(git.commitOf(files))).contains("A.md is listed twice");
        assertThat(space.refused(git.commitOf(apart))).contains("A is listed twice");
    }

    @Test
    void refusesUnsortedTrees() {
        String folder = git.tree(Entry.of("100644", "z.md", space.page), Entry.of("100644", "a.md", space.page));

        assertThat(space.refused(git.commitOf(git.tree(Entry.of("40000", "docs", folder)))))
                .contains("docs/a.md is not in git's sort order");
    }

    @Test
    void refusesTruncatedTreesWithAHelpfulMessage() {
        String tree = git.ok(
                "100644 cut.md\0abc".getBytes(StandardCharsets.UTF_8),
                "hash-object",
                "-t",
                "tree",
                "--literally",
                "-w",
                "--stdin");
        // Git itself would send such a tree only without checking it.
        String output = space.refused(() -> PackPush.of(space, git.commitOf(tree)));

        assertThat(output).contains("An object of this push is invalid (" + tree + ")");
    }

    @Test
    @Timeout(60)
    void refusesATenThousandFoldersDeepTreeThatTheTipDeletes() {
        String deep = git.deepTree(space.page, 10_000);
        String commit = git.commitOf(deep);
        git.ok("checkout", "-q", "--detach");
        String onTop = git.ok("commit-tree", "-m", "Gone again", "-p", commit, "HEAD^{tree}");

        assertThat(space.refused(() -> PackPush.of(space, commit))).contains("d/d/d/", "is deeper than 64 folders");
        assertThat(space.refused(() -> PackPush.of(space, onTop)))
                .contains("is deeper than 64 folders (in commit " + commit.substring(0, 10));
    }

    @Test
    void refusesToMakeATreeDeeperByMovingIt() {
        git.write("d/".repeat(60) + "deep.md", "deep");
        assertThat(git.push(git.commit("60 deep")).exitCode()).isZero();
        String top = git.id("HEAD^{tree}");
        for (int i = 0; i < 5; i++) {
            top = git.tree(Entry.of("40000", "up", top));
        }

        assertThat(space.refused(git.commitOf(top)))
                .contains("up/up/up/up/up/d/")
                .contains("is deeper than 64 folders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100644", "40000"})
    @Timeout(60)
    void refusesATreeThatUnfoldsToTenBillionPaths(String kind) {
        String inner = kind.equals("40000") ? git.tree() : space.page;
        String mode = kind;
        for (int level = 0; level < 10; level++) {
            Entry[] entries = new Entry[10];
            for (int i = 0; i < 10; i++) {
                entries[i] = Entry.of(mode, "n" + i + ".md", inner);
            }
            inner = git.tree(entries);
            mode = "40000";
        }
        String bomb = git.commitOf(git.tree(Entry.of("40000", "bomb", inner)));

        // Git would unfold the names too if it sent this itself.
        assertThat(space.refused(() -> PackPush.of(space, bomb)))
                .contains("bomb/", "is where this push exceeds " + MAX_FILES + " new files and folders");
    }

    @Test
    void refusesManySmallStepsToTooManyFiles() {
        Entry[] files = new Entry[100];
        for (int i = 0; i < files.length; i++) {
            files[i] = Entry.of("100644", "f%02d.md".formatted(i), space.page);
        }
        String folder = git.tree(files);
        List<Entry> root = new ArrayList<>();
        String commit = git.id("HEAD");
        for (int i = 0; i < 15; i++) {
            root.add(Entry.of("40000", "d%02d".formatted(i), folder));
            commit = git.commitOf(git.tree(root.toArray(Entry[]::new)), commit);
        }

        assertThat(space.refused(commit)).contains("d", "exceeds " + MAX_FILES + " new files");
    }

    @Test
    void refusesMoreCommitsThanAllowed() {
        String commit = git.id("HEAD");
        for (int i = 0; i < 31; i++) {
            commit = git.commitOf(git.id("HEAD^{tree}"), commit);
        }

        assertThat(space.refused(commit)).contains("The push has more than 30 commits");
    }

    @Test
    void refusesFilesThatAreTooLargeInAnyFolder() {
        git.write("Page.md", "p".repeat((1 << 20) + 1)).write("img/big.svg", "b".repeat((2 << 20) + 1));
        String big = git.commit("big");
        git.ok("rm", "-q", "img/big.svg", "Page.md");

        assertThat(space.refused(big)).contains("img/big.svg has 2097153 bytes; this server accepts up to 2097152");
        assertThat(space.refused(git.commit("gone"))).contains("img/big.svg has 2097153 bytes", "in commit");
        git.ok("checkout", "-q", "--detach", "origin/HEAD");
        git.write("Page.md", "p".repeat((1 << 20) + 1));
        assertThat(space.refused(git.commit("page")))
                .contains("Page.md has 1048577 bytes; this server accepts up to 1048576");
    }

    @Test
    void refusesATitleThatIsTooLong() {
        git.write("Long.md", "---\ntitle: " + "t".repeat(1001) + "\n---\n");
        assertThat(space.refused(git.commit("long"))).contains("Long.md", "1001 characters", "up to 1000");
        git.ok("checkout", "-q", "--detach", "origin/HEAD");
        git.write("Long.md", "---\ntitle: " + "t".repeat(1000) + "\n---\n");
        assertThat(git.push(git.commit("fits")).exitCode()).isZero();
        git.ok("fetch", "-q");
    }

    @Test
    void refusesAPackWithAnObjectBeyondAllLimits() {
        git.write("Huge.bin", "h".repeat((16 << 20) + 1));

        assertThat(space.refused(git.commit("huge")))
                .contains("A file in a commit of this push is larger than 16777216");
    }

    @Test
    void refusesHistoryWithMaliciousSubmodules() {
        git.write(".gitmodules", "[submodule \"x\"]\n path = x\n url = --upload-pack=touch\n");
        git.commit("harm");
        git.ok("rm", "-q", "-f", ".gitmodules");

        assertThat(space.refused(git.commit("gone")))
                .contains(".gitmodules names a submodule in a way that git does not");
    }

    @Test
    void countsProblemsThatItDoesNotName() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(Entry.of("100664", "bad%02d.md".formatted(i), space.page));
        }

        String output = space.refused(git.commitOf(git.tree(entries.toArray(Entry[]::new))));

        assertThat(output)
                .contains("bad00.md has", "bad19.md has", "… and 10 more")
                .doesNotContain("bad20.md");
    }

    /** Faults E4: wherever the push is refused, the message names a command that lists the rest. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesTheCommandThatListsTheRest(boolean isInTheObjects) {
        List<Entry> entries = new ArrayList<>();
        String bad = isInTheObjects ? space.page : git.blob("<<<<<<< HEAD\n=======\n>>>>>>> b\n");
        for (int i = 0; i < 300; i++) {
            entries.add(Entry.of(isInTheObjects ? "100664" : "100644", "bad%03d.md".formatted(i), bad));
        }
        git.ok("reset", "-q", "--soft", git.commitOf(git.tree(entries.toArray(Entry[]::new))));
        String output = space.refused(() -> git.run("push"));
        assertThat(output).contains("bad019.md ").doesNotContain("bad020.md ");
        Matcher command = Pattern.compile("… and 280 more.* git (push -o \\S+)").matcher(output);
        assertThat(command.find()).as(output).isTrue();

        String all = space.refused(() -> git.run(command.group(1).split(" ")));

        assertThat(all).contains("bad000.md ", "bad020.md ", "bad299.md ").doesNotContain("more");
    }

    @Test
    void listsUpToAThousandPaths() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < MAX_FILES + 1; i++) {
            entries.add(Entry.of("100664", "bad%04d.md".formatted(i), space.page));
        }
        String commit = git.commitOf(git.tree(entries.toArray(Entry[]::new)));

        assertThat(space.refused(() -> git.push(commit, "-o", "gitsync.verbose")))
                .contains("bad0999.md ", "… and 1 more. No more than 1000 are listed")
                .doesNotContain("bad1000.md");
    }

    @Test
    void countsInvalidPagesThatItDoesNotName() {
        for (int i = 0; i < 30; i++) {
            git.write("bad%02d.md".formatted(i), "<<<<<<< HEAD\n=======\n>>>>>>> b\n" + i);
        }

        assertThat(space.refused(git.commit("bad")))
                .contains("bad00.md still holds conflict markers", "bad19.md still", "… and 10 more")
                .doesNotContain("bad20.md");
    }
}
