package dev.gitsync.internal.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Relative paths as git writes them: names with {@code /} between, the root being empty. */
public final class Paths {
    /** Orders names by their bytes, as git does. */
    public static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /** Orders paths so that each comes before those below it. */
    public static final Comparator<String> OUTER_FIRST =
            Comparator.comparingInt(Paths::depth).thenComparing(Comparator.naturalOrder());

    private static final int SHOWN = 200;
    private static final Pattern CONFUSING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private Paths() {}

    /** Returns a path for display: shortened, and without characters that would confuse a terminal. */
    public static String shown(String path) {
        boolean isLong = path.length() > SHOWN;
        String clean =
                CONFUSING.matcher(isLong ? path.substring(0, SHOWN) : path).replaceAll("?");
        return isLong ? clean + "…" : clean;
    }

    /** Returns the part before the last slash, or the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Returns the part after the last slash. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the names along a path, its own included; none for the root. */
    public static List<String> names(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
    }

    /** Returns the path of {@code name} in a folder. */
    public static String join(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** Returns the number of names in a path. */
    public static int depth(String path) {
        int depth = path.isEmpty() ? 0 : 1;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            depth++;
        }
        return depth;
    }
}
