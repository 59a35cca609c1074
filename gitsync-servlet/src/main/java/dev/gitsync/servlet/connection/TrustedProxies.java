package dev.gitsync.servlet.connection;

import dev.gitsync.error.InvalidInputException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The proxies whose word counts about where a request comes from ({@code X-Forwarded-For}) and whether it came over TLS
 * ({@code X-Forwarded-Proto}). From anybody else these headers are what a stranger likes to say. Immutable.
 */
public final class TrustedProxies {
    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** Nobody is believed. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Proxies at these addresses or in these networks, as in {@code 10.0.0.7}, {@code 10.0.0.0/8} and {@code fd00::/8}.
     *
     * @throws InvalidInputException when one is neither; host names are not taken, since whoever answers for the name
     *     would be believed
     */
    public static TrustedProxies at(String... addresses) {
        return new TrustedProxies(Arrays.stream(addresses).map(Network::parse).toList());
    }

    /** Whether the machine at {@code address} is one of them. */
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
                    "A trusted proxy is an IP address or a network such as 10.0.0.0/8, but not " + text);
        }

        boolean contains(InetAddress other) {
            return NetworkAddress.shareBits(address.getAddress(), other.getAddress(), bits);
        }
    }
}
