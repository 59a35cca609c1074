package dev.gitsync.examples.fitnesse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real FitNesse, once with the user guide that it includes, and the real git. */
final class FitNesseWithGitTest {
    @TempDir
    static Path home;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static RunningFitNesse fitNesse;

    @TempDir
    Path work;

    @BeforeAll
    static void start() throws IOException {
        fitNesse = RunningFitNesse.empty(home);
        save("FrontPage", "Welcome\n");
    }

    @AfterAll
    static void stop() {
        fitNesse.close();
    }

    @Test
    void clonesTheWholeUserGuideAndAppliesAPushedEdit(@TempDir Path folder) throws IOException {
        try (RunningFitNesse shipped = RunningFitNesse.withItsGuide(folder)) {
            Path clone = work.resolve("guide");
            git(work, "clone", "-q", shipped.git("guide"), clone.toString());
            assertThat(git(clone, "ls-files").lines().count())
                    .isEqualTo(pagesOnDisk(folder.resolve("FitNesseRoot/FitNesse/UserGuide")))
                    .isGreaterThan(200);
            assertThat(clone.resolve("_root.wiki")).isRegularFile();

            Path page = clone.resolve("OneMinuteDescription.wiki");
            Files.writeString(page, Files.readString(page) + "\nPushed by Grace.\n");
            String output = commitAndPush(clone, "Say who pushed");

            assertThat(output).contains("/FitNesse.UserGuide.OneMinuteDescription");
            assertThat(shipped.get("FitNesse.UserGuide.OneMinuteDescription")).contains("Pushed by Grace.");
            assertThat(shipped.get("FitNesse.UserGuide.OneMinuteDescription?versions"))
                    .contains("ada-");
            assertThat(shipped.get("RecentChanges")).contains("FitNesse.UserGuide.OneMinuteDescription");
        }
    }

    @Test
    void pullsABrowserEditWithItsUserAndKeepsGitMetadata() throws IOException {
        Path clone = clone("wiki");
        Files.writeString(
                clone.resolve("MySuite.wiki"), "---\nHelp: what it is for\nSuite\nOwner: grace\n---\nfirst\n");
        commitAndPush(clone, "A suite");

        save("MySuite", "second\n");
        git(clone, "pull", "-q");

        assertThat(Files.readString(clone.resolve("MySuite.wiki"))).isEqualTo("---\nOwner: grace\n---\nsecond\n");
        assertThat(git(clone, "log", "-1", "--format=%an", "--", "MySuite.wiki").strip())
                .isEqualTo("ada");
    }

    @Test
    void returnsTextAsItWasPushedAlthoughFitNesseNormalizesIt() throws IOException {
        Path clone = clone("wiki");
        String pushed = "---\r\nTest: yes\r\nEdit: no\r\n---\r\n|a table|\r\n|b|";
        Files.writeString(clone.resolve("SpelledPage.wiki"), pushed);
        commitAndPush(clone, "In my own way");

        assertThat(Files.readString(clone("wiki").resolve("SpelledPage.wiki"))).isEqualTo(pushed);
        assertThat(fitNesse.get("SpelledPage")).contains("a table").contains("?test");
    }

    @Test
    void renamesTheFileOfAPageRenamedInFitNesse() throws IOException {
        Path clone = clone("wiki");
        Files.writeString(clone.resolve("OldName.wiki"), "one\ntwo\nthree\n");
        Files.createDirectories(clone.resolve("OldName"));
        Files.writeString(clone.resolve("OldName/ChildPage.wiki"), "child\n");
        commitAndPush(clone, "Two pages");

        fitNesse.post("OldName", Map.of("responder", "renamePage", "newName", "NewName"));
        git(clone, "pull", "-q");

        assertThat(git(clone, "ls-files", "OldName*", "NewName*").lines())
                .containsExactly("NewName.wiki", "NewName/ChildPage.wiki");
        assertThat(git(clone, "log", "--format=%an", "--name-status", "-M", "--", "NewName.wiki", "OldName.wiki"))
                .contains("R100\tOldName.wiki\tNewName.wiki");
    }

    @Test
    void movesPagesWithTheirChildrenAfterAMoveInGit() throws IOException {
        Path clone = clone("wiki");
        Files.createDirectories(clone.resolve("FromHere/SubPage"));
        Files.writeString(clone.resolve("FromHere.wiki"), "from\n");
        Files.writeString(clone.resolve("FromHere/SubPage/DeepPage.wiki"), "deep text\n");
        commitAndPush(clone, "Some pages");

        git(clone, "mv", "FromHere", "ToThere");
        git(clone, "mv", "FromHere.wiki", "ToThere.wiki");
        commitAndPush(clone, "Move them");

        assertThat(fitNesse.get("ToThere.SubPage.DeepPage")).contains("deep text");
        assertThat(home.resolve("FitNesseRoot/FromHere")).doesNotExist();
        assertThat(home.resolve("FitNesseRoot/FromHere.wiki")).doesNotExist();
        assertThat(git(clone, "pull")).contains("Already up to date");
    }

