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
 * The target of a symbolic link. A target passes if, in every clone and at all times, it stays inside the working tree:
 *
 * <ol>
 *   <li>It is relative, and no name in it is one that some computer takes for {@code .git}.
 *   <li>{@code ..} stands at most once, at its beginning, and not in a link at the top. A folder moves with all that is in it, so that
 *       a link in a folder stays in one; a target with more than one {@code ..} could leave the tree when a page above it moves up.
 *   <li>{@code ..} does not stand behind a name: that name may be another link, and what is above the target of that, no one sees in
 *       the text.
 * </ol>
 *
 * Each name on the way is a folder of the tree or a link that obeys the same rules, so that the way stays inside as a whole.
 */
public final class LinkTarget {
    /** How long a target may be, in bytes; as long as a path. */
    public static final int MOST_BYTES = 1024;

    private static final Pattern NOT_PORTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\\\:]");

    private LinkTarget() {}

    /**
     * What is wrong with a target, if anything is, as the rest of a sentence that begins with the path of the link.
     *
     * @param target what the link holds, {@link #MOST_BYTES} at most
     * @param path where the link stands
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
