package dev.gitsync.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** The part of an address that identifies a subscriber: all of an IPv4 address, 64 bits of an IPv6 address. */
final class ClientNetwork {
    private static final int IPV6_OCTETS = 8;
    private static final int LONGEST = 64;

    private ClientNetwork() {}

    /**
     * Returns the network of a client, the same for every notation of its address; {@code address} itself if it is not
     * an IP address.
     */
    static String of(String address) {
        return address.indexOf(':') < 0 || address.length() > LONGEST ? address : ofIpv6(address);
    }

    private static String ofIpv6(String address) {
        String bare = address.replaceAll("^\\[|]$|%.*$", "");
        try {
            // Brackets prevent a DNS lookup.
            InetAddress parsed = InetAddress.getByName('[' + bare + ']');
            byte[] octets = parsed.getAddress();
            return octets.length < 16
                    ? parsed.getHostAddress()
                    : HexFormat.ofDelimiter(":").formatHex(octets, 0, IPV6_OCTETS);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
