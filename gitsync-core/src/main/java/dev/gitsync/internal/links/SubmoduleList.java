package dev.gitsync.internal.links;

import dev.gitsync.internal.tree.Paths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .gitmodules} in the plain form in which gitsync keeps it: sections {@code [submodule "name"]} with one key and
 * value per line, without escapes and without comments after a value. Programs have parsed the same file differently more than
 * once; a file in this form has only one interpretation. Immutable after it was read.
 */
public final class SubmoduleList {
    /** The only file name that git reads. */
    public static final String FILE = ".gitmodules";

    /** The maximum size of the file in bytes; it is read whenever a folder of a page moves. */
    public static final int MOST_BYTES = 64 << 10;

    private static final Pattern SECTION = Pattern.compile("\\[submodule \"([A-Za-z0-9._+ /-]+)\"\\]");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?");
    private static final Pattern PATH_OF_URL = Pattern.compile("[A-Za-z0-9._~+@=,()/-]+");
    private static final String HTTPS = "https://";
    private static final Set<String> UPDATES = Set.of("checkout", "rebase", "merge", "none");
    private static final Set<String> HARMLESS = Set.of("branch", "shallow", "ignore", "fetchrecursesubmodules");

    private final NavigableSet<String> paths = new TreeSet<>();
    private final Set<String> names = new TreeSet<>();
    private final Set<String> keys = new HashSet<>();
    private final List<String> flaws = new ArrayList<>();
    private boolean inSection;

    private SubmoduleList() {}

    /** Reads the file. */
    public static SubmoduleList read(byte[] file) {
        SubmoduleList list = new SubmoduleList();
        if (file.length > MOST_BYTES) {
            list.flaws.add("has " + file.length + " bytes; this server accepts up to " + MOST_BYTES);
            return list;
        }
        int number = 1;
        for (String line : lines(file)) {
            Optional<String> flaw = list.add(line);
            if (flaw.isPresent()) {
                list.flaws.add("line " + number + " " + flaw.get());
            }
            number++;
        }
        list.checkNested();
        return list;
    }

    /** Returns the paths of the submodules. */
    public NavigableSet<String> paths() {
        return new TreeSet<>(paths);
    }

    /** Returns the reasons why the file can't be kept, each as the rest of a sentence that begins with the path of the file. */
    public List<String> flaws() {
        return List.copyOf(flaws);
    }

    /** Returns the file as it is after a folder moved from {@code from} to {@code to}. */
    public static byte[] moved(byte[] file, String from, String to) {
        List<String> lines = new ArrayList<>();
        for (String line : lines(file)) {
            Optional<SubmoduleLine> entry = SubmoduleLine.of(line)
                    .filter(found -> found.key().equals("path") && found.value().startsWith(from + "/"));
            lines.add(entry.map(found -> found.withValue(to + found.value().substring(from.length())))
                    .orElse(line));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private static String[] lines(byte[] file) {
        return new String(file, StandardCharsets.UTF_8).split("\n", -1);
    }

    private Optional<String> add(String line) {
        String text = SubmoduleLine.trimmed(line);
        if (text.isEmpty() || SubmoduleLine.isComment(text)) {
            return Optional.empty();
        }
        Matcher section = SECTION.matcher(text);
        if (section.matches()) {
            inSection = true;
            keys.clear();
            return addName(section.group(1));
        }
        Optional<SubmoduleLine> entry = inSection ? SubmoduleLine.of(line) : Optional.empty();
        return entry.isPresent()
                ? addEntry(entry.get().key(), entry.get().value())
                : Optional.of(
                        "is not in the form that this server accepts: [submodule \"name\"], or key = value without escapes");
    }

    /** Adds the name of a submodule, or returns its flaw. Git keeps the repository in a folder of this name. */
    private Optional<String> addName(String name) {
        if (!isPath(name) || !name.equals(name.strip())) {
            return Optional.of("has a name that can't be a folder");
        }
        return names.add(name.toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("has a name that is there twice");
    }

    private Optional<String> addEntry(String key, String value) {
        if (!keys.add(key)) {
            return Optional.of("has the key " + key + " a second time");
        }
        return switch (key) {
            case "path" -> addPath(value);
            case "url" -> flawUnless(isUrl(value), "has an address that is not of the form https://host/path");
            case "update" ->
                flawUnless(UPDATES.contains(value), "has an update that is not checkout, rebase, merge or none");
            default ->
                flawUnless(
                        HARMLESS.contains(key) && !value.startsWith("-"),
                        "has the key " + Paths.shown(key) + ", which this server does not accept");
        };
    }

    private Optional<String> addPath(String value) {
        return isPath(value)
                ? flawUnless(paths.add(value), "has a path that is there twice")
                : Optional.of("has a path that can't be that of a submodule");
    }

    private static Optional<String> flawUnless(boolean isGood, String flaw) {
        return isGood ? Optional.empty() : Optional.of(flaw);
    }

    /** Checks that no repository is inside the folder of another. */
    private void checkNested() {
        for (String name : names) {
            for (String above = Paths.parent(name); !above.isEmpty(); above = Paths.parent(above)) {
                if (names.contains(above)) {
                    flaws.add("has a submodule " + name + " whose name lies in that of the submodule " + above);
                }
            }
        }
    }

    private static boolean isUrl(String value) {
        int slash = value.startsWith(HTTPS) ? value.indexOf('/', HTTPS.length()) : -1;
        if (slash < 0) {
            return false;
        }
        String path = value.substring(slash + 1, value.length() - (value.endsWith("/") ? 1 : 0));
        return HOST.matcher(value.substring(HTTPS.length(), slash)).matches()
                && PATH_OF_URL.matcher(path).matches()
                && isPath(path);
    }

    private static boolean isPath(String text) {
        return !text.isEmpty()
                && !text.startsWith("-")
                && Paths.names(text).stream().noneMatch(Set.of("", ".", "..")::contains);
    }
}
