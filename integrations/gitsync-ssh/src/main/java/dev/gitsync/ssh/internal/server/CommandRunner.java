package dev.gitsync.ssh.internal.server;

import dev.gitsync.ssh.internal.git.ClientStreams;
import java.io.IOException;
import org.apache.sshd.server.session.ServerSession;

/** Does what a command asks for, and returns its exit code. */
@FunctionalInterface
interface CommandRunner {
    /** The exit code of a command that was refused. */
    int REFUSED = 1;

    /**
     * Runs a command to its end, in a thread of its own.
     *
     * @param request the command, its connection and its streams
     */
    int run(Request request) throws IOException;

    /**
     * A command that a client sends.
     *
     * @param command the command
     * @param session the connection
     * @param gitProtocol the value of {@code GIT_PROTOCOL}; empty without it
     * @param hasTerminal whether the client shows messages in a terminal, where a line ends with two characters
     * @param streams the streams of the channel
     */
    record Request(
            String command, ServerSession session, String gitProtocol, boolean hasTerminal, ClientStreams streams) {}
}
