package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.e2e.WebClient.Answer;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The pages of mirrors over plain HTTP. The remote of each mirror is another space of the same wiki. */
@WithRunningWiki
class MirrorPageTest {
    private static final Pattern SHOWN_SECRET = Pattern.compile("id=\"secret\"[^>]*>([^<]+)<");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DemoWiki wiki;
    private final WebClient ada;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> heard = new ArrayList<>();

    MirrorPageTest(DemoWiki wiki) {
        this.wiki = wiki;
        ada = WebClient.of(wiki, "ada");
    }

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        root().detachAppender(log);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Test
    void mirrorIsAddedTestedRunAndChangesArriveAtEitherSide(@TempDir Path home) {
        space("near");
        space("far");
        page("near", "Written near");
        String password = newToken();
        String[] form = form("near-far", "far", "way", "PASSWORD", "user", "ada", "secret", password);

        Answer tested = post("/s/near/mirrors", with(form, "do", "test"));
        assertThat(tested.body())
                .contains("The remote can be read, and has no branch main yet.", "value=\"near-far\"")
                .contains("This space has no mirrors.");

        Answer added = post("/s/near/mirrors", form);
        assertThat(added.location()).isEqualTo("/s/near/mirrors/near-far");
        post("/s/near/mirrors/near-far/run");
        waitFor("/s/near/mirrors/near-far", body -> body.contains("Pushed the wiki"));
        assertThat(get("/s/far").body()).contains("Written near");

        page("far", "Written far");
        post("/s/near/mirrors/near-far/run");
        waitFor("/s/near", body -> body.contains("Written far"));
        waitFor("/s/near/mirrors/near-far", body -> body.contains("taken in"));
        assertThat(get("/s/near/sync").body()).contains("Mirror near-far", "Took in the remote");
        assertThat(post("/s/near/mirrors/near-far/test").status()).isEqualTo(303);
        assertThat(get("/s/near/mirrors/near-far").body()).contains("The remote can be read, and has the branch main.");

        post("/s/near/mirrors/near-far/pause", "paused", "yes");
        assertThat(get("/s/near/mirrors").body()).contains(">paused<");
        post("/s/near/mirrors/near-far/pause", "paused", "no");
        assertThat(get("/s/near/mirrors").body()).doesNotContain(">paused<");

        assertThat(get("/s/near/mirrors/near-far/remove").body()).contains("Remove the mirror near-far?");
        assertThat(post("/s/near/mirrors/near-far/remove").location()).isEqualTo("/s/near/mirrors");
        assertThat(get("/s/near/mirrors").body()).contains("is removed").contains("This space has no mirrors.");
        assertThat(get("/s/near/mirrors/near-far").status()).isEqualTo(404);

        assertThat(heard).noneMatch(body -> body.contains(password));
        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).noneMatch(line -> line.contains(password));
        GitClient.at(home)
                .ok("ls-remote", wiki.cloneUrl(new SpaceId("far")).replace("://", "://ada:" + password + "@"));
    }

    @Test
    void unrelatedHistoriesWaitForADecisionThatThePageExplains() {
        space("wide");
        space("strange");
        page("wide", "Wide");
        page("strange", "Strange");
        post("/s/wide/mirrors", form("wide", "strange", "way", "ENVIRONMENT", "reference", "env:MIRROR_TESTED"));

        post("/s/wide/mirrors/wide/run");
        String page = waitFor("/s/wide/mirrors/wide", body -> body.contains("no commit in common"));
        assertThat(page)
                .contains("JOIN_KEEPING_WIKI", "JOIN_KEEPING_REMOTE", "the remote's text replaces the wiki's")
                .doesNotContain("value=\"CONTINUE\"");
        assertThat(get("/s/wide/sync").body()).contains("Mirror wide waits");
        post("/s/wide/mirrors/wide/decide", "decision", "CONTINUE");
        assertThat(get("/s/wide/mirrors/wide").body()).contains("no longer waits for this decision");
        post("/s/wide/mirrors/wide/decide", "decision", "JOIN_KEEPING_WIKI", "seen", "UNRELATED of another commit");
        assertThat(get("/s/wide/mirrors/wide").body()).contains("no longer waits for this decision");
        Matcher seen = Pattern.compile("name=\"seen\" value=\"(UNRELATED [0-9a-f]{40})\"")
                .matcher(page);
        assertThat(seen.find()).isTrue();
        post("/s/wide/mirrors/wide/decide", "decision", "JOIN_KEEPING_WIKI", "seen", seen.group(1));
        post("/s/wide/mirrors/wide/run");
        waitFor("/s/strange", body -> body.contains("Wide"));
        assertThat(get("/s/wide").body()).contains("Strange");
        post("/s/wide/mirrors/wide/remove");
    }

    @Test
    void secretOfTheWebhookIsShownOnceAndSignsWebhooks() throws Exception {
        space("hooked");
        space("hook-remote");
        post("/s/hooked/mirrors", form("hooked", "hook-remote", "way", "NONE"));
        String first = secret(get("/s/hooked/mirrors/hooked").body());
        assertThat(get("/s/hooked/mirrors/hooked").body())
                .doesNotContain(first)
                .contains(wiki.url() + "/gitsync/hooks/hooked");
        assertThat(hook("hooked", first)).isEqualTo(202);

        post("/s/hooked/mirrors/hooked/secret");
        String second = secret(get("/s/hooked/mirrors/hooked").body());
        assertThat(hook("hooked", first)).isEqualTo(404);
        assertThat(hook("hooked", second)).isEqualTo(202);
        post("/s/hooked/mirrors/hooked/remove");
        assertThat(hook("hooked", second)).isEqualTo(404);
    }

    @Test
    void storedCredentialsAreNotSentToAnotherServer() {
        space("kept");
        post("/s/kept/mirrors", form("kept", "handbook", "way", "PASSWORD", "user", "ada", "secret", "typed-once"));
        String[] elsewhere = {
            "url",
            "https://git.example.org/x.git",
            "direction",
            "PULL",
            "branch",
            "main",
            "folder",
            "",
            "seconds",
            "60",
        };
        assertThat(post("/s/kept/mirrors/kept", with(elsewhere, "way", "KEEP")).body())
                .contains("credentials are for another server. Enter those for this one.")
                .contains("https://git.example.org/x.git");
        assertThat(post("/s/kept/mirrors", with(form("other", "handbook", "way", "KEEP"), "do", "test"))
                        .body())
                .contains("Choose how the mirror signs in.");
        assertThat(post("/s/kept/mirrors/kept", with(elsewhere, "way", "NONE")).status())
                .isEqualTo(303);
        assertThat(get("/s/kept/mirrors/kept").body())
                .contains("The mirror is changed.", "https://git.example.org/x.git", "from the remote to the wiki");
        post("/s/kept/mirrors/kept/remove");
        assertThat(heard).noneMatch(body -> body.contains("typed-once"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id        | a b                     | A mirror id is 1 to 64 letters
            url       | ftp://example.org/x     | must begin with https://, http:// or ssh://
            url       | https://u:p@example.org/x | must not contain credentials
            direction | SIDEWAYS                | Choose a direction.
            branch    | a..b                    | must be the short name of a git branch
            folder    | /docs/                  | must be a path such as docs
            seconds   | soon                    | must be a number of seconds from 1 to 86400
            seconds   | 0                       | must be a number of seconds from 1 to 86400
            user      | ''                      | Enter a user name without a colon.
            secret    | ''                      | Enter the password or the token, on one line.
            way       | SSH                     | An SSH key is for ssh:// only.
            way       | ENVIRONMENT             | must begin with env:MIRROR_
            """)
    void invalidFieldIsExplainedAtTheFormAndTheOthersAreKept(String field, String value, String problem) {
        String[] form = form(
                "refused",
                "handbook",
                "way",
                "PASSWORD",
                "user",
                "ada",
                "secret",
                "typed-twice",
                "reference",
                "env:PATH");
        for (int i = 0; i < form.length; i += 2) {
            form[i + 1] = form[i].equals(field) ? value : form[i + 1];
        }
        Answer answer = post("/s/handbook/mirrors", form);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains(problem, "role=\"alert\"").doesNotContain("typed-twice");
        if (!field.equals("id")) {
            assertThat(answer.body()).contains("value=\"refused\"");
        }
        assertThat(get("/s/handbook/mirrors/refused").status()).isEqualTo(404);
    }

    @Test
    void idOfAnotherMirrorIsNotTaken() {
        space("first");
        post("/s/first/mirrors", form("taken", "handbook", "way", "NONE"));
        assertThat(post("/s/handbook/mirrors", form("taken", "first", "way", "NONE"))
                        .body())
                .contains("There is a mirror taken already. Choose another id.");
        assertThat(get("/s/handbook/mirrors/taken").status()).isEqualTo(404);
        post("/s/first/mirrors/taken/remove");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "eve"})
    void forAllOthersThereIsNothingHere(String user) {
        space("operated-mirrors");
        post("/s/operated-mirrors/mirrors", form("operated-" + user, "handbook", "way", "NONE"));
        String one = "/s/operated-mirrors/mirrors/operated-" + user;
        WebClient visitor = WebClient.of(wiki, user);
        Answer nothing = visitor.get("/s/nowhere/mirrors");
        assertThat(nothing.status()).isEqualTo(404);
        for (String path :
                List.of("/s/operated-mirrors/mirrors", one, one + "/mark", one + "/remove", "/s/private/mirrors")) {
            assertThat(visitor.get(path)).as(path).isEqualTo(nothing);
        }
        visitor.get("/");
        for (String path : posts(one)) {
            assertThat(visitor.post(path, "paused", "yes")).as(path).isEqualTo(nothing);
        }
        assertThat(visitor.get("/s/operated-mirrors/sync").body()).doesNotContain("/mirrors");
        assertThat(get(one).body()).contains("Pause</button>");
        post(one + "/remove");
    }

    @Test
    void everyFormNeedsTheTokenOfItsSession() {
        space("forged");
        post("/s/forged/mirrors", form("forged", "handbook", "way", "NONE"));
        for (String path : posts("/s/forged/mirrors/forged")) {
            assertThat(ada.postForeign(path, "paused", "yes").status()).as(path).isEqualTo(403);
        }
        assertThat(ada.postForeign("/s/forged/mirrors", form("forged-2", "handbook", "way", "NONE"))
                        .status())
                .isEqualTo(403);
        assertThat(get("/s/forged/mirrors").body()).contains("forged").doesNotContain("forged-2", ">paused<");
        post("/s/forged/mirrors/forged/remove");
    }

    private static List<String> posts(String mirror) {
        List<String> paths = new ArrayList<>(List.of(mirror));
        for (String what : List.of("test", "run", "pause", "decide", "secret", "remove")) {
            paths.add(mirror + "/" + what);
        }
        return paths;
    }

    private int hook(String mirror, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal("{}".getBytes(StandardCharsets.US_ASCII)));
        return ada.postJson("/gitsync/hooks/" + mirror, "{}", "X-Hub-Signature-256", signature)
                .status();
    }

    private static String secret(String body) {
        Matcher found = SHOWN_SECRET.matcher(body);
        assertThat(found.find()).as(body).isTrue();
        return found.group(1);
    }

    private String newToken() {
        ada.get("/account/tokens");
        ada.post("/account/tokens", "label", "mirror", "right", "write", "days", "7");
        return secret(ada.get("/account/tokens").body());
    }

    private String[] form(String id, String remote, String... more) {
        String url = wiki.cloneUrl(new SpaceId(remote));
        return with(
                new String[] {
                    "id", id, "url", url, "direction", "BOTH", "branch", "main", "folder", "", "seconds", "3600",
                },
                more);
    }

    private static String[] with(String[] form, String... more) {
        List<String> all = new ArrayList<>(List.of(form));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private void space(String id) {
        post("/spaces", "id", id, "name", id);
    }

    private void page(String space, String title) {
        assertThat(post("/s/" + space + "/new", "title", title, "text", title + "\n", "message", "", "parent", "")
                        .status())
                .isEqualTo(303);
    }

    private String waitFor(String path, Predicate<String> shown) {
        return await().atMost(PATIENCE).until(() -> get(path).body(), shown);
    }

    private Answer get(String path) {
        return heard(ada.get(path));
    }

    private Answer post(String path, String... fields) {
        return heard(ada.post(path, fields));
    }

    private Answer heard(Answer answer) {
        heard.add(answer.body());
        return answer;
    }
}
