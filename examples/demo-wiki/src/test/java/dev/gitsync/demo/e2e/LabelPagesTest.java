package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels over plain HTTP, the API and with the real git: issue 29. */
@WithRunningWiki
class LabelPagesTest {
    private final DemoWiki wiki;
    private final WebClient ada;

    LabelPagesTest(DemoWiki wiki) {
        this.wiki = wiki;
        ada = WebClient.of(wiki, "ada");
    }

    @Test
    void labelsAreTheSameInBrowserAndGit(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "labelled");
        GitClient clone = space.clone(GitClient.at(home));
        Path file = clone.folder().resolve("Guide.md");
        Files.writeString(file, "---\ntags:\n  - \"b\" # mine\n  - d,e\n---\n# Guide\n");
        clone.ok("add", "-A");
        clone.ok("commit", "-qm", "Guide");
        clone.ok("push", "-q", "origin", "HEAD:main");
        String page = space.item("Guide").page();

        assertThat(ada.get("/p/" + page).body()).contains("/s/labelled/labels/b\">b</a>", "b\nd,e</textarea>");
        assertThat(ada.get("/s/labelled/labels").body()).contains(">b</a> <small>1</small>");
        assertThat(ada.get("/s/labelled/labels/b").body()).contains("/p/" + page + "\">Guide</a>", "1 page");
        assertThat(ada.get("/s/labelled/labels/c").body()).contains("0 pages");

        assertThat(label(page, "d,e\r\nc\r\n").status()).isEqualTo(303);
        clone.ok("pull", "-q", "origin", "main");
        assertThat(file).hasContent("---\ntags:\n  - d,e\n  - \"c\"\n---\n# Guide\n");
        assertThat(clone.ok("log", "-1", "--format=%an")).isEqualTo("Ada");
        assertThat(ada.get("/s/labelled/labels/c").body()).contains("Guide</a>");

        space.post("Guide", "edit", "title", "Guide", "text", "---\ntags: [z]\n---\n# Guide\n", "message", "");
        assertThat(ada.get("/p/" + page).body()).contains("/labels/z\">z</a>").doesNotContain("/labels/c");
        assertThat(ada.get("/api/pages/" + page).status()).isEqualTo(401);
        clone.ok("pull", "-q", "origin", "main");
        assertThat(file).hasContent("---\ntags: [z]\n---\n# Guide\n");
    }

    @Test
    void labelsInAFormThatCanNotBeEditedStay(@TempDir Path home) throws IOException {
        OrderedSpace space = OrderedSpace.create(wiki, "anchored");
        GitClient clone = space.clone(GitClient.at(home));
        Path file = clone.folder().resolve("Guide.md");
        String text = "---\ntags: &all [a]\n---\n# Guide\n";
        Files.writeString(file, text);
        clone.ok("add", "-A");
        clone.ok("commit", "-qm", "Guide");
        clone.ok("push", "-q", "origin", "HEAD:main");

        WebClient.Answer refused = label(space.item("Guide").page(), "x");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("'tags'", "only be changed in its text");
        clone.ok("pull", "-q", "origin", "main");
        assertThat(file).hasContent(text);
    }

    private WebClient.Answer label(String page, String labels) {
        Matcher version = Pattern.compile("name=\"version\" value=\"(\\d+)\"")
                .matcher(ada.get("/p/" + page).body());
        assertThat(version.find()).isTrue();
        return ada.post("/p/" + page + "/labels", "version", version.group(1), "labels", labels);
    }
}
