package dev.gitsync.benchmarks.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.benchmarks.roundtrip.WikiFiles.Stored;
import dev.gitsync.model.ContentHash;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.Test;

class WikiFilesTest {
    private static final ContentHash ONE = new ContentHash("1".repeat(64));
    private static final ContentHash TWO = new ContentHash("2".repeat(64));
    private static final Set<String> FOLDERS = Set.of("a/", "a/b/");

    @Test
    void namesEveryDifference() {
        WikiFiles wiki = new WikiFiles(
                Set.of("a.md", "a/b.md"),
                FOLDERS,
                Map.of(
                        "a/b/right.png", new Stored("a/b/", ONE),
                        "a/b/owner.png", new Stored("a/", ONE),
                        "a/other.png", new Stored("a/", TWO),
                        "more.png", new Stored("", ONE)));
        GitFiles git = new GitFiles(
                Map.of(),
                0,
                Set.of("a.md", "c.md"),
                Map.of("a/b/right.png", ONE, "a/b/owner.png", ONE, "a/other.png", ONE, "x/y/less.png", ONE));
        assertThat(wiki.differences(git))
                .containsExactly(
                        "no attachment: x/y/less.png",
                        "no file of attachment: more.png",
                        "no file: a/b.md",
                        "no page: c.md",
                        "of another page: a/b/owner.png",
                        "other contents: a/other.png");
    }

    @Test
    void attachmentsBelongToTheNearestPage() {
        Map<String, ContentHash> files = Map.of("logo.png", ONE, "a/x/y/z.png", ONE, "a/b/c.png", TWO, "x/y.png", TWO);
        WikiFiles wiki = new WikiFiles(
                Set.of(),
                FOLDERS,
                Map.of(
                        "logo.png", new Stored("", ONE),
                        "a/x/y/z.png", new Stored("a/", ONE),
                        "a/b/c.png", new Stored("a/b/", TWO),
                        "x/y.png", new Stored("", TWO)));
        assertThat(wiki.differences(new GitFiles(Map.of(), 0, Set.of(), files))).isEmpty();
    }

    @Test
    void kindsAreThoseOfTheDocumentation() {
        assertThat(FileKind.of(FileMode.EXECUTABLE_FILE, "a/b.md")).isEqualTo(FileKind.PAGE);
        assertThat(FileKind.of(FileMode.REGULAR_FILE, "a/b.MD")).isEqualTo(FileKind.ATTACHMENT);
        assertThat(FileKind.of(FileMode.REGULAR_FILE, "a/.b/c.md")).isEqualTo(FileKind.HIDDEN);
        assertThat(FileKind.of(FileMode.REGULAR_FILE, ".md")).isEqualTo(FileKind.HIDDEN);
        assertThat(FileKind.of(FileMode.SYMLINK, "a.md")).isEqualTo(FileKind.LINK);
        assertThat(FileKind.of(FileMode.GITLINK, "themes/a")).isEqualTo(FileKind.LINK);
    }
}
