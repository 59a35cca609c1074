package dev.gitsync.internal.receive;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Validates commit objects: well-formed by the rules of {@code git fsck}, without NUL characters, and with a plausible time, since author,
 * time and message become a revision of the wiki. Bytes that are not valid UTF-8 are accepted: old commits have them, and JGit decodes
 * them by the commit's {@code encoding}, or else as Latin-1.
 */
final class CommitRules {
    /** The last second of the year 9999, the limit of many databases and calendars. */
    private static final long LATEST = 253_402_300_799L;

    /** The zero id is the id of no object. */
    private static final Pattern ID_LINE = Pattern.compile("(tree|parent) (?!0{40})[0-9a-f]{40}");

    private static final Pattern PERSON_LINE =
            Pattern.compile("(?:author|committer) [^<>]* <[^<>]*> (0|[1-9][0-9]{0,18}) [+-][0-9]{4}");

    /** The maximum size of a commit object in bytes. */
    static final int MOST_BYTES = 1 << 20;

    private CommitRules() {}

    /** Returns what is wrong with a commit, or empty if it is valid. */
    static Optional<String> flaw(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\n\n");
        if (body < 0 && !text.endsWith("\n")) {
            return Optional.of("has a header without an end");
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("holds a NUL character");
        }
        String[] header = text.substring(0, body < 0 ? text.length() - 1 : body).split("\n", -1);
        int line = 0;
        if (!isId(header, line++, "tree ")) {
            return Optional.of("does not say which tree it has");
        }
        while (line < header.length && header[line].startsWith("parent ")) {
            if (!isId(header, line++, "parent ")) {
                return Optional.of("has a parent that is not a commit id");
            }
        }
        for (String role : new String[] {"author", "committer"}) {
            Optional<String> flaw = personFlaw(header, line++, role);
            if (flaw.isPresent()) {
                return flaw;
            }
        }
        return Optional.empty();
    }

    private static boolean isId(String[] header, int line, String key) {
        return line < header.length
                && header[line].startsWith(key)
                && ID_LINE.matcher(header[line]).matches();
    }

    private static Optional<String> personFlaw(String[] header, int line, String role) {
        if (line >= header.length || !header[line].startsWith(role + " ")) {
            return Optional.of("has no " + role);
        }
        Matcher person = PERSON_LINE.matcher(header[line]);
        if (!person.matches()) {
            return Optional.of(
                    "has a line for its " + role + " that is not of the form 'Name <address> seconds +zone'");
        }
        String seconds = person.group(1);
        boolean isTooLate = seconds.length() > 12 || Long.parseLong(seconds) > LATEST;
        return isTooLate
                ? Optional.of("has a time of its " + role + " beyond the year 9999; set the clock and amend it")
                : Optional.empty();
    }
}
