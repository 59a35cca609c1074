package dev.gitsync.mirror;

import dev.gitsync.error.InvalidInputException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation. Immutable.
 *
 * @param network the first address of the range
 * @param bits how many leading bits all addresses of the range share
 */
public record AddressRange(InetAddress network, int bits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final String EXPECTED =
            "A range of addresses is an IP address or a network such as 10.1.0.0/16 or fd00::/8";

    /**
     * Checks the prefix length.
     *
     * @throws InvalidInputException when the address has fewer bits
     */
    public AddressRange {
        if (bits < 0 || bits > network.getAddress().length * Byte.SIZE) {
            throw new InvalidInputException(EXPECTED);
        }
    }

    /**
     * Parses an address, or a network in CIDR notation. Names are not resolved.
     *
     * @throws InvalidInputException when {@code text} is neither
     */
    public static AddressRange of(String text) {
        int slash = text.indexOf('/');
        InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
        try {
            return new AddressRange(
                    network,
                    slash < 0 ? network.getAddress().length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new InvalidInputException(EXPECTED);
        }
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

    private static InetAddress address(String literal) {
        if (!LITERAL.matcher(literal).matches()) {
            throw new InvalidInputException(EXPECTED);
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new InvalidInputException(EXPECTED);
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
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + bits;
    }
}