    @Test
    void asksTheEditorOfAPushedPageToMerge() throws IOException {
        Path clone = clone("wiki");
        Files.writeString(clone.resolve("OpenPage.wiki"), "before\n");
        commitAndPush(clone, "A page");
        Map<String, String> form = Map.of(
                "responder", "saveData", "editTime", "1", "ticketId", "7", "pageContent", "from an old editor\n");

        assertThat(fitNesse.post("OpenPage", form)).contains("merge");
        git(clone, "pull", "-q");
        assertThat(Files.readString(clone.resolve("OpenPage.wiki"))).isEqualTo("before\n");
    }

    @Test
    void deletesAPageAndRestoresItWithARevert() throws IOException {
        Path clone = clone("wiki");
        Files.writeString(clone.resolve("ShortLived.wiki"), "short\n");
        commitAndPush(clone, "A page");
        git(clone, "rm", "-q", "ShortLived.wiki");
        commitAndPush(clone, "Away with it");
        assertThat(home.resolve("FitNesseRoot/ShortLived.wiki")).doesNotExist();

        git(clone, "revert", "--no-edit", "HEAD");
        git(clone, "push", "-q");

        assertThat(fitNesse.get("ShortLived")).contains("short");
    }

    @Test
    void refusesInvalidNamesAndLinksToTheDiskWithAMessage() throws IOException {
        Path clone = clone("wiki");
        assertRefused(clone, "Not a word.wiki", "x\n", "can't be the name of a page");
        assertRefused(clone, "files.wiki", "x\n", "can't be the name of a page");
        assertRefused(clone, "RecentChanges.wiki", "x\n", "by itself");
        assertRefused(clone, "BadHeader.wiki", "---\n  : x\n---\n", "header");
        assertRefused(clone, "LinkPage.wiki", "---\nSymbolicLinks\n  Etc: file:///etc\n---\n", "symbolic link");
        assertThat(home.resolve("FitNesseRoot/LinkPage.wiki")).doesNotExist();
    }

    @Test
    void clonesFilesOfFitNesseAndServesPushedOnes() throws IOException {
        Path folder = home.resolve("FitNesseRoot/files/images");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("plan.txt"), "from FitNesse");
        Path clone = clone("wiki");
        assertThat(Files.readString(clone.resolve("files/images/plan.txt"))).isEqualTo("from FitNesse");

        Files.writeString(clone.resolve("files/images/plan.txt"), "from git");
        Files.writeString(clone.resolve("files/new.txt"), "a new file");
        commitAndPush(clone, "Files");
        assertThat(fitNesse.get("files/new.txt")).isEqualTo("a new file");
        assertThat(fitNesse.get("files/images/plan.txt")).isEqualTo("from git");
        Files.move(folder.resolve("plan.txt"), folder.resolve("renamed.txt"));
        git(clone, "pull", "-q");
        assertThat(git(clone, "ls-files", "files").lines())
                .containsExactly("files/images/renamed.txt", "files/new.txt");

        assertRefused(clone, "FrontPage/plan.txt", "x", "only in the folder 'files'");
        assertRefused(clone, "files/testResults/x", "x", "by itself");
        git(clone, "rm", "-q", "-r", "files");
        commitAndPush(clone, "No files");
        assertThat(home.resolve("FitNesseRoot/files/new.txt")).doesNotExist();
    }

    @Test
    void servesNothingWithoutAnAccount() {
        String url = fitNesse.git("wiki");
        assertThat(RunningFitNesse.git(work, "clone", url.replace("ada:secret", "ada:guess"), "no")
                        .exitCode())
                .isNotZero();
        assertThat(RunningFitNesse.git(work, "clone", url.replace("wiki.git", "other.git"), "no")
                        .exitCode())
                .isNotZero();
    }

    private static void assertRefused(Path clone, String file, String text, String sentence) throws IOException {
        Files.createDirectories(clone.resolve(file).getParent());
        Files.writeString(clone.resolve(file), text);
        git(clone, "add", "-A");
        git(clone, "commit", "-qm", "Hostile");
        RunningFitNesse.Outcome outcome = RunningFitNesse.git(clone, "push");
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output().replaceAll("\\s+(remote: )?", " ")).contains(sentence);
        git(clone, "reset", "-q", "--hard", "origin/HEAD");
    }

    private static long pagesOnDisk(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.equals("content.txt") || name.endsWith(".wiki"))
                    .count();
        }
    }

    private static void save(String page, String text) {
        fitNesse.post(
                page,
                Map.of(
                        "responder",
                        "saveData",
                        "editTime",
                        String.valueOf(Long.MAX_VALUE),
                        "ticketId",
                        "1",
                        "pageContent",
                        text));
    }

    private static String commitAndPush(Path clone, String message) {
        git(clone, "add", "-A");
        git(clone, "commit", "-qm", message);
        return git(clone, "push");
    }

    private Path clone(String space) throws IOException {
        Path folder = Files.createTempDirectory(work, "clone");
        git(work, "clone", "-q", fitNesse.git(space), folder.toString());
        return folder;
    }

    private static String git(Path folder, String... arguments) {
        RunningFitNesse.Outcome outcome = RunningFitNesse.git(folder, arguments);
        assertThat(outcome.exitCode())
                .as(String.join(" ", arguments) + ": " + outcome.output())
                .isZero();
        return outcome.output();
    }
}
