package dev.gitsync.examples.jspwiki;

import static dev.gitsync.examples.jspwiki.Git.git;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.wiki.WikiEngine;
import org.apache.wiki.api.core.Attachment;
import org.apache.wiki.api.core.Context;
import org.apache.wiki.api.core.Page;
import org.apache.wiki.api.spi.Wiki;
import org.apache.wiki.attachment.AttachmentManager;
import org.apache.wiki.content.PageRenamer;
import org.apache.wiki.pages.PageManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSPWiki's engine with the pages that it ships, and the real git. The wiki's side uses what its own pages call. */
final class JspWikiWithGitTest {
    private static final Path SHIPPED = Path.of("src/test/resources/dev/gitsync/examples/jspwiki/shipped");

    @TempDir
    static Path home;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static WikiEngine engine;

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static JspWikiWithGit running;

    @TempDir
    Path work;

    @BeforeAll
    static void start() throws IOException {
        Path pages = Files.createDirectories(home.resolve("pages"));
        for (Path page : shipped()) {
            Files.copy(page, pages.resolve(page.getFileName()));
        }
        engine = JspWiki.start(home);
        JspWiki.account(engine, "ada", "secret");
        running = JspWikiWithGit.open(engine, home.resolve("git"), 0);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void roundTripsShippedPages() throws IOException {
        Path clone = cloned();
        List<Path> free = new ArrayList<>();
        for (Path page : shipped()) {
            Path file = clone.resolve(page.getFileName().toString());
            assertThat(file).hasContent(Files.readString(page));
            if (!Files.readString(page).contains("[{ALLOW")) {
                Files.writeString(file, Files.readString(file) + "\nPushed.");
                free.add(file);
            }
        }
        assertThat(free).hasSizeGreaterThanOrEqualTo(20);
        accept(Git.push(clone, "Touch all pages"));

        Path second = cloned();
        for (Path file : free) {
            String name = file.getFileName().toString();
            assertThat(Files.readString(second.resolve(name))).isEqualTo(Files.readString(file));
            assertThat(text(name.replace(".txt", ""))).endsWith("\r\nPushed.\r\n");
        }
    }

    @Test
    void refusesAPushAsAWholeThatChangesAPageWithARule() throws IOException {
        Path clone = cloned();
        Files.writeString(clone.resolve("Before.txt"), "would be written first");
        refuse(clone, "CSSRibbon.txt", "[{ALLOW view All}]\nmine", "does not allow you to edit the page 'CSSRibbon'");
        assertThat(text("Before")).isEmpty();
    }

    @Test
    void recordsThePusherAndTheMessageInTheHistoryOfAPage() throws IOException {
        Path clone = cloned();
        Files.writeString(clone.resolve("Pushed.txt"), "one\n");
        accept(Git.push(clone, "Say one"));

        Page page = page("Pushed");
        assertThat(page.getAuthor()).isEqualTo("ada");
        assertThat(page.<String>getAttribute(Page.CHANGENOTE)).isEqualTo("Say one");
        Files.writeString(clone.resolve("Pushed.txt"), "two\n");
        accept(Git.push(clone, "Say two"));
        assertThat(engine.getManager(PageManager.class).getVersionHistory("Pushed"))
                .hasSize(2);
    }

    @Test
    void pullsASaveInTheWikiWithItsAuthor() throws Exception {
        Path clone = cloned();
        save("Written", "in the wiki", "bob");
        git(clone, "pull", "-q");

        assertThat(Files.readString(clone.resolve("Written.txt"))).isEqualTo("in the wiki\n");
        assertThat(git(clone, "log", "-1", "--format=%an", "--", "Written.txt").strip())
                .isEqualTo("bob");
    }

    @Test
    void renamesTheFileOfAPageRenamedInTheWiki() throws Exception {
        Path clone = cloned();
        save("Old", "one\ntwo\n", "bob");
        attach("Old", "plan.bin", "a plan");
        git(clone, "pull", "-q");
        String before = id("Old");
        engine.getManager(PageRenamer.class).renamePage(context("Old", "bob"), "Old", "New", true);
        save("New", "changed as a whole, before anybody looks", "bob");
        git(clone, "pull", "-q");

        assertThat(git(clone, "ls-files", "Old*", "New*").lines()).containsExactly("New.txt", "New/plan.bin");
        assertThat(id("New")).isEqualTo(before);
    }

    @Test
    void renamesAPageMovedInGitWithItsVersionsAndAttachments() throws Exception {
        Path clone = cloned();
        save("From", "first", "bob");
        save("From", "second", "bob");
        attach("From", "plan.bin", "a plan");
        git(clone, "pull", "-q");
        String before = id("From");
        git(clone, "mv", "From.txt", "To.txt");
        git(clone, "mv", "From", "To");
        accept(Git.push(clone, "Rename a page"));

        assertThat(id("To")).isEqualTo(before);
        assertThat(engine.getManager(PageManager.class).pageExists("From")).isFalse();
        assertThat(engine.getManager(PageManager.class).getPureText("To", 1)).isEqualTo("first\r\n");
        assertThat(attached("To", "plan.bin")).isEqualTo("a plan");
        assertThat(git(clone, "pull")).contains("Already up to date");
    }

    @Test
    void keepsAttachmentsOfAPageThatTakesTheNameOfAnotherOne() throws Exception {
        Path clone = cloned();
        save("Taken", "soon away", "bob");
        attach("Taken", "old.bin", "old");
        save("Heir", "the next one", "bob");
        attach("Heir", "new.bin", "new");
        git(clone, "pull", "-q");
        git(clone, "rm", "-rq", "Taken.txt", "Taken");
        accept(Git.push(clone, "Away with it"));
        git(clone, "mv", "Heir.txt", "Taken.txt");
        git(clone, "mv", "Heir", "Taken");
        accept(Git.push(clone, "Take its name"));

        assertThat(attached("Taken", "new.bin")).isEqualTo("new");
        assertThat(git(clone, "ls-files", "Taken").lines()).containsExactly("Taken/new.bin");
    }

    @Test
    void sharesAttachmentsBothWays() throws Exception {
        Path clone = cloned();
        save("Shared", "with a file", "bob");
        attach("Shared", "wiki.bin", "from the wiki");
        git(clone, "pull", "-q");
        assertThat(clone.resolve("Shared/wiki.bin")).hasContent("from the wiki");

        Files.writeString(clone.resolve("Shared/wiki.bin"), "from git");
        Files.writeString(clone.resolve("Shared/git.bin"), "new");
        accept(Git.push(clone, "Two files"));
        assertThat(attached("Shared", "wiki.bin")).isEqualTo("from git");
        assertThat(attached("Shared", "git.bin")).isEqualTo("new");

        git(clone, "rm", "-q", "Shared/git.bin");
        accept(Git.push(clone, "One less"));
        assertThat(engine.getManager(AttachmentManager.class).listAttachments(page("Shared")))
                .hasSize(1);
    }

    @Test
    void refusesNamesAndRulesWithASentence() throws IOException {
        Path clone = cloned();
        refuse(clone, "50% more.txt", "x", "can't be the name of a page");
        refuse(clone, "lower.txt", "x", "Use 'Lower'");
        refuse(clone, "Elsewhere/About.txt", "x", "JSPWiki has a page 'About' already");
        refuse(clone, "Hidden.txt", "[{ALLOW view Admin}]\n", "would hide the page");
    }

    @Test
    void leavesRestrictedPagesOutAndRefusesChangesThatTheirRulesForbid() throws Exception {
        Path clone = cloned();
        save("Secret", "[{ALLOW view Admin}]\nsecret", "bob");
        save("Fixed", "[{ALLOW view All}]\n[{ALLOW edit Admin}]\nfixed", "bob");
        git(clone, "pull", "-q");

        assertThat(clone.resolve("Secret.txt")).doesNotExist();
        refuse(clone, "Fixed.txt", "[{ALLOW view All}]\nfree", "does not allow you to edit the page 'Fixed'");
        refuse(clone, "Secret.txt", "mine", "JSPWiki has a page 'Secret' already");
    }

    @Test
    void servesNothingWithAWrongPassword() {
        assertThat(Git.run(work, "clone", url().replace("secret", "guess"), "no")
                        .exitCode())
                .isNotZero();
    }

    private static void refuse(Path clone, String file, String text, String sentence) throws IOException {
        Files.createDirectories(Objects.requireNonNull(clone.resolve(file).getParent()));
        Files.writeString(clone.resolve(file), text);
        Git.push(clone, "Not here").assertRefused(sentence);
        git(clone, "reset", "-q", "--hard", "origin/HEAD");
    }

    private static void accept(Git.Outcome push) {
        assertThat(push.exitCode()).as(push.output()).isZero();
    }

    private Path cloned() throws IOException {
        Path folder = Files.createTempDirectory(work, "clone");
        git(work, "clone", "-q", url(), folder.toString());
        return folder;
    }

    private static String url() {
        return "http://ada:secret@127.0.0.1:" + running.port() + "/git/wiki.git";
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    /** The id under which gitsync knows a page. */
    private static String id(String name) throws IOException {
        return Files.readAllLines(home.resolve("git/ids")).stream()
                .filter(line -> line.endsWith(" " + name))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no id"));
    }

    private static void save(String name, String text, String author) throws Exception {
        engine.getManager(PageManager.class).saveText(context(name, author), text);
    }

    private static Context context(String name, String author) {
        Page page = Objects.requireNonNullElseGet(
                engine.getManager(PageManager.class).getPage(name),
                () -> Wiki.contents().page(engine, name));
        page.setAuthor(author);
        return Wiki.context().create(engine, page);
    }

    private static Page page(String name) {
        return Objects.requireNonNull(engine.getManager(PageManager.class).getPage(name));
    }

    private static String text(String name) {
        return engine.getManager(PageManager.class).getPureText(name, -1);
    }

    private static void attach(String page, String name, String content) throws Exception {
        Attachment attachment = Wiki.contents().attachment(engine, page, name);
        attachment.setAuthor("bob");
        engine.getManager(AttachmentManager.class)
                .storeAttachment(attachment, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String attached(String page, String name) throws Exception {
        AttachmentManager attachments = engine.getManager(AttachmentManager.class);
        Attachment attachment = Objects.requireNonNull(attachments.getAttachmentInfo(page + "/" + name));
        try (var in = attachments.getAttachmentStream(null, attachment)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
