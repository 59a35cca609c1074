package dev.gitsync.markdown.move;

import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists the paths by which a wikilink may name a target, those in the style of the author first: relative, from the root, or
 * with as many names as before; then with more names, up to the whole path.
 */
final class WikilinkWriter {
    private static final String NOT_IN_WIKILINKS = "[]|#\\`<\n\r";

    private final LinkRules rules;
    private final LinkResolver resolver;
    private final LinkTask task;

    WikilinkWriter(LinkRules rules, LinkResolver resolver, LinkTask task) {
        this.rules = rules;
        this.resolver = resolver;
        this.task = task;
    }

    /** Returns the paths that a wikilink can contain. */
    Stream<String> paths() {
        return names().stream()
                .flatMap(this::written)
                .filter(path -> path.chars().noneMatch(c -> NOT_IN_WIKILINKS.indexOf(c) >= 0))
                .filter(path -> path.equals(path.strip()));
    }

    private List<String> names() {
        if (task.target() instanceof LinkTarget.Attachment attachment) {
            return List.of(attachment.file());
        }
        if (!(task.target() instanceof LinkTarget.Page page)) {
            return List.of();
        }
        String stem = page.file()
                .substring(0, page.file().length() - rules.pageExtension().length());
        List<String> names = new ArrayList<>(List.of(resolver.pagePath(page.file()), stem, page.file()));
        if (task.path().endsWith(rules.pageExtension())) {
            names.add(0, page.file());
        }
        return names;
    }

    private Stream<String> written(String path) {
        String old = task.path();
        if (old.startsWith("./") || old.startsWith("../")) {
            String relative = TreePaths.relative(TreePaths.folder(task.linker()), path);
            return Stream.concat(Stream.of(relative.startsWith("../") ? relative : "./" + relative), suffixes(path, 1));
        }
        int names = (int) old.chars().filter(c -> c == '/').count() + 1;
        return old.startsWith("/") ? Stream.concat(Stream.of("/" + path), suffixes(path, 1)) : suffixes(path, names);
    }

    /** Returns the ends of a path with {@code names} names and more, and the path from the root. */
    private static Stream<String> suffixes(String path, int names) {
        List<String> parts = List.of(path.split("/"));
        List<String> suffixes = new ArrayList<>();
        for (int count = Math.min(names, parts.size()); count <= parts.size(); count++) {
            suffixes.add(String.join("/", parts.subList(parts.size() - count, parts.size())));
        }
        suffixes.add("/" + path);
        return suffixes.stream();
    }
}
