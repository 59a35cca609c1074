package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.audit.AuditEvent;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens.Issued;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A3: tests tokens with real git, and their lines in the audit log. */
@EveryContainer
@Timeout(60)
class TokensOverHttpTest {
    private static final String FETCH_REFS = "/git/docs.git/info/refs?service=git-upload-pack";
    private static final Duration DAY = Duration.ofDays(1);

    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final WikiServer server = WikiServer.startWith(builder -> builder.audit(events::add));

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void acceptsATokenAsPasswordOfGit() {
        String secret = issue("writer", Set.of(), AccessToken.Right.WRITE).secret();
        GitClient git = clone(secret);
        git.commit("Home.md", "Hello\n");
        git.ok("push", "-q", "origin", "HEAD:main");

        String head = git.ok("rev-parse", "HEAD");
        assertThat(events)
                .filteredOn(AuditEvent.Pushed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    AuditEvent.Pushed pushed = (AuditEvent.Pushed) event;
                    assertThat(pushed.user()).isEqualTo("writer");
                    assertThat(pushed.address()).isEqualTo("127.0.0.1");
                    assertThat(pushed.space()).isEqualTo(new SpaceId("docs"));
                    assertThat(pushed.updates())
                            .containsExactly(
                                    new AuditEvent.RefUpdate("refs/heads/main", "0".repeat(40), head, true, ""));
                });
        GitClient.at(home).ok("clone", "-q", server.url("reader", WikiServer.PASSWORD), "again");
        assertThat(events)
                .filteredOn(AuditEvent.Fetched.class::isInstance)
                .singleElement()
                .satisfies(
                        event -> assertThat(((AuditEvent.Fetched) event).user()).isEqualTo("reader"));
        assertThat(events.toString()).doesNotContain(secret, WikiServer.PASSWORD);
    }

    @Test
    void refusesAPushWithAReadTokenOfAWriter() {
        GitClient git = clone(issue("writer", Set.of(), AccessToken.Right.READ).secret());
        git.commit("Home.md", "Hello\n");
        GitClient.Outcome push = git.run("push", "-q", "origin", "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("not push to it");
    }

    /** Faults F2. */
    @Test
    void clearsNoFailuresForATokenUnderAnotherName() {
        String secret = issue("writer", Set.of(), AccessToken.Right.READ).secret();
        for (int i = 0; i < 9; i++) {
            assertThat(basic("reader", "wrong").status()).isEqualTo(401);
        }
        assertThat(basic("reader", secret).status()).isEqualTo(200);
        assertThat(basic("reader", "wrong").status()).isEqualTo(401);
        assertThat(basic("reader", "wrong").status()).isEqualTo(429);
        assertThat(basic("reader", secret).status()).as("sign-in with a token").isEqualTo(200);
    }

    @Test
    void refusesAPushWithAWriteTokenOfAReader() {
        GitClient git = clone(issue("reader", Set.of(), AccessToken.Right.WRITE).secret());
        git.commit("Home.md", "Hello\n");
        assertThat(git.run("push", "-q", "origin", "HEAD:main").stderr()).contains("not push to it");
    }

    @Test
    void hidesSpacesOutsideTheScopeOfAToken() {
        String secret = issue("writer", Set.of(new SpaceId("other")), AccessToken.Right.WRITE)
                .secret();
        String forbidden = bearer(FETCH_REFS, secret).withoutDate();
        String missing = bearer(FETCH_REFS.replace("docs", "missing"), secret).withoutDate();
        assertThat(forbidden).isEqualTo(missing).contains(" 404");
    }

    @Test
    void acceptsBearerAndRejectsARevokedTokenAtOnce() {
        Issued issued = issue("reader", Set.of(), AccessToken.Right.READ);
        assertThat(bearer(FETCH_REFS, issued.secret()).status()).isEqualTo(200);
        server.tokens().revoke("reader", issued.token().id());
        assertThat(bearer(FETCH_REFS, issued.secret()).status()).isEqualTo(401);
        assertThat(bearer(FETCH_REFS, WikiServer.PASSWORD).status()).isEqualTo(401);
        assertThat(bearer(FETCH_REFS, "").status()).isEqualTo(401);
    }

    @Test
    void rejectsATokenOfADeletedUser() {
        assertThat(bearer(
                                FETCH_REFS,
                                issue("gone", Set.of(), AccessToken.Right.READ).secret())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void writesARefusedPushToTheAuditLogWithItsReason() {
        GitClient git = clone(WikiServer.PASSWORD);
        git.commit("Home.md", "Hello\n");
        git.run("push", "-q", "origin", "HEAD:refs/heads/other");
        assertThat(events)
                .filteredOn(AuditEvent.Pushed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((AuditEvent.Pushed) event).updates())
                        .singleElement()
                        .satisfies(update -> {
                            assertThat(update.isDone()).isFalse();
                            assertThat(update.ref()).isEqualTo("refs/heads/other");
                            assertThat(update.reason()).isNotBlank();
                        }));
    }

    @Test
    void writesAPushWithAnInvalidPackToTheAuditLog() {
        String id = "1".repeat(40);
        String command = "0".repeat(40) + " " + id + " refs/heads/main\0report-status";
        String body = String.format("%04x%s0000PACKgarbage", command.length() + 4, command);
        RawHttp.Response answer = server.request("POST", "/git/docs.git/git-receive-pack")
                .as("writer", WikiServer.PASSWORD)
                .body("application/x-git-receive-pack-request", body.getBytes(StandardCharsets.US_ASCII))
                .send();
        assertThat(answer.body()).contains("unpack error An object of this push");
        assertThat(events)
                .filteredOn(AuditEvent.Pushed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((AuditEvent.Pushed) event).updates())
                        .containsExactly(new AuditEvent.RefUpdate(
                                "refs/heads/main", "0".repeat(40), id, false, "the pack could not be read")));
    }

    private Issued issue(String user, Set<SpaceId> spaces, AccessToken.Right right) {
        return server.tokens().issue(user, "test", spaces, right, DAY);
    }

    private GitClient clone(String secret) {
        GitClient.at(home).ok("clone", "-q", server.url("writer", secret), "docs");
        return GitClient.at(home).in("docs");
    }

    private RawHttp.Response basic(String user, String password) {
        return server.request("GET", FETCH_REFS).as(user, password).send();
    }

    private RawHttp.Response bearer(String target, String secret) {
        return server.request("GET", target)
                .header("Authorization", "Bearer " + secret)
                .send();
    }
}
