package dev.gitsync.internal.tree;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/** Rejects names that no tree may hold, in any commit: those with which a clone or a checkout would do harm or fail. */
public final class EntryNames {
    private static final ObjectChecker CHECKER = new ObjectChecker().setSafeForMacOS(true);

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");
    private static final Pattern GITMODULES = special("gitmodules", "gi7eba");
    private static final List<Pattern> READ_BY_GIT = List.of(
            GITMODULES,
            special("gitattributes", "gi7d29"),
            special("gitignore", "gi250a"),
            special("mailmap", "maba30"));

    private EntryNames() {}

    /** Returns what is wrong with a name, or empty if it is valid. */
    public static Optional<String> flaw(byte[] name) {
        return isOrdinary(name) ? Optional.empty() : flawOfAny(name);
    }

    static Optional<String> flawOfAny(byte[] name) {
        if (name.length == 0) {
            return Optional.of("has no name");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of("has a name that is not UTF-8");
        }
        if (text.indexOf('/') >= 0) {
            return Optional.of("has a slash in its name");
        }
        if (text.equals(".") || text.equals("..")) {
            return Optional.of("has a name that refers to another folder");
        }
        return isDotGit(name, text) ? Optional.of("has a name that some file systems treat as .git") : Optional.empty();
    }

    /** Returns whether some system treats a name as {@code .gitmodules}. */
    public static boolean isGitmodules(byte[] name) {
        return !isOrdinary(name) && isAnyGitmodules(name);
    }

    static boolean isAnyGitmodules(byte[] name) {
        return GITMODULES.matcher(plain(name)).matches();
    }

    /** Returns whether some system treats a name as that of a file that git itself reads, in which it must not follow a link. */
    public static boolean isReadByGit(byte[] name) {
        String plain = isOrdinary(name) ? "" : plain(name);
        return READ_BY_GIT.stream().anyMatch(file -> file.matcher(plain).matches());
    }

    /** Returns a pattern for a dot file, by its own name or by one of the short names that Windows may give it, as in git. */
    private static Pattern special(String name, String shortened) {
        List<String> forms = new ArrayList<>(List.of("\\." + name, name.substring(0, 6) + "~[1-4]"));
        for (int letters = 0; letters <= shortened.length(); letters++) {
            forms.add(shortened.substring(0, letters) + "~[1-9][0-9]{" + (6 - letters) + "}");
        }
        return Pattern.compile(String.join("|", forms));
    }

    private static String plain(byte[] name) {
        return asOnWindows(
                INVISIBLE.matcher(new String(name, StandardCharsets.UTF_8)).replaceAll(""));
    }

    /**
     * Returns whether a name consists of ASCII letters, digits, dashes, underscores, dots and spaces alone, and begins and ends so that no
     * rule of this class applies. Nearly all names do; the check of a push costs a fraction for them.
     */
    private static boolean isOrdinary(byte[] name) {
        if (name.length == 0 || !isLetterOrDigit(name[0]) || !isWord(name[name.length - 1])) {
            return false;
        }
        for (byte character : name) {
            if (!isWord(character) && character != '.' && character != ' ') {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(byte character) {
        return isLetterOrDigit(character) || character == '-' || character == '_';
    }

    private static boolean isLetterOrDigit(byte character) {
        int lower = character | 0x20;
        return (lower >= 'a' && lower <= 'z') || (character >= '0' && character <= '9');
    }

    private static boolean isDotGit(byte[] name, String text) {
        for (String part : text.split("\\\\", -1)) {
            String plain = asOnWindows(part);
            if (plain.equals(".git") || plain.equals("git~1")) {
                return true;
            }
        }
        try {
            // One checker is shared: for single names it only reads its own fields.
            CHECKER.checkPathSegment(name, 0, name.length);
            return false;
        } catch (CorruptObjectException e) {
            return true;
        }
    }

    /** Normalises a name as Windows does: lower case, without the part from a colon on, and without trailing dots and spaces. */
    private static String asOnWindows(String name) {
        int colon = name.indexOf(':');
        int end = colon < 0 ? name.length() : colon;
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
