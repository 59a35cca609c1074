package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.WebClient.Answer;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the demo over plain HTTP: tests access rights, and what works without a script. */
@WithRunningWiki
class WebPagesTest {
    private static final Pattern PAGE_LINK = Pattern.compile("href=\"(/p/[^\"/]+)\"");

    private final DemoWiki wiki;
    private final WebClient ada;
    private GitClient git = GitClient.at(Path.of("."));

    WebPagesTest(DemoWiki wiki) {
        this.wiki = wiki;
        ada = WebClient.of(wiki, "ada");
    }

    @BeforeEach
    void newHome(@TempDir Path home) {
        git = GitClient.at(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "eve"})
    void hidesForbiddenPages(String user) {
        WebClient visitor = WebClient.of(wiki, user);
        String secretPage = firstPage(ada, "/s/private");

        for (String rest : List.of("", "/sync", "/sync/mark", "/sync/1", "/trash")) {
            Answer forbidden = visitor.get("/s/private" + rest);
            assertThat(forbidden.status()).isEqualTo(404);
            assertThat(forbidden).isEqualTo(visitor.get("/s/nowhere" + rest));
        }
        for (String rest : List.of("", "/mark", "/changes", "/changes?from=0&to=1", "/history")) {
            Answer forbidden = visitor.get(secretPage + rest);
            assertThat(forbidden.status()).isEqualTo(404);
            assertThat(forbidden).isEqualTo(visitor.get("/p/nothing" + rest));
            assertThat(ada.get(secretPage + rest).status()).isEqualTo(200);
        }
        for (String operation : List.of("now", "plan", "verify")) {
            Answer forbidden = visitor.post("/s/private/sync/" + operation);
            assertThat(forbidden.status()).isEqualTo(404);
            assertThat(forbidden).isEqualTo(visitor.post("/s/nowhere/sync/" + operation));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "eve"})
    void letsOnlyAdministratorsOperateAndSwitchSpaces(String user) {
        WebClient visitor = WebClient.of(wiki, user);

        assertThat(visitor.get("/s/handbook/sync").body()).contains("Events").doesNotContain("Sync now");
        for (String path : List.of("/s/handbook/sync/now", "/s/handbook/sync/plan", "/s/handbook/sync/verify")) {
            assertThat(visitor.post(path).status()).isEqualTo(404);
        }
        assertThat(visitor.get("/admin").status()).isEqualTo(404);
        assertThat(visitor.post("/admin/spaces/handbook/git", "on", "no").status())
                .isEqualTo(404);
        assertThat(visitor.get("/").body()).doesNotContain("/admin");
        git.ok("ls-remote", url("ada:demo", "handbook"));
    }

    @Test
    void letsOperatorsSyncPlanAndVerifyAndReadTheResult() {
        space("operated");
        page("operated", "One", "one\n");

        assertThat(outcome("operated", "now").body()).contains("Sync requested by ada");
        assertThat(outcome("operated", "plan").body()).contains("A sync would change nothing");
        assertThat(outcome("operated", "verify").body())
                .contains("1 page, 1 page file and 0 other files compared: main is the wiki");
        assertThat(ada.get("/s/operated/sync").body())
                .contains("Up to date.", "Committed to git", "Plan requested by ada", "Verification requested by ada");
    }

    @Test
    void requiresTheTokenOfTheSessionInEveryForm() {
        List<String> forms = List.of(
                "/s/handbook/sync/now",
                "/s/handbook/sync/plan",
                "/s/handbook/sync/verify",
                "/admin/spaces/handbook/git",
                "/account/tokens",
                "/account/tokens/x/revoke",
                "/spaces",
                "/account");
        String tokens = ada.get("/account/tokens").body();
        for (String form : forms) {
            assertThat(ada.postForeign(form, "on", "no", "label", "x", "days", "1")
                            .status())
                    .as(form)
                    .isEqualTo(403);
        }
        assertThat(ada.get("/account/tokens").body()).isEqualTo(tokens);
        git.ok("ls-remote", url("ada:demo", "handbook"));
    }

    @Test
    void refusesClonesOfADisabledSpaceUntilItIsEnabled() {
        space("switched");
        page("switched", "Page", "text\n");
        git.ok("clone", "-q", url("ada:demo", "switched"), "before");

        ada.post("/admin/spaces/switched/git", "on", "no");

        assertThat(ada.get("/admin").body()).contains("Git is switched off for Space switched");
        assertThat(git.run("ls-remote", url("ada:demo", "switched")).stderr()).contains("not found");
        assertThat(ada.get("/s/switched/sync").body())
                .contains("Git is switched off")
                .doesNotContain("Sync now");
        assertThat(ada.post("/s/switched/sync/now").status()).isEqualTo(409);

        ada.post("/admin/spaces/switched/git", "on", "yes");

        git.in("before").ok("pull", "-q", "--ff-only");
    }

