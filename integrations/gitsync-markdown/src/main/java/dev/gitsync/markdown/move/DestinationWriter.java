package dev.gitsync.markdown.move;

import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lists the paths that may lead to a target, those in the style of the author first: with or without extension, relative or
 * from a root, with {@code ./} at the beginning or a slash at the end.
 */
final class DestinationWriter {
    private final LinkRules rules;
    private final LinkResolver resolver;
    private final LinkTask task;
    private final String old;

    DestinationWriter(LinkRules rules, LinkResolver resolver, LinkTask task) {
        this.rules = rules;
        this.resolver = resolver;
        this.task = task;
        this.old = task.link().kind().isWiki() ? "x" + rules.pageExtension() : task.path();
    }

    /** Returns the paths, not encoded. */
    Stream<String> paths() {
        List<String> targets = targets();
        Stream<String> relative = targets.stream().flatMap(this::relative);
        Stream<String> absolute = targets.stream().flatMap(this::absolute);
        return old.startsWith("/") ? Stream.concat(absolute, relative) : Stream.concat(relative, absolute);
    }

    /** Returns the paths in the space that may name the target. */
    private List<String> targets() {
        if (task.target() instanceof LinkTarget.Folder folder) {
            return List.of(withSlash(folder.path()), folder.path());
        }
        if (task.target() instanceof LinkTarget.Attachment attachment) {
            return List.of(attachment.file());
        }
        return task.target() instanceof LinkTarget.Page page ? pages(page.file()) : List.of();
    }

    private List<String> pages(String file) {
        List<String> names = new ArrayList<>();
        String stem = file.substring(0, file.length() - rules.pageExtension().length());
        if (old.endsWith(".html")) {
            names.add(stem + ".html");
        }
        if (!old.endsWith(rules.pageExtension())) {
            names.add(withSlash(resolver.pagePath(file)));
            names.add(resolver.pagePath(file));
            names.add(stem);
        }
        names.add(file);
        return names;
    }

    /** Returns the path with a slash at its end if the author wrote one. */
    private String withSlash(String path) {
        return old.endsWith("/") && !path.isEmpty() ? path + "/" : path;
    }

    private Stream<String> relative(String path) {
        String slash = path.endsWith("/") ? "/" : "";
        String bare = path.substring(0, path.length() - slash.length());
        Stream<String> folders = rules.pageUrls()
                ? Stream.of(TreePaths.folder(task.linker()), resolver.pagePath(task.linker()))
                : Stream.of(TreePaths.folder(task.linker()));
        return folders.map(folder -> dotted(TreePaths.relative(folder, bare), slash));
    }

    private String dotted(String relative, String slash) {
        if (relative.isEmpty()) {
            return slash.isEmpty() ? "." : "./";
        }
        boolean dot = old.startsWith("./") && !relative.startsWith("..");
        return (dot ? "./" : "") + relative + slash;
    }

    private Stream<String> absolute(String path) {
        return rules.roots().stream()
                .filter(root -> TreePaths.isWithin(root.folder(), path))
                .map(root -> root.prefix() + TreePaths.below(root.folder(), path));
    }
}
