package dev.gitsync.jdbi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A PgBouncer in transaction mode before one database, with fewer sessions than it has clients. */
final class PgBouncer implements AutoCloseable {
    static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final Process process;
    private final String url;

    private PgBouncer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    static PgBouncer start(Path folder, TestDatabase database) throws IOException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        String name = server.getPath().substring(1);
        int port = freePort();
        Path config = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                %1$s = host=127.0.0.1 port=%2$d dbname=%1$s user=postgres password=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %3$d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 3
                ignore_startup_parameters = extra_float_digits
                """.formatted(name, server.getPort(), port));
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "--quiet"));
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root.
            command.addAll(List.of("--user", "nobody"));
        }
        command.add(config.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> answers(process, port));
        return new PgBouncer(process, "jdbc:postgresql://127.0.0.1:" + port + "/" + name);
    }

    private static boolean answers(Process process, int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer ended with " + process.exitValue());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pool whose connections lead through PgBouncer. The caller closes it. */
    PostgresPool.Builder pool() {
        return PostgresPool.builder(url).user("postgres").password("postgres").size(3);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
