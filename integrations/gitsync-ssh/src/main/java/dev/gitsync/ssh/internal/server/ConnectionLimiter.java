package dev.gitsync.ssh.internal.server;

import dev.gitsync.internal.server.concurrency.ConcurrencyLimiter;
import dev.gitsync.internal.server.concurrency.ConcurrencyLimits;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.ssh.limits.SshLimits;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Limits the number of connections, in total and from one address, before a byte is read. Safe for use by several threads. */
final class ConnectionLimiter implements IoServiceEventListener, SessionListener {
    private final ConcurrencyLimiter limiter;
    private final Map<SocketAddress, Permit> permits = new ConcurrentHashMap<>();

    ConnectionLimiter(SshLimits limits) {
        limiter = new ConcurrencyLimiter(
                ConcurrencyLimits.withoutQueue(limits.maxConnections(), limits.maxConnectionsPerAddress()));
    }

    /** Closes the connection by an exception if there are too many. */
    @Override
    public void connectionAccepted(
            IoAcceptor acceptor, SocketAddress local, SocketAddress remote, SocketAddress service) throws IOException {
        Optional<Permit> permit = limiter.acquire(new LimitKey(Addresses.of(remote)));
        permits.put(remote, permit.orElseThrow(() -> new IOException("too many connections")));
    }

    @Override
    public void abortAcceptedConnection(
            IoAcceptor acceptor,
            SocketAddress local,
            SocketAddress remote,
            SocketAddress service,
            Throwable reason) {
        release(remote);
    }

    @Override
    public void sessionClosed(Session session) {
        release(session.getIoSession().getRemoteAddress());
    }

    private void release(SocketAddress remote) {
        Permit permit = permits.remove(remote);
        if (permit != null) {
            permit.close();
        }
    }
}
