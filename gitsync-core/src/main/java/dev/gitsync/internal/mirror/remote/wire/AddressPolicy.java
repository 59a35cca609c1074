package dev.gitsync.internal.mirror.remote.wire;

import dev.gitsync.mirror.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides which addresses mirrors may connect to: public ones, and those that the operator allowed. An IPv6 address that contains an
 * IPv4 address (NAT64, 6to4) counts as that one. The ranges are those of IANA's registries of special-purpose addresses that are not
 * globally reachable. Immutable.
 */
public final class AddressPolicy {
    private static final int IPV4_BYTES = 4;
    private static final List<AddressRange> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .map(AddressRange::of)
            .toList();
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final int NAT64_AT = 12;
    private static final AddressRange SIX_TO_FOUR = AddressRange.of("2002::/16");
    private static final int SIX_TO_FOUR_AT = 2;
    private static final int MAPPED_AT = 12;

    private final List<AddressRange> allowed;

    /** Creates a policy that allows these ranges beside public addresses. */
    public AddressPolicy(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns whether mirrors may connect to an address. */
    boolean allows(InetAddress address) {
        return isListed(address) || !isSpecial(contained(address)) || isListed(contained(address));
    }

    /** Returns whether the operator allowed an address, so that it is in a network of the operator's. */
    boolean isListed(InetAddress address) {
        return contains(allowed, address);
    }

    private static boolean isSpecial(InetAddress address) {
        return contains(SPECIAL, address) || address.isMulticastAddress() || address.isAnyLocalAddress();
    }

    private static boolean contains(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static InetAddress contained(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address)) {
            return ipv4(bytes, NAT64_AT);
        }
        if (SIX_TO_FOUR.contains(address)) {
            return ipv4(bytes, SIX_TO_FOUR_AT);
        }
        return isMapped(bytes) ? ipv4(bytes, MAPPED_AT) : address;
    }

    private static boolean isMapped(byte[] bytes) {
        byte[] prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
        return bytes.length > IPV4_BYTES && Arrays.equals(bytes, 0, MAPPED_AT, prefix, 0, MAPPED_AT);
    }

    private static InetAddress ipv4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