    @Test
    void linksInATextLeadToTheFilesThatTheyNameInAClone() {
        space("linked");
        git.ok("clone", "-q", url("bob:demo", "linked"), "clone");
        GitClient clone = git.in("clone");
        clone.commit(
                "Guide.md", "[a](Guide/Start.md) [b](Guide/) [c](/img/x.svg) ![d](img/x.svg) [e](//x.example/f)\n");
        clone.commit(
                "Guide/Start.md", "[up](../Guide.md#top) [root](/Guide.md) [short](../Guide) [none](nothing.md)\n");
        clone.commit("Folder/Page.md", "[folder](../Guide/) <a href=\"./Page.md\">self</a>\n");
        clone.commit("img/x.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
        clone.ok("push", "-q", "origin", "HEAD:main");
        String guide = ada.get("/s/linked/at/Guide.md").location();
        String start = ada.get("/s/linked/at/Guide/Start.md").location();

        assertThat(links(guide)).containsExactly(start, guide, "image/svg+xml", "image/svg+xml", "//x.example/f");
        assertThat(links(start)).containsExactly(guide, guide, guide, "404");
        String page = ada.get("/s/linked/at/Folder/Page.md").location();
        assertThat(links(page)).containsExactly(guide, page);
    }

    /** Where the links and pictures in the text of a page lead. */
    private List<String> links(String page) {
        String body = ada.get(page).body();
        String text = body.substring(body.indexOf("class=\"prose\""), body.indexOf("</article>"));
        List<String> found = new ArrayList<>();
        Matcher link = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(text);
        while (link.find()) {
            String address = link.group(1);
            String plain = address.replaceFirst("#.*", "");
            Answer answer = plain.startsWith("/s/") ? ada.get(plain) : new Answer(0, plain, "", "");
            found.add(answer.status() == 404 ? "404" : answer.status() == 200 ? answer.type() : answer.location());
        }
        return found;
    }

    @Test
    void findsReadablePagesThatHaveAllWords() {
        space("searched");
        page("searched", "Compost", "Leaves and 100% patience\n");
        page("searched", "Patience", "Nothing about 1000 leaves\n");
        WebClient eve = WebClient.of(wiki, "eve");

        assertThat(ada.get("/search?q=leaves+PATIENCE").body()).contains(">Compost<", ">Patience<");
        assertThat(ada.get("/search?q=100%25+leaves").body())
                .contains(">Compost<")
                .doesNotContain(">Patience<");
        assertThat(ada.get("/search?q=%3Cb%3E").body()).contains("&lt;b&gt;").doesNotContain("<b><b>");
        assertThat(ada.get("/search?q=Only+for+administrators").body()).contains(">Only for administrators<");
        assertThat(eve.get("/search?q=Only+for+administrators").body()).contains("No page has all of these words");
        assertThat(eve.get("/search?q=").status()).isEqualTo(200);
    }

    @Test
    void showsChangesByLineAndWordAndRunsNoneOfThem() {
        space("compared");
        String page = page("compared", "Recipe", "Flour\nTwo eggs\nSalt\n");
        save(page, "Recipe", "Flour\nThree eggs\nSalt\n<script>alert(1)</script>\n");

        String changes = ada.get(page + "/changes").body();

        assertThat(changes)
                .contains("From version 1 to version 2", "2 lines added, 1 line removed")
                .contains("<del><b>Two</b> eggs</del>", "<ins><b>Three</b> eggs</ins>")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>alert");
        assertThat(ada.get(page + "/changes?from=0&to=1").body()).contains("3 lines added");
        assertThat(ada.get(page + "/changes?from=2&to=1").status()).isEqualTo(404);
        assertThat(ada.get(page + "/changes?from=1&to=9").status()).isEqualTo(404);
        assertThat(ada.get(page + "/mark")).isEqualTo(new Answer(200, "", "text/plain;charset=utf-8", "2.1"));
    }

    @Test
    void marksGitEditsInTheHistoryAndLinksEachChange() {
        space("historic");
        String page = page("historic", "Story", "once\n");
        git.ok("clone", "-q", url("bob:demo", "historic"), "clone");
        GitClient clone = git.in("clone").with("GIT_AUTHOR_NAME", "Grace");
        clone.commit("Story.md", "once upon a time\n");
        clone.ok("push", "-q");
        String commit = clone.ok("rev-parse", "HEAD");

        String history = ada.get(page + "/history").body();

        assertThat(history)
                .contains(
                        "by Grace in commit <code class=\"commit\" title=\"" + commit + "\">" + commit.substring(0, 7))
                .contains("pushed by <code>bob</code>", "by Ada in the wiki")
                .contains(page + "/changes?from=1&amp;to=2", page + "/changes?from=0&amp;to=1");
        String sync = ada.get("/s/historic/sync").body();
        assertThat(sync).contains("Pushed by bob", "1 page updated", "href=\"" + page + "\">Story.md</a>");
    }

    @Test
    void listsARefusedPushWithItsMessage() {
        space("refusing");
        page("refusing", "Page", "text\n");
        git.ok("clone", "-q", url("bob:demo", "refusing"), "clone");
        GitClient clone = git.in("clone");

        GitClient.Outcome push = clone.run("push", "origin", "HEAD:refs/heads/side");

        String sentence = "refs/heads/side can't be pushed to a wiki, which has one branch: main.";
        assertThat(push.stderr()).contains(sentence);
        assertThat(ada.get("/s/refusing/sync").body())
                .contains("Push by bob refused", "only main can be pushed to a wiki", sentence);
    }

    /** Only a push can set such titles; a browser removes line breaks from its input. */
    @ParameterizedTest
    @CsvSource({
        "long, '', ''",
        "broken, \"a\\u000ab\", ab",
        "tabbed, \"a\\u0009b\", a\tb",
        "ringing, \"a\\u0007b\", a\u0007b"
    })
    void savesTheTextOfAPageWhoseTitleAPushSet(String space, String yaml, String sent) {
        String title = sent.isEmpty() ? "x".repeat(300) : sent;
        space(space);
        git.ok("clone", "-q", url("bob:demo", space), "titled");
        GitClient clone = git.in("titled");
        clone.commit("A.md", "---\ntitle: " + (yaml.isEmpty() ? title : yaml) + "\n---\none\n");
        clone.ok("push", "-q", "origin", "HEAD:main");
        String page = firstPage(ada, "/s/" + space);

        save(page, title, "two\n");

        clone.ok("pull", "-q", "origin", "main");
        assertThat(clone.ok("diff", "--unified=0", "HEAD~1"))
                .endsWith("-one\n+two")
                .doesNotContain("\n-title", "\n+title");
        assertThat(ada.post(page + "/edit", "version", "2", "title", title + "\tx", "text", "", "message", "")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void showsATokenOnceAndGrantsTheChosenRights() {
        space("tokened");
        page("tokened", "Page", "text\n");
        assertThat(ada.post("/account/tokens", "label", "laptop", "space", "tokened", "right", "read", "days", "7")
                        .status())
                .isEqualTo(303);

        String first = ada.get("/account/tokens").body();

        Matcher secret = Pattern.compile("gst_[A-Za-z0-9_-]{43}").matcher(first);
        assertThat(secret.find()).isTrue();
        assertThat(ada.get("/account/tokens").body())
                .contains("laptop", "read only, tokened")
                .doesNotContain("gst_");
        String credentials = "ada:" + secret.group();
        git.ok("clone", "-q", url(credentials, "tokened"), "clone");
        git.in("clone").commit("Page.md", "changed\n");
        assertThat(git.in("clone").run("push", "-q").exitCode()).isNotZero();
        assertThat(git.run("ls-remote", url(credentials, "handbook")).stderr()).contains("not found");
        assertThat(ada.get("/account/tokens").body()).contains("last used");

        Matcher revoke =
                Pattern.compile("action=\"(/account/tokens/[^\"]+/revoke)\"").matcher(first);
        assertThat(revoke.find()).isTrue();
        assertThat(WebClient.of(wiki, "bob").post(revoke.group(1)).status()).isEqualTo(404);
        git.ok("ls-remote", url(credentials, "tokened"));
        ada.post(revoke.group(1));
        assertThat(git.run("ls-remote", url(credentials, "tokened")).stderr()).contains("Authentication failed");
    }

    @Test
    void refusesATokenForASpaceThatTheUserMayNotRead() {
        WebClient eve = WebClient.of(wiki, "eve");

        Answer forbidden = eve.post("/account/tokens", "label", "x", "space", "private", "right", "read", "days", "1");

        assertThat(forbidden.status()).isEqualTo(404);
        assertThat(forbidden)
                .isEqualTo(eve.post("/account/tokens", "label", "x", "space", "nowhere", "right", "read", "days", "1"));
        assertThat(eve.post("/account/tokens", "label", "x", "right", "read", "days", "9999")
                        .status())
                .isEqualTo(422);
    }

    private Answer outcome(String space, String operation) {
        Answer answer = ada.post("/s/" + space + "/sync/" + operation);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).matches("/s/" + space + "/sync/\\d+");
        return ada.get(answer.location());
    }

    private void space(String id) {
        assertThat(ada.post("/spaces", "id", id, "name", "Space " + id).status())
                .isEqualTo(303);
    }

    private String page(String space, String title, String text) {
        Answer answer = ada.post("/s/" + space + "/new", "title", title, "text", text, "parent", "", "message", "");
        assertThat(answer.status()).isEqualTo(303);
        return answer.location();
    }

    private void save(String page, String title, String text) {
        assertThat(ada.post(page + "/edit", "version", "1", "title", title, "text", text, "message", "")
                        .status())
                .isEqualTo(303);
    }

    private static String firstPage(WebClient client, String space) {
        Matcher link = PAGE_LINK.matcher(client.get(space).body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private String url(String credentials, String space) {
        return wiki.cloneUrl(new SpaceId(space)).replace("://", "://" + credentials + "@");
    }
}
