package dev.gitsync.examples.embedding.markup;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.format.link.TextLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the links of one page. */
final class LinkScan {
    private final String file;
    private final SpaceFiles files;
    private final List<TextLink> links = new ArrayList<>();

    LinkScan(String file, SpaceFiles files) {
        this.file = file;
        this.files = files;
    }

    /** Adds a link that leads to the first of these paths that exists. */
    void add(String written, int line, List<String> candidates) {
        Optional<String> target = candidates.stream()
                .filter(path -> files.isFile(path) || files.isFolder(path))
                .findFirst();
        links.add(new TextLink(written, line, target));
    }

    List<TextLink> links() {
        return List.copyOf(links);
    }

    /** Returns the folder of the page's file, with a slash at the end unless it is the root. */
    String folder() {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** Returns the path of the page without its extension. */
    String page() {
        int dot = file.lastIndexOf('.');
        return dot > file.lastIndexOf('/') ? file.substring(0, dot) : file;
    }

    /** Returns a path without {@code .} and {@code ..}; empty if it leaves the space. */
    static Optional<String> normal(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }
}
