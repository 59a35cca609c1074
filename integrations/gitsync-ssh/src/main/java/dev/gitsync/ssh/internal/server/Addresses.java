package dev.gitsync.ssh.internal.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.server.session.ServerSession;

/** The addresses of clients. */
final class Addresses {
    private Addresses() {}

    /** Returns the IP address of a client, without its port. */
    static String of(ServerSession session) {
        return of(session.getClientAddress());
    }

    static String of(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : String.valueOf(address);
    }
}
