package dev.gitsync.ssh.internal.server;

import dev.gitsync.internal.server.concurrency.ConcurrencyLimiter;
import dev.gitsync.internal.server.concurrency.ConcurrencyLimits;
import dev.gitsync.internal.server.concurrency.LimitKey;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.ssh.limits.SshLimits;
import java.util.Optional;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** Limits the number of connections, in total and from one address. Others are closed before a byte is read. Safe for use by several threads. */
final class ConnectionLimiter implements SessionListener {
    private static final AttributeKey<Permit> PERMIT = new AttributeKey<>();

    private final ConcurrencyLimiter limiter;

    ConnectionLimiter(SshLimits limits) {
        limiter = new ConcurrencyLimiter(
                ConcurrencyLimits.withoutQueue(limits.maxConnections(), limits.maxConnectionsPerAddress()));
    }

    @Override
    public void sessionCreated(Session session) {
        String address = Addresses.of(session.getIoSession().getRemoteAddress());
        Optional<Permit> permit = limiter.acquire(new LimitKey(address));
        if (permit.isPresent()) {
            session.setAttribute(PERMIT, permit.get());
        } else {
            session.close(true);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        Permit permit = session.getAttribute(PERMIT);
        if (permit != null) {
            permit.close();
        }
    }
}
