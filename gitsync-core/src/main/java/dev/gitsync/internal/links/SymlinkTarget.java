package dev.gitsync.internal.links;

import dev.gitsync.internal.tree.EntryNames;
import dev.gitsync.internal.tree.Paths;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The target of a symbolic link. A target is valid if it always stays inside the working tree of every clone:
 *
 * <ol>
 *   <li>It is relative, and contains no name that some platform treats as {@code .git}.
 *   <li>{@code ..} occurs at most once, at the beginning, and not in a link at the root. A folder moves with its content, so that a
 *       link in a folder stays in a folder; a target with more than one {@code ..} could leave the tree when a page above it moves
 *       up.
 *   <li>{@code ..} does not follow a name: that name may be another link, and the text does not show which folder is above the
 *       target of that link.
 * </ol>
 *
 * Each name on the path is a folder of the tree or a link that obeys the same rules, so that the whole path stays inside.
 */
public final class SymlinkTarget {
    /** The maximum length of a target in bytes, the same as that of a path. */
    public static final int MOST_BYTES = 1024;

    private static final Pattern NOT_PORTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\\\:]");

    private SymlinkTarget() {}

    /**
     * Returns the reason why a target is invalid, if it is, as the rest of a sentence that begins with the path of the link.
     *
     * @param target the content of the link, at most {@link #MOST_BYTES}
     * @param path the path of the link
     */
    public static Optional<String> flaw(byte[] target, String path) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.of("is a symbolic link whose target is not UTF-8");
        }
        if (text.isEmpty() || NOT_PORTABLE.matcher(text).find()) {
            return Optional.of(
                    "is a symbolic link whose target is empty, or holds a control character, a colon or a backslash");
        }
        return steps(text, path).map(what -> "is a symbolic link to " + Paths.shown(text) + ", which " + what);
    }

    private static Optional<String> steps(String target, String path) {
        if (target.startsWith("/")) {
            return Optional.of("is an absolute path; use a path that is relative to the link");
        }
        List<String> names = new ArrayList<>(Paths.names(target));
        names.removeIf(name -> name.isEmpty() || name.equals("."));
        if (!names.isEmpty() && names.get(0).equals("..")) {
            if (Paths.parent(path).isEmpty()) {
                return Optional.of("is outside of this repository");
            }
            names.remove(0);
        }
        if (names.contains("..")) {
            return Optional.of(
                    "can lead out of this repository when a folder moves; a target may hold .. once, at its beginning");
        }
        return names.stream()
                .map(name -> EntryNames.flaw(name.getBytes(StandardCharsets.UTF_8)))
                .flatMap(Optional::stream)
                .findFirst()
                .map(flaw -> flaw + ", such as .git");
    }
}
