package dev.gitsync.demo.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pages in the layouts that git users choose (issue 29): one user works in a real browser, the other with the real git. */
@WithRunningWiki
@ExtendWith(Chromium.class)
class BrowserPagesTest {
    private final DemoWiki wiki;
    private final Browser browser;

    BrowserPagesTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @Test
    void editsTheTitleOfAFolderPageAndFollowsALinkAfterAMove(@TempDir Path home) throws IOException {
        WebClient.of(wiki, "ada").post("/spaces", "id", "shelf", "name", "Shelf");
        GitClient git = GitClient.at(home);
        git.ok("clone", "-q", wiki.cloneUrl(new SpaceId("shelf")).replace("://", "://bob:demo@"), "clone");
        GitClient clone = git.in("clone");
        Files.createDirectories(clone.folder().resolve("guide"));
        Files.writeString(clone.folder().resolve("guide/README.md"), "# The guide\n\nRead [the setup](setup.md).\n");
        Files.writeString(clone.folder().resolve("guide/setup.md"), "# Setup\n\nBack to [the guide](README.md).\n");
        Files.writeString(
                clone.folder().resolve("ops.md"),
                "# Operations\n\nSee [the setup](guide/setup.md#x), not [this](gone.md).\n");
        clone.ok("add", "-A");
        clone.ok("commit", "-q", "-m", "Write a guide");
        clone.ok("push", "-q", "origin", "HEAD:main");

        try (Person ada = Person.signedIn(browser, wiki, "ada", Screen.DESK)) {
            ada.go("/s/shelf");
            ada.page().locator("#main").getByText("The guide").click();
            assertThat(ada.page().locator("main h1")).hasText("The guide");
            assertThat(ada.page().locator("footer code:not(.commit)")).hasText("guide/README.md");
            assertThat(ada.page().locator("#tree a")).hasText(new String[] {"Operations", "The guide", "Setup"});

            ada.link("Edit").click();
            ada.field("Title").fill("The handbook");
            ada.button("Save").click();
            assertThat(ada.page().locator("main h1")).hasText("The handbook");
            pull(clone);
            assertThat(clone.folder().resolve("guide/README.md"))
                    .hasContent("# The handbook\n\nRead [the setup](setup.md).\n");

            ada.link("the setup").click();
            assertThat(ada.page().locator("main h1")).hasText("Setup");
            assertThat(ada.page().locator(".linkers a")).hasText(new String[] {"Operations", "The handbook"});
            ada.link("Move").click();
            ada.page().locator("select").selectOption(new SelectOption().setLabel("Operations"));
            ada.button("Move").click();
            assertThat(ada.page().getByText("3 links were changed to follow this page."))
                    .isVisible();
            pull(clone);
            assertThat(clone.folder().resolve("guide/README.md"))
                    .hasContent("# The handbook\n\nRead [the setup](../ops/setup.md).\n");
            assertThat(clone.folder().resolve("ops.md"))
                    .hasContent("# Operations\n\nSee [the setup](ops/setup.md#x), not [this](gone.md).\n");
            assertThat(clone.folder().resolve("ops/setup.md"))
                    .hasContent("# Setup\n\nBack to [the guide](../guide/README.md).\n");

            ada.link("the guide").click();
            assertThat(ada.page().locator("main h1")).hasText("The handbook");
            ada.link("the setup").click();
            assertThat(ada.page().locator("main h1")).hasText("Setup");
            ada.link("Delete").click();
            assertThat(ada.page().getByText("2 pages link to this page.")).isVisible();
            ada.link("Operations").last().click();
            assertThat(ada.page().locator(".prose a.broken")).hasText("this");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    private static void pull(GitClient clone) {
        clone.ok("pull", "-q", "--ff-only", "origin", "main");
    }
}
