package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation. Immutable.
 *
 * @param network the first address of the range
 * @param bits how many leading bits all addresses of the range share
 */
public record AddressRange(InetAddress network, int bits) {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern CIDR = Pattern.compile(
            "(" + OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(?:/(0|[1-9][0-9]{0,2}))?");
    private static final int MAPPED_BITS = 96;
    private static final String EXPECTED =
            "A range of addresses is an IP address or a network such as 10.1.0.0/16 or fd00::/8";

    /**
     * Checks the prefix length, and sets the bits after it to zero.
     *
     * @throws InvalidInputException when the address has fewer bits
     */
    public AddressRange {
        byte[] address = network.getAddress();
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw invalid();
        }
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            address[bit / Byte.SIZE] &= (byte) ~mask(bit);
        }
        network = ofBytes(address);
    }

    /**
     * Parses an address, or a network in CIDR notation. Names are not resolved. An IPv6 address that maps an IPv4 address, such
     * as {@code ::ffff:10.1.0.0/112}, means the IPv4 address.
     *
     * @throws InvalidInputException when {@code text} is neither
     */
    public static AddressRange of(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            throw invalid();
        }
        InetAddress address = literal(cidr.group(1));
        int most = address.getAddress().length * Byte.SIZE;
        int unmapped = most == Integer.SIZE && cidr.group(1).contains(":") ? MAPPED_BITS : 0;
        return new AddressRange(
                address,
                Optional.ofNullable(cidr.group(2)).map(Integer::parseInt).orElse(most + unmapped) - unmapped);
    }

    /** Returns the address of a literal, which the pattern let pass, so that it is never looked up as a name. */
    private static InetAddress literal(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw invalid();
        }
    }

    private static InetAddress ofBytes(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvalidInputException invalid() {
        return new InvalidInputException(EXPECTED);
    }

    /**
     * Parses a list that is separated by commas; an empty text is an empty list.
     *
     * @throws InvalidInputException when one of its entries is not a range
     */
    public static List<AddressRange> list(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(AddressRange::of)
                .toList();
    }

    /** Returns whether {@code text} is such a list. */
    public static boolean isList(String text) {
        try {
            list(text);
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Returns whether the range contains an address. An IPv4 address is never in an IPv6 range. */
    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask(bit)) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int mask(int bit) {
        return 0x80 >> (bit % Byte.SIZE);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}
