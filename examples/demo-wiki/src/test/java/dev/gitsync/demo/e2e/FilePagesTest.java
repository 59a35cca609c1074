package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.WebClient.Answer;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of pages and spaces over plain HTTP, without a script: access rights, and how contents are sent. */
@WithRunningWiki
class FilePagesTest {
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 13, 10, (byte) 0xff};

    private final DemoWiki wiki;
    private final WebClient ada;
    private GitClient git = GitClient.at(Path.of("."));

    FilePagesTest(DemoWiki wiki) {
        this.wiki = wiki;
        ada = WebClient.of(wiki, "ada");
    }

    @BeforeEach
    void newHome(@TempDir Path home) {
        git = GitClient.at(home);
    }

    @Test
    void uploadsAndChangesFilesWithoutAScriptAndServesThemToClones() throws IOException {
        space("filed");
        String page = page("filed", "Tools");
        page("filed", "Attic");

        assertThat(ada.upload(page + "/files", "a spade.png", PICTURE).location())
                .isEqualTo(page + "/files");
        GitClient clone = clone("filed");
        Path picture = clone.folder().resolve("Tools/a spade.png");
        assertThat(picture).hasBinaryContent(PICTURE);
        assertThat(clone.ok("log", "-1", "--format=%an <%ae>", "--", "Tools/a spade.png"))
                .isEqualTo("Ada <ada@example.org>");
        String file = file("/p/" + page.substring(3), "a spade.png");

        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        assertThat(ada.upload(file + "/replace", "ignored.exe", other, "version", "1")
                        .location())
                .isEqualTo(file);
        pull(clone);
        assertThat(picture).hasBinaryContent(other);
        String attic = ada.get("/s/filed/at/Attic.md").location().substring(3);
        assertThat(ada.post(file + "/move", "version", "2", "name", "img/spade.png", "parent", attic)
                        .location())
                .isEqualTo(file);
        pull(clone);
        assertThat(picture).doesNotExist();
        assertThat(clone.folder().resolve("Attic/img/spade.png")).hasBinaryContent(other);
        assertThat(ada.post(file + "/delete", "version", "3").status()).isEqualTo(303);
        pull(clone);
        assertThat(clone.folder().resolve("Attic/img/spade.png")).doesNotExist();
        assertThat(ada.get("/p/" + attic + "/files").body()).contains("Deleted files", "img/spade.png");
        assertThat(ada.post(file + "/restore", "version", "4").location()).isEqualTo(file);
        pull(clone);
        assertThat(clone.folder().resolve("Attic/img/spade.png")).hasBinaryContent(other);

        assertThat(ada.get(file).body()).contains("Attic/img/spade.png", "<em>Deleted</em>");
        assertThat(ada.download(file + "/content/1").body()).isEqualTo(PICTURE);
        assertThat(ada.download(file + "/content").body()).isEqualTo(other);
        assertThat(ada.get(file + "/content/4").status())
                .as("link to contents of a deletion")
                .isEqualTo(404);
        assertThat(ada.get(file + "/content/9").status()).isEqualTo(404);
    }

    @Test
    void rejectsAStaleFormAndShowsThePresentFile() {
        space("stale");
        String page = page("stale", "Page");
        ada.upload(page + "/files", "one.txt", PICTURE);
        ada.upload(page + "/files", "two.txt", PICTURE);
        String file = file(page, "one.txt");
        ada.post(file + "/move", "version", "1", "name", "new.txt", "parent", page.substring(3));

        for (Answer late : List.of(
                ada.upload(file + "/replace", "x", PICTURE, "version", "1"),
                ada.post(file + "/move", "version", "1", "name", "late.txt"),
                ada.post(file + "/delete", "version", "1"),
                ada.post(file + "/restore", "version", "2"))) {
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.body())
                    .contains("Another change of this file was saved first. Check the file below and try again.")
                    .contains("new.txt");
        }
        assertThat(ada.upload(page + "/files", "two.txt", PICTURE).body())
                .contains("There is a file with the name two.txt already. Replace it, or choose another name.");
        assertThat(ada.post(file + "/move", "version", "2", "name", "two.txt", "parent", page.substring(3))
                        .status())
                .isEqualTo(422);
        assertThat(ada.post(file + "/move", "version", "2", "name", "new.txt", "parent", "nothing")
                        .status())
                .isEqualTo(422);
    }

    /** Users without read access can't learn that a file exists; users with read access change nothing. */
    @Test
    void hidesForbiddenFiles() {
        ada.upload("/s/private/files", "plan.txt", PICTURE);
        String secret = file("/s/private", "plan.txt");
        ada.upload("/s/handbook/files", "open.txt", PICTURE);
        String open = file("/s/handbook", "open.txt");
        WebClient eve = WebClient.of(wiki, "eve");

        for (String rest : List.of("", "/content", "/content/1")) {
            Answer forbidden = eve.get(secret + rest);
            assertThat(forbidden.status()).isEqualTo(404);
            assertThat(forbidden).isEqualTo(eve.get("/s/private/f/nothing" + rest));
            assertThat(forbidden).isEqualTo(eve.get("/s/nowhere/f/nothing" + rest));
            assertThat(eve.get(secret.replace("private", "handbook") + rest)).isEqualTo(forbidden);
            assertThat(eve.get(open + rest).status()).isEqualTo(200);
        }
        assertThat(eve.get("/s/private/files")).isEqualTo(eve.get("/s/nowhere/files"));
        assertThat(eve.get("/s/private/at/plan.txt").status()).isEqualTo(404);
        assertThat(eve.upload(open + "/replace", "x", PICTURE, "version", "1").status())
                .isEqualTo(403);
        assertThat(eve.upload("/s/handbook/files", "x.txt", PICTURE).status()).isEqualTo(403);
        assertThat(eve.uploadBody("/s/handbook/files?name=x.txt", PICTURE).status())
                .isEqualTo(403);
        for (String form : List.of("/move", "/delete", "/restore")) {
            assertThat(eve.post(open + form, "version", "1", "name", "x").status())
                    .isEqualTo(403);
            assertThat(ada.postForeign(open + form, "version", "1").status()).isEqualTo(403);
        }
        WebClient stranger = WebClient.stranger(wiki);
        assertThat(stranger.upload("/s/handbook/files", "x.txt", PICTURE).status())
                .isEqualTo(413);
        assertThat(stranger.get(open + "/content").type()).startsWith("text/html");
        assertThat(ada.postForeign("/s/handbook/files").status()).isEqualTo(403);
    }

    @Test
    void neverRunsMaliciousContents() {
        space("hostile");
        String script = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
        for (List<String> sent : List.of(
                List.of("a.svg", "image/svg+xml", "attachment"),
                List.of("a.html", "application/octet-stream", "attachment"),
                List.of("a.xhtml", "application/octet-stream", "attachment"),
                List.of("a.xml", "application/octet-stream", "attachment"),
                List.of("a.js", "application/octet-stream", "attachment"),
                List.of("a.pdf", "application/pdf", "attachment"),
                List.of("a.PNG", "image/png", "inline"),
                List.of("a.txt", "text/plain;charset=utf-8", "inline"),
                List.of("png", "application/octet-stream", "attachment"))) {
            ada.upload("/s/hostile/files", sent.get(0), script.getBytes(StandardCharsets.UTF_8));
            String file = file("/s/hostile", sent.get(0));
            for (String address : List.of(file + "/content", file + "/content/1", "/s/hostile/at/" + sent.get(0))) {
                HttpResponse<byte[]> answer = ada.download(address);
                assertThat(header(answer, "Content-Type")).as(address).isEqualTo(sent.get(1));
                assertThat(header(answer, "Content-Disposition")).startsWith(sent.get(2) + ";");
                assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
                assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox; default-src 'none';");
                assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
                assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo(script);
            }
            assertThat(header(ada.download(file + "/content?download=yes"), "Content-Disposition"))
                    .startsWith("attachment;");
        }
    }

    /** Faults N: a name may not imitate another one, and may not break out of a header or the page. */
    @Test
    void showsAndSendsNamesUnchanged() {
        space("names");
        assertThat(ada.upload("/s/names/files", "gnp.\u202Eexe", PICTURE).body())
                .contains("marks that change its direction");
        assertThat(ada.uploadBody("/s/names/files?name=a%0Ab.txt", PICTURE).body())
                .contains("line breaks");
        assertThat(ada.uploadBody("/s/names/files?name=a/../b", PICTURE).status())
                .isEqualTo(422);
        assertThat(ada.upload("/s/names/files", "..\\..\\C:\\boot.ini", PICTURE).status())
                .isEqualTo(303);
        assertThat(ada.uploadBody("/s/names/files?name=%22%3E%3Cb%3E%27%5D.png", PICTURE)
                        .body())
                .startsWith("![\"\\>\\<b\\>'\\].png](");
        assertThat(ada.uploadBody("/s/names/files?name=%22%3E%3Cb%3E%27%5D.png&free=yes", PICTURE)
                        .body())
                .startsWith("![\"\\>\\<b\\>'\\]-2.png](");
        assertThat(ada.upload("/s/names/files", "Größe 図.png", PICTURE).status())
                .isEqualTo(303);

        String list = ada.get("/s/names/files").body();
        assertThat(list)
                .contains(">boot.ini<", ">\"&gt;&lt;b&gt;'].png<", ">Größe 図.png<")
                .doesNotContain("<b>");
        assertThat(header(ada.download(file("/s/names", "Größe 図.png") + "/content"), "Content-Disposition"))
                .isEqualTo("inline; filename=\"Gr__e _.png\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%E5%9B%B3.png");
    }

    @Test
    void sendsLargeFilesInParts() {
        space("parts");
        byte[] large = new byte[200_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i / 7);
        }
        ada.uploadBody("/s/parts/files?name=large.bin", large);
        String content = file("/s/parts", "large.bin") + "/content";

        HttpResponse<byte[]> part = ada.download(content, "Range", "bytes=70000-70009");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 70000-70009/200000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(large, 70_000, 70_010));
        assertThat(ada.download(content, "Range", "bytes=-3").body())
                .isEqualTo(Arrays.copyOfRange(large, 199_997, 200_000));
        assertThat(ada.download(content, "Range", "bytes=199999-").body()).hasSize(1);
        HttpResponse<byte[]> beyond = ada.download(content, "Range", "bytes=200000-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */200000");
        for (String whole : List.of("bytes=9-1", "bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=x-")) {
            assertThat(ada.download(content, "Range", whole).body()).as(whole).isEqualTo(large);
        }
        assertThat(ada.download(content, "Range", "bytes=0-1", "If-Range", "\"other\"")
                        .body())
                .isEqualTo(large);
        assertThat(ada.download(content, "Range", "bytes=0-1", "If-Range", header(part, "ETag"))
                        .body())
                .hasSize(2);
    }

    @Test
    void showsPushedFilesWithTheirLocks() {
        space("locked");
        GitClient clone = clone("locked");
        clone.commit("Page.md", "![](Page/plan.svg) [data](data.csv)\n");
        clone.commit("Page/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
        clone.commit("data.csv", "1,2\n");
        clone.ok("push", "-q", "origin", "HEAD:main");
        String page = ada.get("/s/locked/at/Page.md").location();
        Answer lock = ada.postJson(
                "/git/locked.git/info/lfs/locks",
                "{\"path\": \"Page/plan.svg\"}",
                "Authorization",
                "Basic YWRhOmRlbW8=");
        assertThat(lock.status()).as(lock.body()).isEqualTo(201);

        String plan = file(page, "plan.svg");
        assertThat(ada.get(page).body()).contains("src=\"" + plan + "/content\"", ">plan.svg<", "Locked by Ada");
        assertThat(ada.get(file(page, "plan.svg")).body()).contains("Locked by Ada", "<dt>In git</dt>");
        assertThat(ada.get("/s/locked/files").body()).contains(">data.csv<").doesNotContain("plan.svg");
        ada.post("/admin/spaces/locked/git", "on", "no");
        assertThat(ada.get(file(page, "plan.svg")).body()).contains(">plan.svg<");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private void space(String id) {
        ada.post("/spaces", "id", id, "name", "Space " + id);
    }

    private String page(String space, String title) {
        return ada.post("/s/" + space + "/new", "title", title, "text", "Text.\n")
                .location();
    }

    /** The address of a file in the list of a page or a space. */
    private String file(String owner, String name) {
        Matcher file = Pattern.compile(
                        "href=\"(/s/[^\"]+/f/[^\"/]+)\">(?:(?!</a>).)*<bdi[^>]*>" + Pattern.quote(name) + "<",
                        Pattern.DOTALL)
                .matcher(ada.get(owner + "/files").body());
        assertThat(file.find()).as(name).isTrue();
        return file.group(1);
    }

    private GitClient clone(String space) {
        git.ok("clone", "-q", wiki.cloneUrl(new SpaceId(space)).replace("://", "://bob:demo@"), space);
        return git.in(space);
    }

    private static void pull(GitClient clone) {
        clone.ok("pull", "-q", "--ff-only");
    }
}
