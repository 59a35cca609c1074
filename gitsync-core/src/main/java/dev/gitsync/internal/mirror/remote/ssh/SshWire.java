package dev.gitsync.internal.mirror.remote.ssh;

import dev.gitsync.internal.mirror.remote.wire.Connections;
import dev.gitsync.internal.mirror.remote.wire.LimitedStreams;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.mirror.RemoteCredentials.SshKey;
import dev.gitsync.mirror.RemoteUrl;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/** Git over SSH: each service is a command in the one session of a run. */
public final class SshWire implements Wire {
    private static final int BUFFER = 64 << 10;
    private static final String LIBRARY = "org.eclipse.jgit.transport.sshd.SshdSessionFactory";

    private final SshSessions sessions;
    private final Connections connections;
    private final RemoteUrl url;
    private @Nullable RemoteSession2 session;
    private @Nullable Process process;
    private OutputStream out = OutputStream.nullOutputStream();
    private InputStream in = InputStream.nullInputStream();

    /** Creates a wire that connects when it is first used. */
    public SshWire(Connections connections, RemoteUrl url, SshKey key) {
        this.sessions = new SshSessions(connections, url, key);
        this.connections = connections;
        this.url = url;
    }

    /** Returns whether the library for SSH is on the class path. */
    public static boolean isAvailable() {
        try {
            Class.forName(LIBRARY, false, SshWire.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    @Override
    public InputStream start(RemoteService service) throws IOException {
        end();
        if (session == null) {
            session = sessions.open();
        }
        Map<String, String> environment =
                service == RemoteService.UPLOAD ? Map.of("GIT_PROTOCOL", "version=2") : Map.of();
        int seconds = connections.connectMillis() / 1000 + 1;
        RemoteSession2 open = session;
        process = started(() -> open.exec(command(service), environment, seconds));
        LimitedStreams streams = connections.streams(url.host(), this::disconnect);
        out = new BufferedOutputStream(streams.limited(process.getOutputStream()), BUFFER);
        in = new BufferedInputStream(
                new CommandOutput(streams.limited(process.getInputStream()), process, url.host(), service), BUFFER);
        return in;
    }

    /** Starts a command. The library throws an unchecked exception if the server closes the session meanwhile. */
    static Process started(Start start) throws IOException {
        try {
            return start.exec();
        } catch (IllegalStateException e) {
            throw new IOException("The SSH session is being closed", e);
        }
    }

    /** Starts a command in a session. */
    interface Start {
        Process exec() throws IOException;
    }

    private String command(RemoteService service) {
        String path = URI.create(url.value()).getPath();
        return service.command() + " " + QuotedString.BOURNE.quote(path.startsWith("/~") ? path.substring(1) : path);
    }

    @Override
    public InputStream call(Request request) throws IOException {
        request.writeTo(out);
        out.flush();
        return in;
    }

    private void end() {
        if (process != null) {
            process.destroy();
            process = null;
        }
    }

    private void disconnect() {
        RemoteSession2 open = session;
        if (open != null) {
            open.disconnect();
        }
    }

    @Override
    public void close() {
        end();
        disconnect();
        session = null;
    }
}
