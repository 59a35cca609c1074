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
 * Names that are safe on every common file system and in every git client, made as follows:
 *
 * <ol>
 *   <li>Unicode NFC; lone surrogates and invisible direction marks go; characters that Windows forbids, control characters
 *       and all kinds of white space become blanks, and runs of blanks become one;
 *   <li>blanks and dots at the start go (a dot would hide the file and take it out of the wiki), and at the end (Windows
 *       drops them silently);
 *   <li>what is left is cut to {@value #MAX_NAME_BYTES} bytes of UTF-8, at a character;
 *   <li>names that Windows keeps for devices, and short names that NTFS gives to {@code .git}, get an underscore;
 *   <li>nothing left becomes {@code Untitled}.
 * </ol>
 *
 * Stateless and safe for use by several threads.
 */
public final class SafePathNaming implements PathNaming {
    /** The longest name in bytes of UTF-8; leaves room for an ending within the 255 bytes of common file systems. */
    public static final int MAX_NAME_BYTES = 200;

    private static final String UNTITLED = "Untitled";
    private static final int SUFFIX_DIGITS = 6;
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cs}\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}\\s<>:\"/\\\\|?*]+");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern EDGES = Pattern.compile("^[ .]+|[ .]+$");
    private static final Pattern RESERVED = Pattern.compile(
            "(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\\u00B9\\u00B2\\u00B3]|git~[0-9]+)[ ]*(\\..*)?");

    /** Makes a naming. */
    public SafePathNaming() {}

    @Override
    public String nameFor(String title) {
        return fitted(title, MAX_NAME_BYTES);
    }

    @Override
    public String nameFor(String title, PageId id) {
        String suffix = "-" + shortId(id);
        return fitted(title, MAX_NAME_BYTES - suffix.length()) + suffix;
    }

    @Override
    public String titleOf(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    @Override
    public String collisionKey(String name) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll("");
        String folded = visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static String fitted(String title, int maxBytes) {
        String printable = UNPRINTABLE
                .matcher(Normalizer.normalize(title, Normalizer.Form.NFC))
                .replaceAll("");
        String name = trimmed(BLANKS.matcher(printable).replaceAll(" "));
        // One byte is kept back for the underscore.
        name = trimmed(cut(name, maxBytes - 1));
        if (RESERVED.matcher(name).matches()) {
            int dot = name.indexOf('.');
            name = dot < 0 ? name + "_" : name.substring(0, dot) + "_" + name.substring(dot);
        }
        return name.isEmpty() ? UNTITLED : name;
    }

    private static String trimmed(String name) {
        return EDGES.matcher(name).replaceAll("");
    }

    private static String cut(String name, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int character = name.codePointAt(i);
            int next = i + Character.charCount(character);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return name.substring(0, i);
            }
            i = next;
        }
        return name;
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
