package dev.gitsync.demo.links;

import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names by which links and files find each other, whatever else exists: the last name of a path, in lower case and without the
 * extension of a page. A file that is the page of its folder has the name of the folder. Links with the name of a file may lead
 * elsewhere; links with other names never lead to it, with one exception: links without any name of a folder, such as {@code ../} and
 * {@code README.md}, have a {@linkplain #bare bare} name, and may lead to the page of a folder that contains the linking page.
 */
final class LinkNames {
    private static final int MAX_NAME = 200;
    private static final String UP = "..";
    /** Begins the name of a wikilink such as {@code [[README]]}, which may lead to any folder. */
    private static final String WIKI = "[[";

    private final LinkRules rules;
    private final Set<String> bare;

    LinkNames(LinkRules rules) {
        this.rules = rules;
        this.bare = rules.folderPages().stream().map(LinkNames::stem).collect(Collectors.toSet());
        this.bare.add("");
    }

    /** The name of a link. */
    String ofLink(StoredLink link) {
        String name = ofPath(link.path());
        return link.isWiki() && !name.isEmpty() && bare.contains(name) ? WIKI + name : name;
    }

    private String ofPath(String path) {
        Deque<String> steps = new ArrayDeque<>();
        for (String step : path.split("/", -1)) {
            if (step.equals(UP) && !steps.isEmpty() && !steps.getLast().equals(UP)) {
                steps.removeLast();
            } else if (!step.isEmpty() && !step.equals(".")) {
                steps.addLast(step);
            }
        }
        String last = name(steps.pollLast());
        String before = name(steps.pollLast());
        return bare.contains(last) && !before.isEmpty() ? before : last;
    }

    private static String name(@Nullable String step) {
        return step == null || step.equals(UP) ? "" : stem(step);
    }

    /** The names of the links that may lead to the file or folder at this path, except bare ones within the folder of a folder page. */
    Set<String> ofFile(String path) {
        Set<String> names = new LinkedHashSet<>();
        String folder = TreePaths.folder(path);
        boolean isFolderPage = rules.folderPages().contains(TreePaths.name(path));
        String name = stem(TreePaths.name(path));
        if (bare.contains(name)) {
            names.add(WIKI + name);
            if (!folder.isEmpty()) {
                names.add(stem(TreePaths.name(folder)));
            }
        }
        if (!isFolderPage || folder.isEmpty()) {
            names.add(name);
        }
        if (isFolderPage
                && rules.roots().stream().anyMatch(root -> root.folder().equals(folder))) {
            names.add("");
        }
        return names;
    }

    /** The names of links that lead to a page above or beside the page that contains them. */
    Set<String> bare() {
        return Set.copyOf(bare);
    }

    private static String stem(String name) {
        String stem = name.toLowerCase(Locale.ROOT);
        while (stem.endsWith(".md") || stem.endsWith(".html")) {
            stem = stem.substring(0, stem.lastIndexOf('.'));
        }
        return stem.substring(0, Math.min(MAX_NAME, stem.length()));
    }
}
