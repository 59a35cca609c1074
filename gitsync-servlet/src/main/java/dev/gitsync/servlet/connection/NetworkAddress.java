package dev.gitsync.servlet.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses IP addresses; never resolves a host name. */
final class NetworkAddress {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]+");
    private static final Pattern WITH_PORT = Pattern.compile("(\\d[\\d.]+|\\[[^]]*]):\\d{1,5}");
    private static final int LONGEST = 45;

    private NetworkAddress() {}

    /** Parses an address in the usual notation, also in brackets and with a zone; empty for any other text. */
    static Optional<InetAddress> parse(String text) {
        if (IPV4.matcher(text).matches()) {
            return ipv4(text);
        }
        String bare =
                withoutZone(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
        return bare.length() <= LONGEST
                        && bare.indexOf(':') >= 0
                        && IPV6.matcher(bare).matches()
                ? known("[" + bare + "]") // in brackets nothing is taken for a host name
                : Optional.empty();
    }

    /** Parses an address from the header of a proxy; some proxies add the port of the client. */
    static Optional<InetAddress> parseHop(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        return parse(withPort.matches() ? withPort.group(1) : text);
    }

    private static Optional<InetAddress> ipv4(String text) {
        String[] parts = text.split("\\.", -1);
        byte[] octets = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int octet = Integer.parseInt(parts[i]);
            if (octet > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) octet;
        }
        try {
            return Optional.of(InetAddress.getByAddress(octets));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 octets are an address", e);
        }
    }

    private static Optional<InetAddress> known(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static String withoutZone(String text) {
        int percent = text.indexOf('%');
        return percent < 0 ? text : text.substring(0, percent);
    }

    /** Returns whether the first {@code bits} of two addresses of the same kind are equal. */
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
