package dev.gitsync.sshkey;

import dev.gitsync.error.InvalidInputException;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with a public key, taken apart.
 *
 * @param type the type that the line names
 * @param base64 the key
 * @param comment what follows the key, without white space around it
 */
record KeyLine(String type, String base64, String comment) {
    /** A key of 16,384 bits takes 2,800 characters. */
    static final int MAX_CHARS = 8_192;

    private static final String PASTE =
            " Paste the line of the file that ends in .pub, for example ~/.ssh/id_ed25519.pub.";
    private static final Pattern LINE =
            Pattern.compile("([a-z0-9@.-]{1,64})[ \\t]+([A-Za-z0-9+/]+={0,2})(?:[ \\t]+(.*))?");
    private static final Set<String> PRIVATE =
            Set.of("private key", "putty-user-key-file", "private-lines", "private-mac");
    private static final String OTHER_FORMAT = "begin ssh2 public key";

    static KeyLine of(String text) {
        if (text.length() > MAX_CHARS) {
            throw new InvalidInputException("A public key has at most " + MAX_CHARS + " characters." + PASTE);
        }
        String line = text.strip();
        requirePublic(line.toLowerCase(Locale.ROOT));
        if (line.isEmpty() || !isTabbed(line)) {
            throw new InvalidInputException("A public key is one line: type, key and comment." + PASTE);
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new InvalidInputException(
                    "This is no public key in OpenSSH's form, which is type, key and comment, without options."
                            + PASTE);
        }
        String comment = parts.group(3);
        return new KeyLine(parts.group(1), parts.group(2), comment == null ? "" : comment.strip());
    }

    private static void requirePublic(String text) {
        if (PRIVATE.stream().anyMatch(text::contains)) {
            throw new InvalidInputException(
                    "This is a private key, which must never leave your computer. It was not stored. Create a new pair of keys with ssh-keygen,"
                            + " since this one was sent over the network." + PASTE);
        } else if (text.contains(OTHER_FORMAT)) {
            throw new InvalidInputException(
                    "This is a public key in the form of RFC 4716. Convert it with: ssh-keygen -i -f FILE, and paste the output.");
        }
    }

    private static boolean isTabbed(String line) {
        return line.chars().allMatch(c -> c == '\t' || !Character.isISOControl(c));
    }

    /**
     * Returns the decoded key.
     *
     * @throws InvalidInputException if it can't be decoded
     */
    byte[] blob() {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The key is incomplete: its Base64 text can't be decoded." + PASTE);
        }
    }
}
