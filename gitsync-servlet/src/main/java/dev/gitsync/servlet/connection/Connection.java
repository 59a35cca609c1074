package dev.gitsync.servlet.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Describes where a request comes from.
 *
 * @param address the client's IP address, or the container's text for it
 * @param isSecure whether the request came over TLS or never left the machine, so that no one could read it in transit
 * @param isTls whether the request came over TLS
 */
record Connection(String address, boolean isSecure, boolean isTls) {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    /** Headers that only a proxy adds. */
    private static final List<String> PROXY_HEADERS = List.of(
            FORWARDED_FOR, FORWARDED_PROTO, "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP", "Forwarded", "Via");
    /** The longest chain of proxies that is followed. */
    private static final int MAX_HOPS = 32;

    /** Reads the connection of {@code request}. Forwarding headers count only if {@code isProxy} trusts the peer. */
    static Connection of(HttpServletRequest request, Predicate<InetAddress> isProxy) {
        Optional<InetAddress> peer = NetworkAddress.parse(request.getRemoteAddr());
        if (peer.filter(isProxy).isPresent()) {
            boolean isTls = cameOverTls(request);
            return new Connection(client(request, isProxy, peer.get()).getHostAddress(), isTls, isTls);
        }
        boolean isForwarded = PROXY_HEADERS.stream().anyMatch(name -> request.getHeader(name) != null);
        boolean isLocal = peer.filter(InetAddress::isLoopbackAddress).isPresent() && !isForwarded;
        return new Connection(
                peer.map(InetAddress::getHostAddress).orElse(request.getRemoteAddr()),
                request.isSecure() || isLocal,
                request.isSecure());
    }

    /** Returns whether every value is https. A proxy that appends to the header instead of replacing it forwards the client's claim. */
    private static boolean cameOverTls(HttpServletRequest request) {
        String protocols = String.join(",", Collections.list(request.getHeaders(FORWARDED_PROTO)));
        return Arrays.stream(protocols.split(",", -1)).map(String::strip).allMatch("https"::equalsIgnoreCase);
    }

    /**
     * Returns the last address in the chain that is not a trusted proxy. A client can invent everything before it. If the chain has no such
     * address, returns the farthest trusted proxy.
     */
    private static InetAddress client(HttpServletRequest request, Predicate<InetAddress> isProxy, InetAddress peer) {
        String rest = String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR)));
        InetAddress client = peer;
        for (int hops = 0; hops < MAX_HOPS && !rest.isBlank() && isProxy.test(client); hops++) {
            int comma = rest.lastIndexOf(',');
            String hop = rest.substring(comma + 1).strip();
            rest = rest.substring(0, Math.max(comma, 0));
            if (!hop.isEmpty()) {
                Optional<InetAddress> address = NetworkAddress.parseHop(hop);
                if (address.isEmpty()) {
                    return client;
                }
                client = address.get();
            }
        }
        return client;
    }
}
