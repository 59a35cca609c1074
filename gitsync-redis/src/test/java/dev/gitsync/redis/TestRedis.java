package dev.gitsync.redis;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import redis.embedded.RedisServer;

/** A real Redis on its own port, without persistence. A test can kill, empty and stop it. */
final class TestRedis implements AutoCloseable {
    private final int port;
    private RedisServer server;
    private long pid;

    private TestRedis(int port, RedisServer server) {
        this.port = port;
        this.server = server;
    }

    static TestRedis start(String... settings) {
        try {
            int port = freePort();
            return new TestRedis(port, launch(port, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RedisServer launch(int port, String... settings) throws IOException {
        var builder = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no");
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer server = builder.build();
        server.start();
        return server;
    }

    /**
     * Returns a port that is free together with the port of the cluster bus, 10,000 above it. Both are below the range
     * from which systems assign client ports, so no client connection takes one while Redis is down for a moment.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 22_000);
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    void use(Consumer<RedisCommands<String, String>> work) {
        RedisClient client = RedisClient.create(url());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            work.accept(connection.sync());
        } finally {
            client.shutdown();
        }
    }

    /** Sends the process a signal, as in {@code kill -STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        if (pid == 0) {
            use(redis -> pid = redis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("process_id:"))
                    .mapToLong(line -> Long.parseLong(line.substring(11).strip()))
                    .findFirst()
                    .orElseThrow());
        }
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again, without data. */
    void startEmpty() {
        try {
            server = launch(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Space newSpace() {
        return new Space(new SpaceId(UUID.randomUUID().toString()), "acme", "A space");
    }

    @Override
    public void close() {
        stop();
    }
}
