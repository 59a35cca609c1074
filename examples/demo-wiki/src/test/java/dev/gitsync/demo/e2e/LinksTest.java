package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.WebClient.Answer;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links in the texts of pages: what they lead to, who links to a page, and how they follow what moves. Issue 29. */
@WithRunningWiki
class LinksTest {
    private final DemoWiki wiki;
    private final WebClient ada;
    private GitClient git = GitClient.at(Path.of("."));

    LinksTest(DemoWiki wiki) {
        this.wiki = wiki;
        ada = WebClient.of(wiki, "ada");
    }

    @BeforeEach
    void newHome(@TempDir Path home) {
        git = GitClient.at(home);
    }

    @Test
    void everyKindOfLinkLeadsToItsPageOrFileAndBrokenOnesAreMarked() throws IOException {
        GitClient clone = space("kinds");
        write(clone, "guide/README.md", "# Guide\n");
        write(clone, "guide/setup.md", "# Set up\n");
        write(clone, "notes/a.md", "a\n");
        write(clone, "guide/pic.png", "png");
        write(clone, ".hidden/x.txt", "x\n");
        write(clone, "guide/start.md", """
                [exact](setup.md#top) [short](setup) [html](setup.html) [folder](./) [page](/guide/README.md) [root](/guide/setup)
                [case](/Guide/Setup) [notes](../notes/) [wiki][w] [[setup]] [[guide/setup|named]] [[Setup#Some heading]]
                ![image](pic.png) ![[pic.png]] <a href="setup.md">raw</a> <img src="pic.png" alt="html image">
                [file](pic.png) [hidden](../.hidden/x.txt) [none](nothing.md) [[Nobody]] ![lost](no.png) [mail](mailto:a@b.c)

                [w]: ../notes/a.md
                """);
        push(clone);
        String guide = at("kinds", "guide/README.md");
        String setup = at("kinds", "guide/setup.md");

        Map<String, String> links = links(at("kinds", "guide/start.md"));

        for (String link : List.of("short", "html", "root", "case", "setup", "named", "raw")) {
            assertThat(links).containsEntry(link, setup);
        }
        assertThat(links)
                .containsEntry("exact", setup + "#top")
                .containsEntry("Setup#Some heading", setup + "#Some%20heading")
                .containsEntry("folder", guide)
                .containsEntry("page", guide)
                .containsEntry("notes", at("kinds", "notes/"))
                .containsEntry("wiki", at("kinds", "notes/a.md"))
                .containsEntry("hidden", "/s/kinds/at/.hidden/x.txt")
                .containsEntry("mail", "mailto:a@b.c");
        assertThat(links.get("image"))
                .startsWith("/s/kinds/f/")
                .isEqualTo(links.get("pic.png"))
                .isEqualTo(links.get("html image"))
                .isEqualTo(links.get("file"));
        assertThat(List.of(links.get("none"), links.get("Nobody"), links.get("lost")))
                .allMatch(address -> address.startsWith("broken /s/kinds/at/"));
    }

    @Test
    void theLinksOfOtherPagesFollowAPageThatMovesAndNothingElseChanges() throws IOException {
        GitClient clone = space("moving");
        write(clone, "guide/README.md", "# Guide\n\n[s](setup.md)\n");
        write(clone, "guide/setup.md", "# Setup\n\n[up](README.md) [other](../other.md)\n");
        write(clone, "guide/setup/more.md", "[up](../setup.md) [g](..)\n");
        write(clone, "target/README.md", "# Target\n");
        write(clone, "other.md", "\ufeff# Other\r\n\r\n[s](<guide/setup.md#x> \"t\")  [[setup]] `guide/setup.md`\r\n");
        write(clone, "wiki.md", "[[setup]] [no](gone.md)");
        push(clone);
        String setup = at("moving", "guide/setup.md");
        String target = at("moving", "target/README.md").substring(3);
        assertThat(ada.get(setup).body()).contains("What links here: 4 pages");

        Answer moved = ada.post(setup + "/move", "version", "1", "parent", target);

        assertThat(moved.location()).isEqualTo(setup + "?links=4");
        assertThat(ada.get(moved.location()).body()).contains("4 links were changed to follow this page.");
        clone.ok("pull", "-q", "--ff-only", "origin", "main");
        assertThat(read(clone, "guide/README.md")).isEqualTo("# Guide\n\n[s](../target/setup.md)\n");
        assertThat(read(clone, "target/setup.md"))
                .isEqualTo("# Setup\n\n[up](../guide/README.md) [other](../other.md)\n");
        assertThat(read(clone, "target/setup/more.md")).isEqualTo("[up](../setup.md) [g](../../guide)\n");
        assertThat(read(clone, "other.md"))
                .isEqualTo("\ufeff# Other\r\n\r\n[s](<target/setup.md#x> \"t\")  [[setup]] `guide/setup.md`\r\n");
        assertThat(read(clone, "wiki.md")).isEqualTo("[[setup]] [no](gone.md)");
        assertThat(clone.ok("log", "-1", "--format=%an: %s", "--", "other.md"))
                .isEqualTo("Ada: Update links: guide/setup.md is target/setup.md now");
    }

