package dev.gitsync.demo.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.Person.Screen;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of a page: one user works in a real browser, the other with the real git. */
@WithRunningWiki
@ExtendWith(Chromium.class)
class BrowserFilesTest {
    /** One dot as PNG. */
    private static final byte[] DOT = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /** Pastes a screenshot from the clipboard, and drops a file on the files of a page. */
    private static final String CARRY = """
            ([selector, kind, name, bytes]) => {
              const data = new DataTransfer();
              data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name));
              const init = { bubbles: true, cancelable: true };
              document.querySelector(selector).dispatchEvent(kind === "paste"
                ? new ClipboardEvent(kind, { ...init, clipboardData: data })
                : new DragEvent(kind, { ...init, dataTransfer: data }));
            }""";

    private final DemoWiki wiki;
    private final Browser browser;

    BrowserFilesTest(DemoWiki wiki, Browser browser) {
        this.wiki = wiki;
        this.browser = browser;
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @Test
    void servesUploadsToClonesAndPushedImagesInPages(@TempDir Path home) throws IOException {
        WebClient admin = WebClient.of(wiki, "ada");
        admin.post("/spaces", "id", "pictures", "name", "Pictures");
        String page = admin.post("/s/pictures/new", "title", "Bees", "text", "Hives.\n")
                .location();
        GitClient git = GitClient.at(home).with("GIT_AUTHOR_NAME", "Grace").with("GIT_COMMITTER_NAME", "Grace");
        Instant start = Instant.now().minus(Duration.ofSeconds(1));
        try (Person ada = Person.signedIn(browser, wiki, "ada", Screen.DESK)) {
            ada.go(page);
            ada.field("Add files").setInputFiles(new FilePayload("a dot.png", "image/png", DOT));
            ada.button("Upload").click();
            assertThat(ada.link("a dot.png")).isVisible();
            ada.go(page);
            carry(ada, "section.files", "drop", "dropped.png");
            assertThat(ada.link("dropped.png")).isVisible();
            ada.link("Edit").click();
            ada.field("Text").press("Control+End");
            carry(ada, "textarea", "paste", "image.png");
            assertThat(ada.field("Text")).hasValue("Hives.\n![image.png](Bees/image.png)");
            ada.page().keyboard().type("!");
            ada.button("Save").click();
            assertThat(ada.page().locator(".prose")).containsText("!");
            assertThat(widths(ada)).isEqualTo("1,1,1,1");

            git.ok("clone", "-q", wiki.cloneUrl(new SpaceId("pictures")).replace("://", "://bob:demo@"), "clone");
            GitClient clone = git.in("clone");
            for (String name : new String[] {"a dot.png", "dropped.png", "image.png"}) {
                assertThat(clone.folder().resolve("Bees").resolve(name)).hasBinaryContent(DOT);
                String[] commit = clone.ok("log", "-1", "--format=%an|%ae|%aI", "--", "Bees/" + name)
                        .split("\\|", -1);
                assertThat(commit).startsWith("Ada", "ada@example.org");
                assertThat(Instant.parse(commit[2].replaceFirst("\\+00:00$", "Z")))
                        .isBetween(start, Instant.now());
            }
            Files.write(clone.folder().resolve("Bees/pushed.png"), DOT);
            clone.commit("Bees.md", "![pushed](Bees/pushed.png)\n");
            clone.ok("add", "-A");
            clone.ok("commit", "-q", "--amend", "--no-edit");
            clone.ok("push", "-q");

            assertThat(ada.link("pushed.png")).isVisible();
            assertThat(ada.page().locator(".prose img")).hasAttribute("alt", "pushed");
            assertThat(widths(ada)).isEqualTo("1,1,1,1,1");
            assertThat(ada.complaints()).isEmpty();
        }
    }

    private static void carry(Person person, String selector, String kind, String name) {
        person.page().evaluate(CARRY, new Object[] {
            selector, kind, name, Base64.getEncoder().encodeToString(DOT)
        });
    }

    /** The natural width of each image of the page once it has loaded. */
    private static Object widths(Person person) {
        return person.page().evaluate("""
                () => Promise.all([...document.querySelectorAll("main img")].map(async (image) => {
                  image.loading = "eager";
                  await image.decode().catch(() => {});
                  return image.naturalWidth;
                })).then((all) => all.join())""");
    }
}
