package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.RealGit;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests commit objects that can't become revisions, and unusual ones that can. */
class CommitsTest {
    private static final String GOOD = "Ada <ada@example.org> 1700000000 +0000";

    private ProposalFixture space;
    private RealGit git;

    @BeforeEach
    void start(@TempDir Path folder) {
        space = new ProposalFixture(folder, settings -> settings);
        git = space.git;
    }

    @AfterEach
    void assertValidPushesAreAccepted() {
        space.assertAcceptsValidPush();
        space.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada <ada@example.org> 3093527980800 +0000 | has a time of its author beyond the year 9999",
                "Ada <ada@example.org> 99999999999999999999 +0000 | 'Name <address> seconds +zone'",
                "Ada <ada@example.org> 0170000000 +0000 | 'Name <address> seconds +zone'",
                "Ada <ada@example.org> 1700000000 +00000 | 'Name <address> seconds +zone'",
                "Ada <ada@example.org>1700000000 +0000 | 'Name <address> seconds +zone'",
                "Ada ada@example.org 1700000000 +0000 | 'Name <address> seconds +zone'",
                "Ada <a<da@example.org> 1700000000 +0000 | 'Name <address> seconds +zone'",
                "A\0da <ada@example.org> 1700000000 +0000 | holds a NUL character"
            })
    void refusesAuthorsThatBreakARevision(String author, String why) {
        String bad = git.rawCommit(commit(author, "") + "\nMessage\n");

        assertThat(space.refused(() -> PackPush.of(space, bad)))
                .containsAnyOf("Commit " + bad.substring(0, 10), "object of this push is invalid (" + bad)
                .containsAnyOf(why, "is invalid");
    }

    @Test
    void refusesANulInTheMessage() {
        String bad = git.rawCommit(commit(GOOD, "") + "\nMess\0age\n");

        assertThat(space.refused(bad)).contains("Commit " + bad.substring(0, 10) + " holds a NUL character");
    }

    @Test
    void refusesAnInvalidParentOfAValidCommit() {
        String bad = git.rawCommit(commit(GOOD, "") + "\nMess\0age\n");
        String good = git.ok("commit-tree", "-m", "On top", "-p", bad, "HEAD^{tree}");

        assertThat(space.refused(good)).contains("Commit " + bad.substring(0, 10) + " holds a NUL character");
    }

    @Test
    void readsMessagesThatAreNotUtf8AsLatin1() {
        String tree = space.treeWith("100644", "Latin.md", git.blob("text"));
        String odd =
                git.rawCommit(commit(tree, "J\u00f6rg <j@example.org> 1700000000 +0000", "") + "\nGr\u00fc\u00dfe\n");

        assertThat(git.push(odd).exitCode()).isZero();

        assertThat(space.lastProvenance().author().name()).isEqualTo("J\u00f6rg");
        assertThat(space.lastProvenance().message()).isEqualTo("Gr\u00fc\u00dfe");
    }

    @Test
    void acceptsUnknownEncoding() {
        String tree = space.treeWith("100644", "Odd.md", git.blob("text"));
        String odd = git.rawCommit(commit(tree, GOOD, "encoding no-such-thing\n") + "\nMessage\n");

        assertThat(git.push(odd).exitCode()).isZero();
        assertThat(space.lastProvenance().message()).isEqualTo("Message");
    }

    @Test
    void advisesToUnshallowAShallowHistory() {
        String missing = "0123456789".repeat(4);
        String orphan = git.rawCommit("tree " + git.id("HEAD^{tree}") + "\nparent " + missing + "\nauthor " + GOOD
                + "\ncommitter " + GOOD + "\n\nMessage\n");

        assertThat(space.refused(() -> PackPush.of(space, orphan))).contains("'git fetch --unshallow'");
    }

    private String commit(String author, String more) {
        return commit(git.id("HEAD^{tree}"), author, more);
    }

    private String commit(String tree, String author, String more) {
        return "tree " + tree + "\nparent " + git.id("HEAD") + "\nauthor " + author + "\ncommitter " + GOOD + "\n"
                + more;
    }
}