    @Test
    void theLinksFollowAFolderOfPagesAndAFile() throws IOException {
        GitClient clone = space("folders");
        write(clone, "a/b/README.md", "# B\n\n![p](p.png) [c](c.md)\n");
        write(clone, "a/b/c.md", "![p](p.png) [x](../../x.md)\n");
        write(clone, "a/b/p.png", "png");
        write(clone, "a/README.md", "[b](b/) [c](b/c) ![p](b/p.png)\n");
        write(clone, "x.md", "[c](/a/b/c.md)\n");
        push(clone);

        assertThat(ada.post(at("folders", "a/b/README.md") + "/move", "version", "1", "parent", "")
                        .location())
                .endsWith("?links=5");
        String file = links(at("folders", "b/c.md")).get("p").replace("/content", "");
        assertThat(ada.post(file + "/move", "version", "1", "name", "q r.png", "parent", "")
                        .location())
                .isEqualTo(file + "?links=3");

        clone.ok("pull", "-q", "--ff-only", "origin", "main");
        assertThat(read(clone, "b/README.md")).isEqualTo("# B\n\n![p](../q%20r.png) [c](c.md)\n");
        assertThat(read(clone, "b/c.md")).isEqualTo("![p](../q%20r.png) [x](../x.md)\n");
        assertThat(read(clone, "a/README.md")).isEqualTo("[b](../b/) [c](../b/c) ![p](../q%20r.png)\n");
        assertThat(read(clone, "x.md")).isEqualTo("[c](/b/c.md)\n");
    }

    @Test
    void aPageIsDeletedWithAWarningAndLeavesTheListsOfOthers() throws IOException {
        GitClient clone = space("deleting");
        write(clone, "one.md", "[two](two.md)\n");
        write(clone, "two.md", "two\n");
        push(clone);
        String one = at("deleting", "one.md");
        String two = at("deleting", "two.md");

        assertThat(ada.get(two + "/delete").body()).contains("1 page links to this page. The links will lead nowhere.");
        ada.post(two + "/delete", "version", "1");
        assertThat(links(one).get("two")).startsWith("broken ");
        ada.post(two + "/restore", "version", "2");
        assertThat(links(one)).containsEntry("two", two);
        ada.post(one + "/delete", "version", "1");
        assertThat(ada.get(two).body()).doesNotContain("What links here");
        assertThat(ada.get(two + "/delete").body()).doesNotContain("lead nowhere");
    }

    @Test
    void aHeadingThatIsEditedIsTheTitleAndATitleThatIsEditedIsTheHeading() throws IOException {
        GitClient clone = space("titled");
        write(clone, "ch01-install.md", "# Install {#install}\r\n\r\n*Text*\r\n");
        push(clone);
        String page = at("titled", "ch01-install.md");
        assertThat(ada.get(page).body()).contains("<h1>Install</h1>").doesNotContain("id=\"install\"");

        ada.post(page + "/edit", "version", "1", "title", "Install it", "text", "# Install {#install}\n\n*Text*\n");
        clone.ok("pull", "-q", "--ff-only", "origin", "main");
        assertThat(read(clone, "ch01-install.md")).isEqualTo("# Install it {#install}\r\n\r\n*Text*\r\n");
        ada.post(page + "/edit", "version", "2", "title", "Install it", "text", "# First steps {#install}\n\n*Text*\n");
        assertThat(ada.get(page).body()).contains("<h1>First steps</h1>");
        clone.ok("pull", "-q", "--ff-only", "origin", "main");
        assertThat(read(clone, "ch01-install.md")).isEqualTo("# First steps {#install}\r\n\r\n*Text*\r\n");
    }

    /** The addresses of the links and pictures of a page, by their texts. */
    private Map<String, String> links(String page) {
        Map<String, String> links = new TreeMap<>();
        for (Element link : Jsoup.parse(ada.get(page).body()).select(".prose a[href], .prose img")) {
            String text = link.tagName().equals("a") ? link.text() : link.attr("alt");
            String address = link.tagName().equals("a") ? link.attr("href") : link.attr("src");
            links.put(text, (link.hasClass("broken") ? "broken " : "") + address);
        }
        return links;
    }

    private GitClient space(String id) {
        ada.post("/spaces", "id", id, "name", id);
        git.ok("clone", "-q", wiki.cloneUrl(new SpaceId(id)).replace("://", "://bob:demo@"), id);
        return git.in(id);
    }

    private String at(String space, String path) {
        String address = ada.get("/s/" + space + "/at/" + path).location();
        assertThat(address).as(path).startsWith("/p/");
        return address;
    }

    private static void write(GitClient clone, String path, String text) throws IOException {
        Path file = clone.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String read(GitClient clone, String path) throws IOException {
        return Files.readString(clone.folder().resolve(path));
    }

    private static void push(GitClient clone) {
        clone.ok("add", "-A");
        clone.ok("commit", "-q", "-m", "Write");
        clone.ok("push", "-q", "origin", "HEAD:main");
    }
}
