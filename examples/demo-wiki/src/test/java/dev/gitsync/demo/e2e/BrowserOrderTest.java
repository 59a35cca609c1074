package dev.gitsync.demo.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The order of pages, one person in a real browser and the other with the real git: issue 29. */
@WithRunningWiki
@ExtendWith(Chromium.class)
class BrowserOrderTest {
    private final DemoWiki wiki;
    private final Browser browser;

    BrowserOrderTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @Test
    void draggedPagesAreInTheNextPullAndAPushedOrderIsInTheTree(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "dragged");
        String ash = space.page("Ash", "");
        space.page("Birch", "");
        space.page("Cedar", "");
        space.page("Leaf", ash);
        GitClient clone = space.clone(GitClient.at(home));
        try (Person ada = Person.signedIn(browser, wiki, "ada", Screen.DESK)) {
            ada.go("/p/" + ash);
            assertThat(tree(ada)).hasText(new String[] {"Ash", "Leaf", "Birch", "Cedar"});
            drag(ada, "Cedar", "Ash", true);
            assertThat(tree(ada)).hasText(new String[] {"Cedar", "Ash", "Leaf", "Birch"});
            assertThat(OrderedSpace.order(clone, "")).isEqualTo("Cedar\n");

            drag(ada, "Birch", "Leaf", false);
            assertThat(ada.page().locator("#tree .tree .tree a")).hasText(new String[] {"Leaf", "Birch"});
            assertThat(OrderedSpace.order(clone, "Ash")).isEqualTo("Leaf\n");
            drag(ada, "Birch", "Leaf", true);
            assertThat(tree(ada)).hasText(new String[] {"Cedar", "Ash", "Birch", "Leaf"});
            assertThat(OrderedSpace.order(clone, "Ash")).as("alphabetical").isEmpty();
            assertThat(clone.folder().resolve("Ash/Birch.md")).exists();

            clone.commit("Ash/.order", "Leaf\nBirch\n");
            clone.commit(".order", "Ash\nCedar\n");
            clone.ok("push", "-q");
            ada.page().reload();
            assertThat(tree(ada)).hasText(new String[] {"Ash", "Leaf", "Birch", "Cedar"});

            ada.page().locator("#tree").getByText("Birch").click();
            ada.link("Move").click();
            ada.button("Move up").click();
            assertThat(tree(ada)).hasText(new String[] {"Ash", "Birch", "Leaf", "Cedar"});
            assertThat(OrderedSpace.order(clone, "Ash"))
                    .as("alphabetical again")
                    .isEmpty();
            drag(ada, "Ash", "Birch", true);
            assertThat(tree(ada)).hasText(new String[] {"Ash", "Birch", "Leaf", "Cedar"});
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    void aReaderCannotDragPages() {
        OrderedSpace space = OrderedSpace.create(wiki, "undragged");
        String ash = space.page("Ash", "");
        space.page("Birch", "");
        try (Person eve = Person.signedIn(browser, wiki, "eve", Screen.DESK)) {
            eve.go("/p/" + ash);
            drag(eve, "Birch", "Ash", true);
            eve.page().reload();
            assertThat(tree(eve)).hasText(new String[] {"Ash", "Birch"});
        }
        assertThat(space.titles()).isEqualTo(List.of("Ash", "Birch"));
    }

    private static Locator tree(Person person) {
        return person.page().locator("#tree a");
    }

    /** Drags a page to the upper or to the lower half of another one. */
    private static void drag(Person person, String page, String target, boolean isAbove) {
        Locator to = person.page().locator("#tree").getByText(target);
        double height = to.boundingBox().height;
        person.page()
                .locator("#tree")
                .getByText(page)
                .dragTo(to, new Locator.DragToOptions().setTargetPosition(10, isAbove ? 3 : height - 3));
    }
}
