package dev.gitsync.markdown.codec;

import dev.gitsync.markdown.internal.Destinations;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names by which links find files: the last name of the path, in lower case, without the extension of pages. */
final class FileKeys {
    private static final String HTML = ".html";

    private final LinkRules rules;

    FileKeys(LinkRules rules) {
        this.rules = rules;
    }

    /**
     * Returns the names on which a link depends that has had these paths: their names, if files with the same name elsewhere may decide,
     * and a slash for a path from the root, which is no name of a file.
     */
    Set<String> ofPaths(List<String> paths, LinkKind kind) {
        Set<String> names = new HashSet<>();
        for (String path : paths) {
            if (path.startsWith("/")) {
                names.add("/");
            }
            if (mayDecide(kind)) {
                ofPath(path).ifPresent(names::add);
            }
        }
        return names;
    }

    /** Returns whether files with the same name elsewhere may decide where a link of this kind leads. */
    private boolean mayDecide(LinkKind kind) {
        return kind.isWiki()
                || rules.ignoreCase()
                || rules.pageUrls()
                || rules.roots().size() > 1;
    }

    /** Returns the name of a path as it is written in a link. */
    Optional<String> ofPath(String path) {
        String name = TreePaths.name(Destinations.withoutPercents(stripSlash(path)));
        return name.isEmpty() || name.equals(".") || name.equals("..") ? Optional.empty() : Optional.of(key(name));
    }

    /** Returns the name of the file to which a link that is not by id leads or would lead. */
    Optional<String> wanted(String file, MarkdownLink link) {
        boolean isOther = link.kind() == LinkKind.AUTOLINK || link.destination().isExternal();
        String path = link.destination().path();
        if (path.isEmpty() || (isOther && !link.kind().isWiki())) {
            return Optional.empty();
        }
        Optional<String> name = ofPath(path);
        return name.isPresent()
                ? name
                : TreePaths.join(TreePaths.folder(file), path).flatMap(this::ofPath);
    }

    /** Returns the names under which links look for a file. */
    Set<String> ofFile(String file) {
        Set<String> names = new HashSet<>(Set.of(key(TreePaths.name(file))));
        String folder = TreePaths.folder(file);
        if (!folder.isEmpty() && isPageOfFolder(TreePaths.name(file))) {
            names.add(key(TreePaths.name(folder)));
        }
        return names;
    }

    /** Returns the pages to which a link may lead that would lead to this file if it is there. */
    Set<String> rivals(String file) {
        String stem = stem(file, rules.html() ? HTML : "");
        stem = stem.equals(file) ? stem(file, rules.pageExtension()) : stem;
        Set<String> pages = new HashSet<>(Set.of(stem));
        addFolderPages(stem, pages);
        String folder = TreePaths.folder(file);
        if (!folder.isEmpty() && isPageOfFolder(TreePaths.name(file))) {
            pages.add(folder);
            addFolderPages(folder, pages);
        }
        return pages;
    }

    private void addFolderPages(String folder, Set<String> pages) {
        rules.folderPages().forEach(name -> pages.add(TreePaths.child(folder, stem(name, rules.pageExtension()))));
    }

    private boolean isPageOfFolder(String name) {
        return rules.folderPages().contains(name) || (rules.html() && name.equals("index.html"));
    }

    private String key(String name) {
        return stem(stem(name, rules.pageExtension()), HTML).toLowerCase(Locale.ROOT);
    }

    private static String stem(String name, String extension) {
        return name.endsWith(extension) ? name.substring(0, name.length() - extension.length()) : name;
    }

    private static String stripSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
