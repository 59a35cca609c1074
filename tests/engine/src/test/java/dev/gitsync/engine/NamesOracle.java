package dev.gitsync.engine;

import dev.gitsync.internal.tree.Paths;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Defines valid names and texts without gitsync's own rules. */
final class NamesOracle {
    private static final Pattern TOKEN = Pattern.compile("<t[0-9]+>");

    private NamesOracle() {}

    /** Returns two entries of a folder that a file system or a user treats as the same name. */
    static Optional<String> collision(Collection<String> paths) {
        Map<String, String> names = new HashMap<>();
        Map<String, String> pages = new HashMap<>();
        for (String entry : entries(paths)) {
            boolean isFolder = entry.endsWith("/");
            String path = isFolder ? entry.substring(0, entry.length() - 1) : entry;
            Optional<String> clash = clash(names, path);
            if (clash.isEmpty() && (isFolder || path.endsWith(".md"))) {
                clash = clash(pages, isFolder ? path : path.substring(0, path.length() - 3));
            }
            if (clash.isPresent()) {
                return clash;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns whether a file belongs to a page that can't have both its file and its folder at this path, because
     * another entry has that name. Such a page is renamed when it gets its first text or its first child.
     */
    static boolean mayMakeWay(Collection<String> paths, String file) {
        String page = file.endsWith(".md") ? file.substring(0, file.length() - 3) : Paths.parent(file);
        for (; !page.isEmpty(); page = Paths.parent(page)) {
            String own = page;
            Set<String> wanted = Set.of(folded(own), folded(own + ".md"));
            if (entries(paths).stream()
                    .filter(entry -> !entry.equals(own + "/") && !entry.equals(own + ".md"))
                    .anyMatch(entry -> wanted.contains(folded(entry.replaceFirst("/$", ""))))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tokens of the texts in page files, and how often each occurs. */
    static Map<String, Integer> pageTexts(Map<String, String> tree) {
        Map<String, Integer> texts = new TreeMap<>();
        tree.forEach((path, content) -> {
            if (path.endsWith(".md")) {
                texts.merge(token(content), 1, Integer::sum);
            }
        });
        return texts;
    }

    static String token(String content) {
        List<String> found =
                TOKEN.matcher(content).results().map(MatchResult::group).toList();
        return String.join("", found);
    }

    private static Set<String> entries(Collection<String> paths) {
        Set<String> entries = new TreeSet<>(paths);
        for (String path : paths) {
            for (String folder = Paths.parent(path); !folder.isEmpty(); folder = Paths.parent(folder)) {
                entries.add(folder + "/");
            }
        }
        return entries;
    }

    private static Optional<String> clash(Map<String, String> seen, String path) {
        String key = Paths.join(Paths.parent(path), folded(Paths.name(path)));
        String other = seen.putIfAbsent(key, path);
        return other == null || other.equals(path) ? Optional.empty() : Optional.of(other + " and " + path);
    }

    private static String folded(String name) {
        String visible = name.replace("\u200d", "");
        return Normalizer.normalize(visible, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
    }

    /** Returns the paths of {@code before} that are missing in {@code after} or have another text there. */
    static Set<String> lost(Map<String, String> before, Map<String, String> after) {
        Set<String> lost = new HashSet<>();
        before.forEach((path, content) -> {
            if (!content.equals(after.get(path))) {
                lost.add(path);
            }
        });
        return lost;
    }
}
