package dev.gitsync.demo.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stories of users who share a wiki: one works in a real browser, the other with the real git. */
@WithRunningWiki
@ExtendWith(Chromium.class)
class BrowserStoriesTest {
    private final DemoWiki wiki;
    private final Browser browser;
    private final WebClient admin;
    private GitClient git = GitClient.at(Path.of("."));

    BrowserStoriesTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
        admin = WebClient.of(wiki, "ada");
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @BeforeEach
    void newHome(@TempDir Path home) {
        git = GitClient.at(home).with("GIT_AUTHOR_NAME", "Grace").with("GIT_COMMITTER_NAME", "Grace");
    }

    @Test
    void pullsAnEditOfTheBrowserAndShowsAPushWithoutAReload() {
        space("orchard", "Orchard");
        try (Person ada = signedIn("ada")) {
            ada.go("/s/orchard/new");
            ada.field("Title").fill("Pruning");
            ada.field("Text").fill("Prune in February.\n");
            ada.button("Create page").click();
            assertThat(ada.page().locator(".prose")).hasText("Prune in February.");
            git.ok("clone", "-q", url("bob:demo", "orchard"), "clone");
            GitClient clone = git.in("clone");
            assertThat(clone.ok("show", "HEAD:Pruning.md")).isEqualTo("Prune in February.");

            ada.link("Edit").click();
            ada.field("Text").fill("Prune in February, when it is dry.\n");
            ada.field("What changed").fill("Mind the weather");
            ada.button("Save").click();
            assertThat(ada.page().locator(".prose")).hasText("Prune in February, when it is dry.");
            clone.ok("pull", "-q", "--ff-only");
            assertThat(clone.ok("show", "HEAD:Pruning.md")).isEqualTo("Prune in February, when it is dry.");
            assertThat(clone.ok("log", "-1", "--format=%an: %s")).isEqualTo("Ada: Mind the weather");

            ada.page().evaluate("window.isTheSameDocument = true");
            clone.commit("Pruning.md", "Prune in March, when it is dry.\n");
            clone.ok("push", "-q");

            assertThat(ada.page().locator(".prose")).hasText("Prune in March, when it is dry.");
            assertThat(ada.news()).containsText("This page has just changed: version 3, by Grace with git");
            assertThat(ada.page().evaluate("window.isTheSameDocument")).isEqualTo(true);
            ada.news().getByText("What changed").click();
            assertThat(ada.page().locator(".diff .added")).containsText("Prune in March");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void showsBothTextsForALateSave() {
        space("meadow", "Meadow");
        String page = page("meadow", "Mowing", "Mow twice.\n");
        git.ok("clone", "-q", url("bob:demo", "meadow"), "clone");
        GitClient clone = git.in("clone");
        try (Person ada = signedIn("ada")) {
            ada.go(page + "/edit");
            ada.field("Text").fill("Mow once, late.\n");
            clone.commit("Mowing.md", "Mow twice, in June and September.\n");
            clone.ok("push", "-q");
            assertThat(ada.news()).containsText("Meanwhile Grace has saved version 2.");
            assertThat(ada.field("Text")).hasValue("Mow once, late.\n");

            ada.button("Save").click();

            assertThat(ada.page().getByText("Another edit was saved first.")).isVisible();
            assertThat(ada.page().locator("pre.source")).hasText("Mow twice, in June and September.");
            assertThat(ada.field("Text")).hasValue("Mow once, late.\n");
            ada.field("Text").fill("Mow once, in September.\n");
            ada.button("Save").click();
            assertThat(ada.page().locator(".prose")).hasText("Mow once, in September.");
            clone.ok("pull", "-q", "--ff-only");
            assertThat(clone.ok("show", "HEAD:Mowing.md")).isEqualTo("Mow once, in September.");
            assertThat(ada.complaints()).singleElement().asString().contains("409");
        }
    }

    @Test
    void resolvesAConflictInTheCloneWhileTheSyncPageUpdates() {
        space("pond", "Pond");
        String page = page("pond", "Fish", "Ten carps.\n");
        git.ok("clone", "-q", url("bob:demo", "pond"), "clone");
        GitClient clone = git.in("clone");
        try (Person ada = signedIn("ada")) {
            ada.go(page + "/edit");
            ada.field("Text").fill("Twelve carps.\n");
            ada.button("Save").click();
            assertThat(ada.page().locator(".prose")).hasText("Twelve carps.");
            ada.go("/s/pond/sync");
            clone.commit("Fish.md", "Nine carps.\n");

            assertThat(clone.run("push").stderr()).contains("fetch first");
            assertThat(clone.run("pull", "-q", "--rebase").exitCode()).isNotZero();
            assertThat(clone.folder().resolve("Fish.md"))
                    .content()
                    .contains("<<<<<<<", "Twelve carps.", "Nine carps.", ">>>>>>>");
            clone.ok("checkout", "-q", "--theirs", "Fish.md");
            clone.ok("add", "Fish.md");
            clone.with("GIT_EDITOR", "true").ok("rebase", "--continue");
            assertThat(clone.run("push", "origin", "HEAD:refs/heads/fish").exitCode())
                    .isNotZero();
            assertThat(ada.page().locator("#events .refused").first()).containsText("refs/heads/fish can't be pushed");
            assertThat(ada.news()).containsText("Push by bob refused");

            clone.ok("push", "-q", "origin", "main");

            assertThat(ada.page().locator("#events .push")).containsText("Fish.md");
            assertThat(ada.news()).containsText("Pushed by bob");
            ada.page().locator("#events .push").getByText("Fish.md").click();
            assertThat(ada.page().locator(".prose")).hasText("Nine carps.");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void createsCopiesUsesAndRevokesAToken() {
        space("shed", "Shed");
        page("shed", "Tools", "Two spades.\n");
        try (Person bob = signedIn("bob")) {
            bob.go("/account/tokens");
            bob.field("Label").fill("laptop in the shed");
            bob.field("Shed").check();
            bob.field("Clone, pull and push").check();
            bob.field("Expires after").selectOption("a week");
            bob.button("Create token").click();
            String secret = bob.page().locator("#secret").textContent();

            git.ok("clone", "-q", url("bob:" + secret, "shed"), "clone");
            git.in("clone").commit("Tools.md", "Three spades.\n");
            git.in("clone").ok("push", "-q");
            assertThat(git.run("ls-remote", url("bob:" + secret, "handbook")).exitCode())
                    .isNotZero();

            bob.page().reload();
            assertThat(bob.page().locator("#secret")).hasCount(0);
            assertThat(bob.page().locator(".tokens")).containsText("laptop in the shed read and write, shed.");
            assertThat(bob.page().locator(".tokens")).containsText("last used");
            bob.button("Revoke laptop in the shed").click();
            assertThat(bob.page().getByText("You have no tokens.")).isVisible();
            assertThat(git.in("clone").run("fetch").stderr()).contains("Authentication failed");
            assertThat(bob.complaints()).isEmpty();
        }
    }

    @Test
    void editsAPageByKeyboardAlone() {
        space("hedge", "Hedge");
        page("hedge", "Birds", "A wren.\n");
        try (Person ada = signedIn("ada")) {
            ada.go("/s/hedge");
            ada.page().keyboard().press("Tab");
            assertThat(ada.link("Skip to the text")).isFocused();
            ada.page().keyboard().press("Enter");
            assertThat(ada.page().locator("#main")).isFocused();
            tabTo(ada, "Birds");
            ada.page().keyboard().press("Enter");
            assertThat(ada.page().locator(".prose")).hasText("A wren.");
            tabTo(ada, "Edit");
            ada.page().keyboard().press("Enter");
            assertThat(ada.field("Text")).isVisible();
            tabTo(ada, "A wren.\n");
            ada.page().keyboard().press("Control+End");
            ada.page().keyboard().type("A robin.");
            tabTo(ada, "Save");
            ada.page().keyboard().press("Enter");
            assertThat(ada.page().locator(".prose")).containsText("A robin.");
        }
    }

    /**
     * Libraries from the jar draw them under the content security policy of the page; a diagram is in a frame without
     * an origin.
     */
    @Test
    void drawsCodeFormulasAndDiagrams() {
        space("lab", "Lab");
        String page = page("lab", "Notes", """
                # News

                ```java
                int one = 1;
                ```

                Mass $E = mc^2$ and

                ```math
                \\frac{1}{2}
                ```

                ```mermaid
                graph LR; a-->b
                ```
                """);
        try (Person ada = signedIn("ada")) {
            List<String> elsewhere = new CopyOnWriteArrayList<>();
            ada.page().onRequest(request -> {
                if (!request.url().startsWith(wiki.url())) {
                    elsewhere.add(request.url());
                }
            });
            ada.go(page);

            assertThat(ada.page().locator(".prose .hljs-type")).hasText("int");
            assertThat(ada.page().locator(".prose .katex-display")).hasCount(1);
            assertThat(ada.page().locator(".prose p .katex")).hasCount(1);
            assertThat(ada.page().frameLocator(".prose iframe").locator("svg")).isVisible();
            assertThat(ada.page().locator(".prose pre:has(.language-mermaid)")).isHidden();
            admin.post(page + "/edit", "version", "1", "title", "Notes", "text", "# News\n\n$a^2$\n", "message", "");
            assertThat(ada.news()).containsText("This page has just changed");
            assertThat(ada.page().locator("main h1")).hasText("News");
            assertThat(ada.page().locator(".prose .katex")).hasCount(1);
            assertThat(ada.complaints()).isEmpty();
            assertThat(elsewhere).isEmpty();
        }
    }

    @Test
    void keepsTheSourceOfABlockThatFailsToRender() {
        space("failures", "Failures");
        String page = page("failures", "Notes", """
                ```klingon
                one
                ```

                Mass $\\frac{1$ here

                ```mermaid
                no diagram
                ```

                <form>x</form>
                """);
        try (Person ada = signedIn("ada")) {
            ada.go(page);

            assertThat(ada.page().locator(".prose .not-rendered")).hasCount(3);
            assertThat(ada.page().locator(".prose pre:has(.language-klingon) + .not-rendered"))
                    .hasText("Not coloured: \"klingon\" is not a known language.");
            assertThat(ada.page().locator(".prose p .not-rendered")).containsText("Formula not rendered: KaTeX");
            assertThat(ada.page().locator(".prose pre:has(.language-mermaid) + .not-rendered"))
                    .containsText("Diagram not drawn: ");
            assertThat(ada.page().locator(".prose pre:has(.language-mermaid)")).isVisible();
            assertThat(ada.page().locator(".notices")).containsText("was removed: <form>.");
        }
    }

    /** Presses Tab until the element with this name or text has the focus. */
    private static void tabTo(Person person, String name) {
        for (int i = 0; i < 40; i++) {
            person.page().keyboard().press("Tab");
            Object focused =
                    person.page().evaluate("document.activeElement.value || document.activeElement.textContent");
            if (name.equals(focused)) {
                return;
            }
        }
        throw new AssertionError("40 tabulators don't lead to " + name);
    }

    private Person signedIn(String user) {
        return Person.signedIn(browser, wiki, user, Screen.DESK);
    }

    private void space(String id, String name) {
        assertThat(admin.post("/spaces", "id", id, "name", name).status()).isEqualTo(303);
    }

    private String page(String space, String title, String text) {
        return admin.post("/s/" + space + "/new", "title", title, "text", text, "parent", "", "message", "")
                .location();
    }

    private String url(String credentials, String space) {
        return wiki.cloneUrl(new SpaceId(space)).replace("://", "://" + credentials + "@");
    }
}
