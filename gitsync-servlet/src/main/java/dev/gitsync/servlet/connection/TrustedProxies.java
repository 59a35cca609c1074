package dev.gitsync.servlet.connection;

import dev.gitsync.error.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The proxies whose headers {@code X-Forwarded-For} (the client's address), {@code X-Forwarded-Proto} (whether it used TLS) and {@code
 * X-Forwarded-Host} (the host that it asked for) are trusted. From all other peers these headers are ignored, because a client can send them too. Immutable.
 */
public final class TrustedProxies {
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");
    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** Returns a value that trusts no proxy. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Returns a value that trusts the proxies at these addresses or in these networks, for example {@code 10.0.0.7},
     * {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws InvalidInputException if one of them is neither. Host names are invalid, because a forged DNS answer would make another
     *     machine a trusted proxy
     */
    public static TrustedProxies at(String... addresses) {
        return new TrustedProxies(Arrays.stream(addresses).map(Network::parse).toList());
    }

    /**
     * Returns the IP address of the client that sent {@code request}, or the container's text for it if that is not an IP address. Use it for
     * a {@link dev.gitsync.limits.SignInLimiter} that the wiki's own sign-in shares.
     */
    public String clientAddress(HttpServletRequest request) {
        return Connection.of(request, this::contains).address();
    }

    /** Returns whether {@code request} came over TLS or from this machine, without a proxy that is not trusted. */
    public boolean isSecure(HttpServletRequest request) {
        return Connection.of(request, this::contains).isSecure();
    }

    /**
     * Returns the scheme and authority that the client used, such as {@code https://wiki.example.org}, for links in a response. Returns
     * empty if the request names no valid host.
     */
    public Optional<String> origin(HttpServletRequest request) {
        String forwarded = isProxy(request.getRemoteAddr()) ? request.getHeader("X-Forwarded-Host") : null;
        String host = forwarded == null ? request.getHeader("Host") : forwarded.split(",", 2)[0].strip();
        String scheme = Connection.of(request, this::contains).isTls() ? "https://" : "http://";
        return Optional.ofNullable(host)
                .filter(name -> HOST.matcher(name).matches())
                .map(scheme::concat);
    }

    private boolean isProxy(String peer) {
        return NetworkAddress.parse(peer).filter(this::contains).isPresent();
    }

    /** Returns whether {@code address} belongs to one of the proxies. */
    boolean contains(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private record Network(InetAddress address, int bits) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = NetworkAddress.parse(slash < 0 ? text : text.substring(0, slash))
                    .orElseThrow(() -> bad(text));
            int all = address.getAddress().length * 8;
            if (slash < 0) {
                return new Network(address, all);
            }
            String bits = text.substring(slash + 1);
            if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > all) {
                throw bad(text);
            }
            return new Network(address, Integer.parseInt(bits));
        }

        private static InvalidInputException bad(String text) {
            return new InvalidInputException(
                    "A trusted proxy must be an IP address or a network such as 10.0.0.0/8, not " + text);
        }

        boolean contains(InetAddress other) {
            return NetworkAddress.shareBits(address.getAddress(), other.getAddress(), bits);
        }
    }
}
