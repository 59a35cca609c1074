package dev.gitsync.benchmarks.side;

import dev.gitsync.benchmarks.client.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A standalone server for Git LFS: GitHub's {@code lfs-test-server}, or a program that reads the same variables of the environment. It
 * keeps objects as files, and asks for the same password as the other servers.
 */
public final class LfsServer implements AutoCloseable {
    private static final int SECONDS_TO_START = 20;

    private final Process process;
    private final Path folder;
    private final int port;

    private LfsServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /**
     * Starts a server without objects.
     *
     * @param program the executable file
     * @param folder a folder that does not exist yet; {@link #close} deletes it
     * @throws IllegalStateException when there is no such program, or when it does not start; the message then has what it printed
     */
    public static LfsServer start(Path program, Path folder) {
        requireExecutable(program);
        try {
            Files.createDirectories(folder);
            int port = PlainGit.freePort();
            ProcessBuilder builder = new ProcessBuilder(program.toAbsolutePath().toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("lfs.out").toFile());
            builder.environment().put("LFS_LISTEN", "tcp://127.0.0.1:" + port);
            builder.environment().put("LFS_HOST", "127.0.0.1:" + port);
            builder.environment().put("LFS_METADB", folder.resolve("lfs.db").toString());
            builder.environment()
                    .put("LFS_CONTENTPATH", folder.resolve("objects").toString());
            builder.environment().put("LFS_ADMINUSER", Site.USER);
            builder.environment().put("LFS_ADMINPASS", Site.PASSWORD);
            builder.environment().remove("LFS_PUBLIC");
            builder.environment().remove("PORT");
            LfsServer server = new LfsServer(builder.start(), folder, port);
            server.awaitConnection();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The server for Git LFS could not be started: " + program, e);
        }
    }

    /**
     * Checks that there is a program, before a long run begins.
     *
     * @throws IllegalStateException when it can't be executed; the message says what to do
     */
    public static void requireExecutable(Path program) {
        if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
            throw new IllegalStateException("The server for Git LFS is not an executable file: " + program
                    + ". Build github.com/git-lfs/lfs-test-server and pass the path of its program");
        }
    }

    private void awaitConnection() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (connected.isConnected()) {
                    return;
                }
            } catch (ConnectException e) {
                Thread.onSpinWait(); // not yet
            }
        }
        String printed = Files.readString(folder.resolve("lfs.out"), StandardCharsets.ISO_8859_1);
        close();
        throw new IllegalStateException("The server for Git LFS did not start: " + printed);
    }

    /** Returns what {@code lfs.url} must be; user and password are in it. */
    public String url() {
        return "http://" + Site.USER + ":" + Site.PASSWORD + "@127.0.0.1:" + port + "/wiki/images";
    }

    /** Ends the server, and deletes its objects. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Command.delete(folder);
    }
}
