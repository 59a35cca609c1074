package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of one run. The steps:
 *
 * <ol>
 *   <li>The name of the host is resolved once, within the time that connecting may take.
 *   <li>Each address is checked; those that are not allowed are left out.
 *   <li>The first four of the others are tried in turn. What was checked is what is connected to.
 *   <li>TLS is started with the name of the host, for SNI and for the check of the certificate.
 * </ol>
 *
 * Safe for use by several threads.
 */
public final class Connections {
    private static final int MAX_ADDRESSES = 4;
    private static final HostLookup LOOKUP = new HostLookup(InetAddress::getAllByName);

    private final AddressPolicy policy;
    private final ConnectionLimits limits;
    private final Watchdog watchdog;
    private final SSLContext tls;

    /** Creates an object that opens connections within these limits; {@code tls} says which certificates are trusted. */
    public Connections(AddressPolicy policy, ConnectionLimits limits, Watchdog watchdog, SSLContext tls) {
        this.policy = policy;
        this.limits = limits;
        this.watchdog = watchdog;
        this.tls = tls;
    }

    /** Opens a connection to one of the host's addresses; the caller closes it. */
    public Socket open(String host, int port) throws IOException {
        return open(host, port, allowed(host));
    }

    /** Does the same, but only for an address that the operator listed, since what is sent can be read on the way. */
    public Socket openUnencrypted(String host, int port) throws IOException {
        List<InetAddress> listed =
                allowed(host).stream().filter(policy::isListed).toList();
        if (listed.isEmpty()) {
            throw new WireException(
                    Outcome.ADDRESS_REFUSED,
                    "The remote at " + host + " is used without TLS, so gitsync does not send the credentials."
                            + " Use https:// in the URL of the mirror.");
        }
        return open(host, port, listed);
    }

    private Socket open(String host, int port, List<InetAddress> addresses) throws IOException {
        @Nullable IOException failure = null;
        for (InetAddress address : addresses) {
            LimitedSocket socket = new LimitedSocket(host, limits, watchdog);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), connectMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                failure = e;
            }
        }
        throw unreachable(host, port, failure);
    }

    /** Returns the addresses of a host that mirrors may connect to, at least one. */
    public List<InetAddress> allowed(String host) throws IOException {
        List<InetAddress> all = LOOKUP.find(host, Duration.ofMillis(connectMillis()));
        List<InetAddress> allowed = new ArrayList<>(all);
        allowed.removeIf(address -> !policy.allows(address));
        if (allowed.isEmpty()) {
            throw new WireException(
                    Outcome.ADDRESS_REFUSED,
                    "The remote's host " + host + " has the address "
                            + all.get(0).getHostAddress()
                            + ", which is not public, so gitsync does not connect to it. If the remote is in your network,"
                            + " add the address to GIT_SYNC_MIRROR_ALLOWED_ADDRESSES.");
        }
        return allowed.subList(0, Math.min(MAX_ADDRESSES, allowed.size()));
    }

    /** Returns the limits of streams to {@code host}, for a connection that was not opened here. */
    public LimitedStreams streams(String host, Closeable connection) {
        return new LimitedStreams(host, limits, watchdog, connection);
    }

    /** Returns how many milliseconds connecting may take. */
    public int connectMillis() {
        return (int) Math.max(
                1, Math.min(limits.connect().toMillis(), limits.deadline().millisLeft()));
    }

    /** Returns the exception for a host that does not answer at a port. */
    public static WireException unreachable(String host, int port, @Nullable Throwable cause) {
        return new WireException(
                Outcome.UNREACHABLE,
                "The remote at " + host + " can't be reached on port " + port
                        + ". Check that the server runs; gitsync tries again.",
                List.of(),
                cause);
    }

    /** Starts TLS on a connection, and checks that the certificate is trusted and names the host. */
    public Socket secured(Socket connection, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(connection, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
