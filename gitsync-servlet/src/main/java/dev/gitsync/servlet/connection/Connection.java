package dev.gitsync.servlet.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** The last one in the chain that no trusted proxy is; everything before it may be invented. */
    private static InetAddress client(HttpServletRequest request, TrustedProxies proxies, InetAddress peer) {
        List<String> hops = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders(FORWARDED_FOR))) {
            hops.addAll(List.of(header.split(",", MOST_HOPS)));
        }
        InetAddress client = peer;
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
            Optional<InetAddress> hop = NetworkAddress.parse(hops.get(i).strip());
            if (hop.isEmpty()) {
                return client;
            }
            client = hop.get();
        }
        return client;
    }
}
