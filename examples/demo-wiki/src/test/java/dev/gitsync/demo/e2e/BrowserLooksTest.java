package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks every page on a wide screen in dark mode and on a narrow one in light mode; the screens that are saved are
 * also checked the other way round. The images go to {@code target/screenshots}; with {@code
 * -Dgitsync.screenshots=../../docs/images} they go into the documentation.
 */
@WithRunningWiki
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserLooksTest {
    private static final Path PICTURES = Path.of(System.getProperty("gitsync.screenshots", "target/screenshots"));

    /** The pages whose images are saved for the documentation. The test checks the other pages without an image. */
    private static final Set<String> PICTURED = Set.of(
            "page-desk-light",
            "page-phone-dark",
            "history-desk-light",
            "changes-desk-light",
            "changes-phone-dark",
            "sync-desk-light",
            "sync-desk-dark",
            "sync-phone-light",
            "conflict-desk-light",
            "token-desk-light",
            "token-phone-dark",
            "admin-desk-dark");

    /** These two cover both widths and both colour schemes; the other two screens check only the saved pages, to save time. */
    private static final Set<Screen> WHOLE = Set.of(Screen.PHONE, Screen.DARK_DESK);

    private final DemoWiki wiki;
    private final Browser browser;
    private Garden garden;

    BrowserLooksTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
    }

    @BeforeAll
    void createContents(@TempDir Path home) {
        garden = Garden.planted(wiki, GitClient.at(home));
        Mirrored.inConflict(wiki);
    }

    static List<Screen> screens() {
        return List.of(Screen.DESK, Screen.DARK_DESK, Screen.PHONE, Screen.DARK_PHONE);
    }

    @ParameterizedTest
    @MethodSource("screens")
    void showsEveryPageLabelledReadableAndWithoutErrors(Screen screen) {
        try (Person ada = Person.signedIn(browser, wiki, "ada", screen)) {
            pages().forEach((name, path) -> {
                if (WHOLE.contains(screen) || PICTURED.contains(picture(name, screen))) {
                    ada.go(path);
                    look(ada, name, screen);
                }
            });
            ada.go("/account/tokens");
            ada.field("Label").fill("workshop");
            ada.button("Create token").click();
            ada.page().getByText("Your new token.").waitFor();
            look(ada, "token", screen);
            ada.button("Revoke workshop").click();
            assertThat(ada.complaints()).isEmpty();
            ada.go(garden.page("Tomatoes") + "/edit");
            garden.anotherUserSaves("Tomatoes");
            ada.field("Text").fill("Three plants are enough.\n");
            ada.button("Save").click();
            ada.page().getByText("Another edit was saved first.").waitFor();
            look(ada, "conflict", screen);
        }
    }

    @Test
    void showsTheSignInLabelledAndReadable() {
        try (Person visitor = Person.before(browser, wiki, Screen.DARK_PHONE)) {
            visitor.go("/login");
            look(visitor, "sign-in", Screen.DARK_PHONE);
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    private Map<String, String> pages() {
        String page = garden.page("Tomatoes");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("spaces", "/");
        pages.put("space", "/s/garden");
        pages.put("page", page);
        pages.put("edit", page + "/edit");
        pages.put("move", page + "/move");
        pages.put("delete", page + "/delete");
        pages.put("files", page + "/files");
        pages.put("file", garden.file());
        pages.put("history", page + "/history");
        pages.put("changes", page + "/changes?from=1&to=2");
        pages.put("sync", "/s/garden/sync");
        pages.put("event", garden.newestEvent());
        pages.put("trash", "/s/garden/trash");
        pages.put("search", "/search?q=water");
        pages.put("account", "/account");
        pages.put("tokens", "/account/tokens");
        pages.put("admin", "/admin");
        pages.put("mirrors", "/s/herbs/mirrors");
        pages.put("mirror", Mirrored.MIRROR);
        pages.put("mirrorremove", Mirrored.MIRROR + "/remove");
        return pages;
    }

    private static void look(Person person, String name, Screen screen) {
        Page page = person.page();
        assertThat(Findings.of(page)).as("%s, %s", name, screen.name()).isEmpty();
        String picture = picture(name, screen);
        if (PICTURED.contains(picture)) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(PICTURES.resolve(picture + ".png"))
                    .setFullPage(name.equals("sync")));
        }
    }

    private static String picture(String name, Screen screen) {
        return name + "-" + screen.name();
    }
}
