package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.WebhookReceived;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may wake a mirror, and what everybody else learns: nothing. */
@EveryContainer
@Timeout(60)
class MirrorHookTest {
    private static final String DOCS_SECRET = WebhookDelivery.HUB_SECRET;
    private static final String OTHER_SECRET = "the secret of another space";
    private static final int LONGEST_BODY = 25 << 20;

    private static final TestMirrors MIRRORS = new TestMirrors()
            .add("docs", "docs", DOCS_SECRET)
            .add("docs-lab", "docs", WebhookDelivery.STANDARD_SECRET)
            .add("other", "other", OTHER_SECRET)
            .add("silent", "docs")
            .add("blank", "docs", " ")
            .add(TestMirrors.UNREADABLE, "docs");
    private static final List<WebhookReceived> EVENTS = new CopyOnWriteArrayList<>();
    private static final List<AutoCloseable> OPENED = new ArrayList<>();
    private static final URI SHARED =
            start(ServerLimits.builder().maxFailedSignIns(1_000).build());

    private URI root = SHARED;

    @BeforeEach
    void forget() {
        EVENTS.clear();
        MIRRORS.calls();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : OPENED) {
            part.close();
        }
    }

    private static URI start(ServerLimits limits) {
        return start(engine().mirrors(MIRRORS).mirrorSecrets(MIRRORS).build(), limits);
    }

    private static URI start(GitSync gitSync, ServerLimits limits) {
        MirrorHookServlet servlet = MirrorHookServlet.builder()
                .gitSync(gitSync)
                .limits(limits)
                .audit(MirrorHookTest::heard)
                .build();
        ServletContainer container = ServletContainer.chosen();
        int port = container.start("/", "/gitsync/hooks/*", servlet);
        OPENED.add(gitSync);
        OPENED.add(container::stop);
        return URI.create("http://127.0.0.1:" + port);
    }

    private static GitSyncBuilder engine() {
        return GitSync.builder()
                .spaces(new InMemorySpaceDirectory())
                .pages(new InMemoryPageStore())
                .repositories(new InMemoryRepositoryStore());
    }

    private static void heard(AuditEvent event) {
        if (event instanceof WebhookReceived webhook) {
            EVENTS.add(webhook);
        }
    }

    @Test
    void takesWhatEachProviderSendsAndTheExamplesThatTheyPublish() {
        Stream.concat(WebhookDelivery.publishedByHubs(), WebhookDelivery.signedWith(DOCS_SECRET))
                .forEach(delivery -> assertAccepted(delivery, "docs"));
        Stream.concat(
                        Stream.of(WebhookDelivery.publishedByStandardWebhooks()),
                        WebhookDelivery.signedWith(WebhookDelivery.STANDARD_SECRET))
                .forEach(delivery -> assertAccepted(delivery, "docs-lab"));
        assertThat(EVENTS).hasSize(17).allMatch(event -> event.outcome() == WebhookReceived.Outcome.ACCEPTED);
    }

    private void assertAccepted(WebhookDelivery delivery, String mirror) {
        Response first = post(mirror, delivery);
        assertThat(first.status()).as("%s", delivery).isEqualTo(202);
    }

    @Test
    void takesAReplayLikeTheFirst() {
        WebhookDelivery delivery = delivery();
        assertThat(post("docs", delivery).withoutDate())
                .isEqualTo(post("docs", delivery).withoutDate());
    }

    @Test
    void answersAllThatItDoesNotTakeAlike() throws IOException {
        Response known = post("docs", WebhookDelivery.of("nobody", "{}"));
        assertThat(known.status()).isEqualTo(404);
        assertThat(known.body()).startsWith("Webhook not accepted");
        for (Response refused : refused()) {
            assertThat(refused.withoutDate()).isEqualTo(known.withoutDate());
        }
        assertThat(EVENTS).allMatch(event -> event.outcome() == WebhookReceived.Outcome.REFUSED);
    }

    private List<Response> refused() throws IOException {
        List<Response> answers = new ArrayList<>();
        for (String mirror : List.of("docs", "docs-lab", "silent", "blank", TestMirrors.UNREADABLE, "none")) {
            WebhookDelivery.signedWith(OTHER_SECRET).forEach(delivery -> answers.add(post(mirror, delivery)));
        }
        for (String mirror : List.of("docs-lab", "other", "silent", "blank", "none", "", "a%20b", "docs/x", "Docs")) {
            answers.add(post(mirror, delivery()));
        }
        WebhookDelivery.signedWith(DOCS_SECRET)
                .filter(delivery -> !delivery.headers().containsKey("X-Gitlab-Token"))
                .forEach(delivery -> answers.add(post("docs", delivery.withBody(delivery.body() + " "))));
        WebhookDelivery standard = WebhookDelivery.publishedByStandardWebhooks();
        answers.add(post("docs-lab", standard.with("webhook-timestamp", "1614265331")));
        answers.add(post("docs-lab", standard.with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJel")));
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS")) {
            answers.add(delivery().on(request(method, "docs")).send());
        }
        for (Map.Entry<String, String> malformed : Map.of(
                        "X-Hub-Signature-256", "sha256=" + "g".repeat(64),
                        "X-Hub-Signature", "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                        "X-Gitlab-Token", "",
                        "webhook-signature", "v1, v1,!")
                .entrySet()) {
            WebhookDelivery delivery = WebhookDelivery.of("nobody", "Hello, World!");
            answers.add(post("docs", delivery.with(malformed.getKey(), malformed.getValue())));
        }
        answers.add(request("POST", "docs")
                .header("Content-Length", "" + (LONGEST_BODY + 1))
                .sendAndNoMore());
        answers.add(sendInChunks(LONGEST_BODY + 1));
        return answers;
    }

    /** The GitLab token is right, so that only the length is wrong. */
    private Response sendInChunks(int length) throws IOException {
        RawHttp head =
                request("POST", "docs").header("X-Gitlab-Token", DOCS_SECRET).header("Transfer-Encoding", "chunked");
        try (Socket socket = head.open()) {
            socket.getOutputStream().write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[length]);
            socket.getOutputStream().write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return Response.parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void takesABodyOfTheGreatestLength() throws IOException {
        assertThat(sendInChunks(LONGEST_BODY).status()).isEqualTo(202);
    }

    /** The look-ups are what a client could measure. */
    @Test
    void looksUpAsMuchForAMirrorThatIsNotThere() {
        MIRRORS.calls();
        for (String mirror : List.of("docs", "other", "silent", TestMirrors.UNREADABLE, "none")) {
            post(mirror, WebhookDelivery.of("nobody", "{}"));
            assertThat(MIRRORS.calls()).as(mirror).containsExactly("find", "secret");
        }
    }

    @Test
    void saysThatTheMirrorsCannotBeReadWhetherOrNotThereIsOne() {
        MIRRORS.down(true);
        Response known = post("docs", delivery());
        assertThat(known.status()).isEqualTo(503);
        assertThat(post("none", delivery()).withoutDate()).isEqualTo(known.withoutDate());
        MIRRORS.down(false);
    }

    @Test
    void takesNoPlainHttpFromElsewhere() {
        Response known =
                delivery().on(request("POST", "docs").header("Forwarded", "x")).send();
        assertThat(known.status()).isEqualTo(403);
        assertThat(known.body()).contains("https");
        assertThat(delivery()
                        .on(request("POST", "none").header("Forwarded", "x"))
                        .send()
                        .withoutDate())
                .isEqualTo(known.withoutDate());
    }

    @Test
    void blocksAnAddressOfWhichTooManyWereRefusedForEveryMirrorAlike() {
        root = start(ServerLimits.builder().maxFailedSignIns(1).build());
        for (int i = 0; i < 5; i++) {
            assertThat(post("docs", delivery()).status()).as("no failure").isEqualTo(202);
            assertThat(post("none", delivery()).status()).isEqualTo(404);
        }
        EVENTS.clear();
        MIRRORS.calls();
        Response blocked = post("docs", delivery());
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(blocked.header("Retry-After").orElseThrow()))
                .isBetween(290, 301);
        assertThat(post("none", delivery()).withoutDate()).isEqualTo(blocked.withoutDate());
        assertThat(MIRRORS.calls()).isEmpty();
        assertThat(EVENTS).hasSize(2).allMatch(event -> event.outcome() == WebhookReceived.Outcome.BLOCKED);
    }

    @Test
    void refusesABodyThatDoesNotArriveInTimeLikeAllElse() {
        root = start(
                ServerLimits.builder().maxReceiveTime(Duration.ofMillis(100)).build());
        Response slow = request("POST", "docs").drip(new byte[1000], 10);
        assertThat(slow.withoutDate())
                .isEqualTo(post("docs", WebhookDelivery.of("nobody", "{}")).withoutDate());
    }

    @Test
    void anAcceptedWebhookRunsItsMirrorAndNoOther() {
        TestMirrors later = new TestMirrors();
        List<String> runs = new CopyOnWriteArrayList<>();
        SyncListener listener = new SyncListener() {
            @Override
            public void onMirror(Mirror mirror, MirrorReport report) {
                runs.add(mirror.id().value());
            }
        };
        GitSyncSettings settings = GitSyncSettings.builder()
                .schedule(s -> s.debounce(Duration.ofMillis(1)).pollInterval(Duration.ofHours(1)))
                .build();
        GitSync gitSync = engine().mirrors(later)
                .mirrorSecrets(later)
                .listener(listener)
                .settings(settings)
                .build();
        root = start(gitSync, ServerLimits.defaults());
        gitSync.start();
        Awaitility.await().until(() -> later.calls().contains("all"));
        later.add("other", "other", OTHER_SECRET).add("docs", "docs", DOCS_SECRET);
        assertThat(post("other", delivery()).status()).isEqualTo(404);
        assertThat(post("docs", delivery()).status()).isEqualTo(202);
        Awaitility.await().until(() -> !runs.isEmpty());
        assertThat(runs).containsOnly("docs");
    }

    private static WebhookDelivery delivery() {
        return WebhookDelivery.publishedByHubs().findFirst().orElseThrow();
    }

    private Response post(String mirror, WebhookDelivery delivery) {
        return delivery.on(request("POST", mirror)).send();
    }

    private RawHttp request(String method, String mirror) {
        return RawHttp.to(root, method, "/gitsync/hooks/" + mirror);
    }
}
