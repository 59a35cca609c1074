package dev.gitsync.markdown.resolve;

import dev.gitsync.format.link.SpaceFiles;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the file of a wikilink by the rules of Obsidian, ignoring case:
 *
 * <ol>
 *   <li>{@code /path} is a path from the root of the space; {@code ./path} and {@code ../path} are relative to the folder of the
 *       page.
 *   <li>A path with a slash that is the whole path of a file wins.
 *   <li>Otherwise, a name or the end of a path counts. Among several files, one in the folder of the page or below it comes
 *       first, then the one with the shortest path, then the first in the order of code points.
 *   <li>A name is that of a file; else that of a page, without its extension; else that of a folder with a folder page.
 * </ol>
 */
final class WikilinkResolver {
    private final LinkRules rules;
    private final SpaceFiles files;

    WikilinkResolver(LinkRules rules, SpaceFiles files) {
        this.rules = rules;
        this.files = files;
    }

    /** A file, and the path by which a wikilink may name it. */
    private record Named(String file, String path) {}

    Optional<String> find(String linker, String path) {
        String folder = TreePaths.folder(linker);
        boolean relative = path.startsWith("./") || path.startsWith("../");
        Optional<String> whole = relative
                ? TreePaths.join(folder, path)
                : TreePaths.join("", path).filter(joined -> !joined.isEmpty());
        return whole.flatMap(joined -> find(folder, joined, relative || path.startsWith("/")));
    }

    private Optional<String> find(String folder, String path, boolean whole) {
        String name = TreePaths.name(path);
        return best(folder, path, whole, files(files.filesNamed(name), ""))
                .or(() -> best(
                        folder,
                        path,
                        whole,
                        files(files.filesNamed(name + rules.pageExtension()), rules.pageExtension())))
                .or(() -> best(folder, path, whole, folderPages(name)));
    }

    private static List<Named> files(Collection<String> paths, String extension) {
        return paths.stream()
                .map(path -> new Named(path, path.substring(0, path.length() - extension.length())))
                .toList();
    }

    private List<Named> folderPages(String name) {
        return files.foldersNamed(name).stream()
                .flatMap(folder -> folderPage(folder).stream().map(file -> new Named(file, folder)))
                .toList();
    }

    private Optional<String> folderPage(String folder) {
        Stream<String> names = rules.folderPages().stream();
        return names.map(name -> TreePaths.child(folder, name))
                .filter(files::isFile)
                .findFirst();
    }

    private static Optional<String> best(String folder, String path, boolean whole, List<Named> named) {
        String key = key(path);
        Comparator<Named> order = Comparator.<Named, Boolean>comparing(
                        each -> !(path.contains("/") && key(each.path()).equals(key)))
                .thenComparing(each -> !TreePaths.isWithin(folder, each.file()))
                .thenComparing(each -> each.path().length())
                .thenComparing(Named::file);
        return named.stream()
                .filter(each -> key(each.path()).equals(key)
                        || (!whole && key(each.path()).endsWith("/" + key)))
                .min(order)
                .map(Named::file);
    }

    private static String key(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
