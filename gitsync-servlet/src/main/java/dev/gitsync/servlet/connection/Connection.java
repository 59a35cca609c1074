package dev.gitsync.servlet.connection;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a request comes from.
 *
 * @param address the client's IP address, or the text that the container has for one
 * @param isSecure whether nobody on the way can have read the request: it came over TLS, or never left the machine
 */
public record Connection(String address, boolean isSecure) {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    /** A request with one of these came through a proxy. */
    private static final List<String> PROXY_HEADERS = List.of(
            FORWARDED_FOR, FORWARDED_PROTO, "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP", "Forwarded", "Via");
    /** More proxies than this in a row are nobody's set-up. */
    private static final int MAX_HOPS = 32;

    /** Finds out; what a proxy says counts if it is one of {@code proxies}. */
    public static Connection of(HttpServletRequest request, TrustedProxies proxies) {
        Optional<InetAddress> peer = NetworkAddress.parse(request.getRemoteAddr());
        if (peer.filter(proxies::contains).isPresent()) {
            return new Connection(client(request, proxies, peer.get()).getHostAddress(), cameOverTls(request));
        }
        boolean isForwarded = PROXY_HEADERS.stream().anyMatch(name -> request.getHeader(name) != null);
        boolean isLocal = peer.filter(InetAddress::isLoopbackAddress).isPresent() && !isForwarded;
        return new Connection(
                peer.map(InetAddress::getHostAddress).orElse(request.getRemoteAddr()), request.isSecure() || isLocal);
    }

    /** Whether all proxies say so: one that adds a line, in place of setting one, passes on the word of the client. */
    private static boolean cameOverTls(HttpServletRequest request) {
        String protocols = String.join(",", Collections.list(request.getHeaders(FORWARDED_PROTO)));
        return Arrays.stream(protocols.split(",", -1)).map(String::strip).allMatch("https"::equalsIgnoreCase);
    }

    /**
     * The last one in the chain that no trusted proxy is; everything before it may be invented. Where the chain can't be followed
     * to one, it is the farthest trusted proxy.
     */
    private static InetAddress client(HttpServletRequest request, TrustedProxies proxies, InetAddress peer) {
        String rest = String.join(",", Collections.list(request.getHeaders(FORWARDED_FOR)));
        InetAddress client = peer;
        for (int hops = 0; hops < MAX_HOPS && !rest.isBlank() && proxies.contains(client); hops++) {
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
