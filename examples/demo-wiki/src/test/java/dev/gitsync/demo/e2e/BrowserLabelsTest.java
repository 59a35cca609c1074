package dev.gitsync.demo.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Labels, edited by one user in a real browser and by the other with the real git: issue 29. */
@WithRunningWiki
@ExtendWith(Chromium.class)
class BrowserLabelsTest {
    private final DemoWiki wiki;
    private final Browser browser;

    BrowserLabelsTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @Test
    void labelsOfTheFormAreInTheNextPullAndPushedLabelsAreShown(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "tagged");
        GitClient clone = space.clone(GitClient.at(home));
        clone.commit("Guide.md", "---\ntags: [java, \"old\"] # mine\nowner: docs\n---\n# Guide\n");
        clone.ok("push", "-q", "origin", "HEAD:main");

        try (Person ada = Person.signedIn(browser, wiki, "ada", Screen.DESK)) {
            ada.go("/p/" + space.item("Guide").page());
            assertThat(ada.page().locator(".labels a")).hasText(new String[] {"java", "old"});

            ada.page().getByText("Edit labels").click();
            ada.field("Labels, one in each line").fill("java\nnew one");
            ada.button("Save labels").click();
            assertThat(ada.page().locator(".labels a")).hasText(new String[] {"java", "new one"});
            clone.ok("pull", "-q", "--ff-only", "origin", "main");
            assertThat(clone.folder().resolve("Guide.md"))
                    .hasContent("---\ntags: [java, new one] # mine\nowner: docs\n---\n# Guide\n");

            clone.commit("Guide.md", "---\ntags: [git]\nowner: docs\n---\n# Guide\n");
            clone.ok("push", "-q", "origin", "HEAD:main");
            ada.page().reload();
            assertThat(ada.page().locator(".labels a")).hasText("git");
            ada.link("git").click();
            assertThat(ada.page().locator("main")).containsText("1 page");
            assertThat(ada.complaints()).isEmpty();
        }
    }
}
