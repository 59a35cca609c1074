package dev.gitsync.servlet;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.WikiUser;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.Person;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.servlet.identity.BasicAuthenticator;
import dev.gitsync.servlet.identity.TokenAuthenticator;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.WikiEditor;
import dev.gitsync.tests.http.RawPack;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import dev.gitsync.tests.store.InMemoryTokenStore;
import dev.gitsync.token.AccessTokens;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Sends one request, made of bytes that a fuzzer chooses, to the servlet in front of a complete gitsync. For any
 * bytes, the servlet answers with an intended status: it throws no exception and answers no 500. Jazzer calls this
 * class in the profile {@code fuzz}; {@link FuzzTargetTest} calls it in the normal tests.
 */
public final class FuzzTarget {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("w:w".getBytes(StandardCharsets.UTF_8));
    private static final FuzzTarget TARGET = new FuzzTarget();

    private final GitSyncServlet servlet;
    private final String tip;

    private FuzzTarget() {
        Space space = new Space(new SpaceId("docs"), "", "Docs");
        InMemoryPageStore pages = new InMemoryPageStore();
        GitSync gitSync = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(space))
                .pages(pages)
                .repositories(new InMemoryRepositoryStore())
                .build();
        new WikiEditor(pages, space)
                .create(null, "Home", "Hello\n", Provenance.wiki(new Person("A", "a@b"), Instant.EPOCH, ""));
        gitSync.runOnce(space.id());
        tip = Objects.requireNonNull(gitSync.status(space.id()).orElseThrow().main());
        WikiUser user = new WikiUser("w", new Person("w", "w@b"));
        AccessTokens tokens = new AccessTokens(new InMemoryTokenStore(), Clock.systemUTC());
        servlet = GitSyncServlet.builder()
                .gitSync(gitSync)
                .authenticator(new TokenAuthenticator(tokens, id -> Optional.of(user))
                        .or(new BasicAuthenticator(
                                (name, password) -> password.equals("w") ? Optional.of(user) : Optional.empty())))
                .access((who, what) -> Access.WRITE)
                .limits(ServerLimits.builder().maxFailedSignIns(100_000).build())
                .audit(event -> {})
                .build();
        try {
            servlet.init(config());
        } catch (ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one test case; Jazzer looks for this name. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length > 0) {
            TARGET.send(data[0], Arrays.copyOfRange(data, 1, data.length));
        }
    }

    private void send(byte kind, byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        FakeExchange exchange = switch (Math.floorMod(kind, 8)) {
            case 0 -> new FakeExchange("GET", "/" + text, Map.of("Authorization", BASIC), new byte[0]);
            case 1 -> refs(Map.of("Authorization", text));
            case 2 ->
                refs(Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(data)));
            case 3 -> refs(Map.of("Authorization", BASIC, "Git-Protocol", text));
            case 4 -> post("upload-pack", data, Map.of());
            case 5 -> post("upload-pack", data, Map.of("Git-Protocol", "version=2"));
            case 6 -> post("receive-pack", data, Map.of());
            default -> post("receive-pack", withOptions(text), Map.of());
        };
        try {
            servlet.service(exchange.request(), exchange.response());
        } catch (Exception e) {
            throw new AssertionError("The servlet threw an exception", e);
        }
        if (exchange.status() >= 500) {
            throw new AssertionError("Unexpected status " + exchange.status());
        }
    }

    private static FakeExchange refs(Map<String, String> headers) {
        return new FakeExchange("GET", "/docs.git/info/refs?service=git-upload-pack", headers, new byte[0]);
    }

    private static FakeExchange post(String service, byte[] body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Authorization", BASIC);
        headers.put("Content-Type", "application/x-git-" + service + "-request");
        return new FakeExchange("POST", "/docs.git/git-" + service, headers, body);
    }

    /** Returns a push that would change nothing, with these push options. */
    private byte[] withOptions(String options) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String command = tip + " " + tip + " refs/heads/main\0report-status push-options\n";
        body.writeBytes((pkt(command) + "0000").getBytes(StandardCharsets.ISO_8859_1));
        for (String option : options.split("\n", 20)) {
            body.writeBytes(pkt(option).getBytes(StandardCharsets.ISO_8859_1));
        }
        body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(new RawPack().bytes());
        return body.toByteArray();
    }

    private static String pkt(String line) {
        String cut = line.substring(0, Math.min(line.length(), 60_000));
        return String.format("%04x", cut.length() + 4) + cut;
    }

    private static ServletConfig config() {
        ClassLoader loader = FuzzTarget.class.getClassLoader();
        Object context = Proxy.newProxyInstance(loader, new Class<?>[] {ServletContext.class}, (p, method, a) -> null);
        return (ServletConfig) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {ServletConfig.class},
                (p, method, a) -> method.getName().equals("getServletContext") ? context : null);
    }
}
