package dev.gitsync.tests.ssh;

import dev.gitsync.tests.GitClient;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A key of a user, made by ssh-keygen, and OpenSSH's client that uses it.
 *
 * @param file the private key
 */
public record ClientKey(Path file) {
    private static final long TIMEOUT_SECONDS = 60;

    /** What a command printed. */
    public record Output(int exitCode, String stdout, String stderr) {}

    /** Creates a key with further options of ssh-keygen. */
    public static ClientKey create(Path folder, String name, String... type) {
        List<String> command =
                new ArrayList<>(List.of("ssh-keygen", "-q", "-N", "", "-C", name + "@laptop", "-f", name));
        command.addAll(List.of(type));
        Output made = run(folder, command);
        if (made.exitCode() != 0) {
            throw new IllegalStateException("ssh-keygen failed: " + made.stderr());
        }
        return new ClientKey(folder.resolve(name));
    }

    /** Creates a key of Ed25519. */
    public static ClientKey ed25519(Path folder, String name) {
        return create(folder, name, "-t", "ed25519");
    }

    /** Returns the line of the file {@code .pub}. */
    public String publicLine() {
        try {
            return Files.readString(file.resolveSibling(file.getFileName() + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command of ssh, which trusts the host key that it sees first, and remembers it beside the key. */
    public List<String> ssh(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "ssh",
                "-F",
                "none",
                "-i",
                file.toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=accept-new",
                "-o",
                "UserKnownHostsFile=" + file.resolveSibling("known_hosts")));
        command.addAll(List.of(more));
        return command;
    }

    /** Returns git in {@code home}, which signs in with this key. */
    public GitClient git(Path home, String... options) {
        return GitClient.at(home).with("GIT_SSH_COMMAND", String.join(" ", ssh(options)) + " -o LogLevel=ERROR");
    }

    /** Runs ssh itself, against a server on this machine. */
    public Output run(int port, String... arguments) {
        return run(port, List.of(), arguments);
    }

    /** Runs ssh itself, with further options. */
    public Output run(int port, List<String> options, String... arguments) {
        List<String> command = ssh();
        command.addAll(List.of("-p", Integer.toString(port)));
        command.addAll(options);
        command.add("git@127.0.0.1");
        command.addAll(List.of(arguments));
        return run(Objects.requireNonNull(file.getParent(), "file has a folder"), command);
    }

    /** Runs a command in {@code folder}. */
    public static Output run(Path folder, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", "");
            Path err = Files.createTempFile(folder, "err", "");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("no end of " + command + ": " + Files.readString(err));
            }
            return new Output(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
