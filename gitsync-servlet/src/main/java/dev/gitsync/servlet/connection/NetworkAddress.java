package dev.gitsync.servlet.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses, and nothing that would make the machine ask a name server. */
final class NetworkAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
    private static final int LONGEST = 45;

    private NetworkAddress() {}

    /** An address in the usual notation, also in brackets and with a zone, or nothing. */
    static Optional<InetAddress> parse(String text) {
        String bare =
                withoutZone(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        boolean literal = bare.length() <= LONGEST
                && (IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches());
        try {
            return literal ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String withoutZone(String text) {
        int percent = text.indexOf('%');
        return percent < 0 ? text : text.substring(0, percent);
    }

    /** Whether the first {@code bits} of two addresses of the same kind are the same. */
    static boolean shareBits(byte[] one, byte[] other, int bits) {
        if (one.length != other.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xff << (8 - bits % 8) & 0xff;
        return Arrays.equals(one, 0, whole, other, 0, whole)
                && (bits % 8 == 0 || (one[whole] & mask) == (other[whole] & mask));
    }
}
