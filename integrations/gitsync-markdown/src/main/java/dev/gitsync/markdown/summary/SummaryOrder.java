package dev.gitsync.markdown.summary;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of pages in a {@code SUMMARY.md}, as mdBook and GitBook have it: the pages of each folder are in the order of the first links to
 * them, or to a page below them. The nesting of the list does not count, because a page is below another one if its file is in the folder
 * of that one.
 *
 * <p>Only links to files with the extension of pages count. Paths longer than {@value #MAX_PATH} characters or deeper than {@value #MAX_DEPTH}
 * folders do not. Immutable.
 */
public final class SummaryOrder {
    private static final String EXTENSION = ".md";
    private static final int MAX_PATH = 4_096;
    private static final int MAX_DEPTH = 64;

    private final Map<String, List<String>> folders;

    private SummaryOrder(Map<String, List<String>> folders) {
        this.folders = folders;
    }

    /**
     * A summary.
     *
     * @param path the path of the file, for example {@code src/SUMMARY.md}; its links start in its folder
     * @param text the text of the file
     * @param folderPages the names of files that are the page of their folder, such as {@code README.md}: a link to one is a link to the folder.
     *     None of them is at the root
     */
    public record Summary(String path, String text, List<String> folderPages) {
        /** Copies the names. */
        public Summary {
            folderPages = List.copyOf(folderPages);
        }
    }

    /** Reads a summary. Returns empty if it exceeds a limit of {@link dev.gitsync.markdown.MarkdownLimits}, so that links would be missing. */
    public static Optional<SummaryOrder> read(Summary summary) {
        MarkdownDocument document = MarkdownDocument.parse(summary.text());
        if (!document.isComplete()) {
            return Optional.empty();
        }
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (MarkdownLink link : document.links()) {
            target(summary, link).ifPresent(path -> add(found, path));
        }
        Map<String, List<String>> folders = new LinkedHashMap<>();
        found.forEach((folder, names) -> folders.put(folder, List.copyOf(names)));
        return Optional.of(new SummaryOrder(folders));
    }

    /**
     * Returns the names of pages by the path of the folder that contains them, in the order of the summary; the root is the empty path. The
     * names are those that {@code dev.gitsync.format.order.SiblingOrder.of} takes.
     */
    public Map<String, List<String>> folders() {
        return new LinkedHashMap<>(folders);
    }

    /** Returns the path of the page to which a link leads: that of its file without extension, or of the folder. */
    private static Optional<String> target(Summary summary, MarkdownLink link) {
        String path = link.destination().path();
        boolean isPage = link.kind() == LinkKind.LINK
                && !link.destination().isExternal()
                && path.endsWith(EXTENSION)
                && path.length() <= MAX_PATH
                && path.indexOf('\n') < 0;
        if (!isPage) {
            return Optional.empty();
        }
        String folder = path.startsWith("/") ? "" : TreePaths.folder(summary.path());
        return TreePaths.join(folder, path)
                .filter(file -> file.chars().filter(c -> c == '/').count() < MAX_DEPTH)
                .map(file -> page(summary, file));
    }

    private static String page(Summary summary, String file) {
        String folder = TreePaths.folder(file);
        return !folder.isEmpty() && summary.folderPages().contains(TreePaths.name(file))
                ? folder
                : file.substring(0, file.length() - EXTENSION.length());
    }

    /** Adds a page and those above it to their folders. */
    private static void add(Map<String, Set<String>> folders, String page) {
        List<String> above = new ArrayList<>(List.of(page));
        for (String folder = TreePaths.folder(page); !folder.isEmpty(); folder = TreePaths.folder(folder)) {
            above.add(0, folder);
        }
        for (String path : above) {
            folders.computeIfAbsent(TreePaths.folder(path), folder -> new LinkedHashSet<>())
                    .add(TreePaths.name(path));
        }
    }
}
