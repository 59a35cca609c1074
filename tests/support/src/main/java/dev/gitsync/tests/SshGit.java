package dev.gitsync.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Bare repositories behind OpenSSH's {@code sshd} on a port of the loopback address; the user of the tests may sign in with one key. */
public final class SshGit implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 20;
    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final String CONFIG = """
            Port @PORT@
            ListenAddress 127.0.0.1
            HostKey @DIR@/host
            AuthorizedKeysFile @DIR@/user.pub
            PidFile none
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            AcceptEnv GIT_PROTOCOL
            SetEnv HOME=@DIR@
            LogLevel ERROR
            """;

    private final Process process;
    private final Path folder;
    private final int port;

    private SshGit(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Returns whether sshd is on this machine and the tests may start it. */
    public static boolean isAvailable() {
        return Files.isExecutable(SSHD) && System.getProperty("user.name").equals("root");
    }

    /** Starts a server without repositories. */
    public static SshGit start() {
        try {
            Files.createDirectories(SEPARATION);
            Path folder = Files.createTempDirectory("ssh-git");
            for (String key : List.of("host", "user", "stranger")) {
                run(folder, "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-C", key, "-f", key)
                        .waitFor();
            }
            int port = freePort();
            Files.writeString(
                    folder.resolve("config"),
                    CONFIG.replace("@DIR@", folder.toString()).replace("@PORT@", Integer.toString(port)));
            Process process = run(folder, SSHD.toString(), "-D", "-e", "-f", folder + "/config");
            SshGit server = new SshGit(process, folder, port);
            server.awaitListening();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("sshd could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process run(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                Thread.onSpinWait(); // not yet
            }
        }
        throw new IllegalStateException("sshd did not start: " + Files.readString(folder.resolve("output")));
    }

    /** Returns the processes of the sessions, among them those of git. */
    public Stream<ProcessHandle> sessions() {
        return process.descendants();
    }

    /** Kills all sessions. */
    public void killSessions() {
        sessions().forEach(ProcessHandle::destroyForcibly);
    }

    /** Creates an empty bare repository whose HEAD is {@code main}, and returns real git in it. */
    public GitClient create(String name) {
        GitClient git = GitClient.at(folder);
        git.ok("init", "-q", "--bare", "-b", "main", name + ".git");
        return git.in(name + ".git");
    }

    /** Returns the URL of a repository. */
    public String url(String name) {
        return "ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + folder + "/" + name + ".git";
    }

    /** Returns the private key that may sign in. */
    public String userKey() {
        return read("user");
    }

    /** Returns a private key that may not. */
    public String strangerKey() {
        return read("stranger");
    }

    /** Returns the line of {@code known_hosts} for this server. */
    public String hostKeys() {
        return "[127.0.0.1]:" + port + " " + read("host.pub");
    }

    /** Returns a line of {@code known_hosts} with another key for this server. */
    public String otherHostKeys() {
        return "[127.0.0.1]:" + port + " " + read("stranger.pub");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
