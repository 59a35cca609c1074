package dev.gitsync.demo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.DemoOptions;
import dev.gitsync.demo.DemoWiki;
import dev.gitsync.demo.database.TestPostgres;
import dev.gitsync.tests.GitClient;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Law 11: a slow client holds no lease and no database connection, and blocks no other client. */
class SlowClientsTest {
    /** The number of slow requests of each user, below the 16 that a user may have open, so that git can still send. */
    private static final int FETCHES = 12;

    private static final int PUSHES = 2;
    private static final List<String> USERS = List.of("ada", "bob", "eve");
    private static final int SLOW_FETCHES = USERS.size() * FETCHES;

    @Test
    @Timeout(240)
    void acquiresNoPermitForASlowClient(@TempDir Path folder) throws Exception {
        String url = TestPostgres.url(TestPostgres.newDatabase());
        try (DemoWiki wiki = wiki(folder, url);
                SlowClients slow = new SlowClients(URI.create(wiki.url()))) {
            for (String user : USERS) {
                for (int i = 0; i < FETCHES; i++) {
                    slow.begin(user, "git-upload-pack", "0098want ");
                }
            }
            for (int i = 0; i < PUSHES; i++) {
                slow.begin("ada", "git-receive-pack", "00b0");
            }
            // All of them sign in first, concurrently. Hashing is slow on purpose, and takes ten seconds on two
            // processors.
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(threadsThatWaitForABody()).isGreaterThanOrEqualTo(SLOW_FETCHES));

            try (Connection database = DriverManager.getConnection(url)) {
                // The wiki's own cycles hold them briefly now and then; a slow client would hold them permanently.
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(number(
                                        database,
                                        "SELECT (SELECT count(*) FROM gitsync_leases WHERE owner IS NOT NULL AND expires_at"
                                                + " > now()) + (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                                + " AND state LIKE 'idle in transaction%')"))
                                .as("leases and transactions")
                                .isZero());
            }
            GitClient git = GitClient.at(folder);
            git.ok("clone", "-q", url(wiki, "bob"), "clone");
            git.in("clone").commit("Meanwhile.md", "written while others are slow\n");
            git.in("clone").ok("push", "-q");
            assertThat(git.ok("ls-remote", url(wiki, "bob"), "main"))
                    .startsWith(git.in("clone").ok("rev-parse", "HEAD"));
            assertThat(threadsThatWaitForABody())
                    .as("threads that read slow requests")
                    .isGreaterThanOrEqualTo(SLOW_FETCHES);

            slow.hangUp();
            await().atMost(Duration.ofSeconds(30)).until(() -> threadsThatWaitForABody() == 0);
        }
    }

    private static DemoWiki wiki(Path folder, String database) {
        return DemoWiki.start(new DemoOptions("127.0.0.1", 0, folder.resolve("data"), database, null, null));
    }

    private static String url(DemoWiki wiki, String user) {
        URI root = URI.create(wiki.url());
        return "http://" + user + ":demo@" + root.getAuthority() + "/git/handbook.git";
    }

    /** Returns the number of threads of the server that have begun to read a body. */
    private static long threadsThatWaitForABody() {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames -> Arrays.stream(frames)
                        .anyMatch(frame -> frame.getClassName().endsWith(".LimitedRequestBody")))
                .count();
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Connections that sent the beginning of a request and never send the rest. */
    private static final class SlowClients implements Closeable {
        private final URI server;
        private final List<Socket> sockets = new ArrayList<>();

        SlowClients(URI server) {
            this.server = server;
        }

        void begin(String user, String service, String firstBytes) throws IOException {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
            sockets.add(socket);
            String basic = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
            String head = "POST /git/handbook.git/" + service + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                    + basic + "\r\nContent-Type: application/x-" + service
                    + "-request\r\nContent-Length: 100000\r\n\r\n";
            socket.getOutputStream().write((head + firstBytes).getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            hangUp();
        }

        void hangUp() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        }
    }
}
