package dev.gitsync.format;

import dev.gitsync.model.PageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Derives names that are safe on every common file system and in every git client, as follows:
 *
 * <ol>
 *   <li>lone surrogates and invisible direction marks are removed; Unicode NFC; characters that Windows forbids, control
 *       characters and all kinds of white space become blanks, and runs of blanks become one;
 *   <li>blanks and dots at the start are removed, with the invisible characters between them (a dot would hide the file and
 *       remove it from the wiki), and so are blanks and dots at the end (Windows drops them silently);
 *   <li>the rest is cut to {@value #MAX_NAME_BYTES} bytes of UTF-8, at a character boundary;
 *   <li>names that Windows reserves for devices, and short names that NTFS assigns to {@code .git}, get an underscore;
 *   <li>an empty name becomes {@code Untitled}.
 * </ol>
 *
 * Stateless and safe for use by several threads.
 */
public final class SafePathNaming implements PathNaming {
    /** The longest name in bytes of UTF-8; leaves room for an extension within the 255 bytes of common file systems. */
    public static final int MAX_NAME_BYTES = 200;

    private static final String UNTITLED = "Untitled";
    private static final int SUFFIX_DIGITS = 6;
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cs}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}\\s<>:\"/\\\\|?*]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    /**
     * Dots, blanks and invisible characters at the start, which would hide a dot; git itself ignores some of them on macOS.
     */
    private static final Pattern HIDDEN_START =
            Pattern.compile("^[ .\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF]+");

    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\\u00B9\\u00B2\\u00B3]|git~[0-9]+)[ ]*(\\..*)?");

    /** Creates a naming. */
    public SafePathNaming() {}

    @Override
    public String nameFor(String title) {
        return truncate(title, MAX_NAME_BYTES);
    }

    @Override
    public String nameFor(String title, PageId id) {
        String suffix = "-" + shortId(id);
        return truncate(title, MAX_NAME_BYTES - suffix.length()) + suffix;
    }

    @Override
    public String titleOf(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    @Override
    public String collisionKey(String name) {
        if (isPrintableAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll("");
        String folded = visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Returns whether a name is printable ASCII, as most are: it has no invisible characters, and only its case can vary. */
    private static boolean isPrintableAscii(String name) {
        return name.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String truncate(String title, int maxBytes) {
        String printable = UNPRINTABLE.matcher(title).replaceAll("");
        String normal = Normalizer.normalize(printable, Normalizer.Form.NFC);
        String visible =
                HIDDEN_START.matcher(BLANKS.matcher(normal).replaceAll(" ")).replaceFirst("");
        String name = cut(visible, maxBytes);
        if (RESERVED.matcher(name).matches()) {
            int dot = name.indexOf('.');
            name = dot < 0 ? name + "_" : name.substring(0, dot) + "_" + name.substring(dot);
            name = cut(name, maxBytes);
        }
        return name.isEmpty() ? UNTITLED : name;
    }

    /** Returns at most {@code maxBytes} of a name, without blanks and dots at the end. */
    private static String cut(String name, int maxBytes) {
        int end = fittingLength(name, maxBytes);
        while (end > 0 && (name.charAt(end - 1) == ' ' || name.charAt(end - 1) == '.')) {
            end--;
        }
        return name.substring(0, end);
    }

    private static int fittingLength(String name, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int character = name.codePointAt(i);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return i;
            }
            i += Character.charCount(character);
        }
        return name.length();
    }

    private static String shortId(PageId id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, SUFFIX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
