package dev.gitsync.ssh.internal.server;

import dev.gitsync.internal.server.LogText;
import dev.gitsync.ssh.internal.git.ClientStreams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects a command of a channel to its {@link CommandRunner}. */
final class ChannelCommand implements Command {
    private static final Logger log = LoggerFactory.getLogger(ChannelCommand.class);
    private static final String GIT_PROTOCOL = "GIT_PROTOCOL";

    private final String command;
    private final boolean hasTerminal;
    private final CommandRunner runner;
    private final CommandThreads threads;
    /**
     * The command that a client sends.
     *
     * @param hasTerminal whether the client shows messages in a terminal
     */
    record Line(String command, boolean hasTerminal) {}

    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private @Nullable OutputStream messages;
    private @Nullable ExitCallback exit;

    ChannelCommand(Line line, CommandRunner runner, CommandThreads threads) {
        this.command = line.command;
        this.hasTerminal = line.hasTerminal;
        this.runner = runner;
        this.threads = threads;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        messages = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        ClientStreams streams = new ClientStreams(
                Objects.requireNonNull(in), Objects.requireNonNull(out), Objects.requireNonNull(messages));
        String protocol = environment.getEnv().getOrDefault(GIT_PROTOCOL, "");
        CommandRunner.Request request =
                new CommandRunner.Request(command, channel.getServerSession(), protocol, hasTerminal, streams);
        if (!threads.run(() -> end(run(request)))) {
            end(CommandRunner.REFUSED);
        }
    }

    private int run(CommandRunner.Request request) {
        try {
            int code = runner.run(request);
            request.streams().out().flush();
            request.streams().messages().flush();
            return code;
        } catch (IOException e) {
            log.info("A client has disconnected: {}", LogText.clean(e));
        } catch (RuntimeException | Error e) {
            log.error("A command over SSH failed", e);
        }
        return CommandRunner.REFUSED;
    }

    private void end(int code) {
        Objects.requireNonNull(exit).onExit(code);
    }

    /** Does nothing: the channel closes the streams, which ends the command. A push that is being committed is not interrupted. */
    @Override
    public void destroy(ChannelSession channel) {}
}
