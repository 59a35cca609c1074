package dev.gitsync.servlet.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;

/**
 * Where a request comes from.
 *
 * @param address the client's IP address, or the text that the container has for one
 * @param isPrivate whether nobody on the way can have read the request: it came over TLS, or never left the machine
 */
public record Connection(String address, boolean isPrivate) {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    /** More proxies than this in a row are nobody's set-up. */
    private static final int MOST_HOPS = 32;

    /** Finds out; what a proxy says counts if it is one of {@code proxies}. */
    public static Connection of(HttpServletRequest request, TrustedProxies proxies) {
        Optional<InetAddress> peer = NetworkAddress.parse(request.getRemoteAddr());
        if (peer.filter(proxies::contains).isPresent()) {
            String protocol = request.getHeader(FORWARDED_PROTO);
            return new Connection(
                    client(request, proxies, peer.get()).getHostAddress(), "https".equalsIgnoreCase(protocol));
        }
        boolean isPassedOn = request.getHeader(FORWARDED_FOR) != null
                || request.getHeader(FORWARDED_PROTO) != null
                || request.getHeader("Forwarded") != null;
        boolean isLocal = peer.filter(InetAddress::isLoopbackAddress).isPresent() && !isPassedOn;
        return new Connection(
                peer.map(InetAddress::getHostAddress).orElse(request.getRemoteAddr()), request.isSecure() || isLocal);
    }

    /**
     * The last one in the chain that no trusted proxy is; everything before it may be invented. Where the chain can't be followed
     * to one, it is the farthest trusted proxy.
     */
    private static InetAddress client(HttpServletRequest request, TrustedProxies proxies, InetAddress peer) {
        String rest = String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR)));
        InetAddress client = peer;
        for (int hops = 0; hops < MOST_HOPS && !rest.isBlank() && proxies.contains(client); hops++) {
            int comma = rest.lastIndexOf(',');
            String hop = rest.substring(comma + 1).strip();
            rest = rest.substring(0, Math.max(comma, 0));
            if (!hop.isEmpty()) {
                Optional<InetAddress> address = NetworkAddress.parse(hop);
                if (address.isEmpty()) {
                    return client;
                }
                client = address.get();
            }
        }
        return client;
    }
}
