package dev.gitsync.ssh.internal.server;

import java.io.IOException;
import java.util.function.BiFunction;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/**
 * A channel for one command of git. Its only variable is {@code GIT_PROTOCOL}. It forwards no agent and no X11, and its subsystems and shells are
 * commands that are refused with a message.
 */
final class GitChannel extends ChannelSession {
    private static final String GIT_PROTOCOL = "GIT_PROTOCOL";
    private static final int MAX_PROTOCOL_CHARS = 256;

    private final BiFunction<String, Boolean, Command> commands;
    private boolean hasTerminal;

    /** Creates a channel; {@code commands} creates a command, and is told whether the client shows it in a terminal. */
    GitChannel(BiFunction<String, Boolean, Command> commands) {
        this.commands = commands;
    }

    @Override
    protected RequestHandler.Result handleEnvParsed(String name, String value) throws IOException {
        boolean isKept = name.equals(GIT_PROTOCOL) && value.length() <= MAX_PROTOCOL_CHARS;
        return isKept ? super.handleEnvParsed(name, value) : RequestHandler.Result.ReplyFailure;
    }

    /** Accepts a terminal, because ssh asks for one if it has no command, and does not show the answer without it. */
    @Override
    protected RequestHandler.Result handlePtyReq(Buffer buffer, boolean wantReply) {
        hasTerminal = true;
        return RequestHandler.Result.ReplySuccess;
    }

    @Override
    protected RequestHandler.Result handleAgentForwarding(String request, Buffer buffer, boolean wantReply) {
        return RequestHandler.Result.ReplyFailure;
    }

    @Override
    protected RequestHandler.Result handleX11Forwarding(String request, Buffer buffer, boolean wantReply) {
        return RequestHandler.Result.ReplyFailure;
    }

    @Override
    protected RequestHandler.Result handleShellParsed(String request) throws IOException {
        return begin(request, CommandDispatcher.SHELL);
    }

    @Override
    protected RequestHandler.Result handleExecParsed(String request, String command) throws IOException {
        return begin(request, command);
    }

    @Override
    protected RequestHandler.Result handleSubsystemParsed(String request, String subsystem) throws IOException {
        return begin(request, CommandDispatcher.SUBSYSTEM + subsystem);
    }

    private RequestHandler.Result begin(String request, String command) throws IOException {
        if (isClosing()) {
            return RequestHandler.Result.ReplyFailure;
        }
        commandInstance = commands.apply(command, hasTerminal);
        return prepareChannelCommand(request, commandInstance);
    }
}
