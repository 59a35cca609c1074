package dev.gitsync.markdown.resolve;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.markdown.link.LinkDestination;
import dev.gitsync.markdown.link.LinkKind;
import dev.gitsync.markdown.link.MarkdownLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the target of a link:
 *
 * <ol>
 *   <li>Without a path, it is the page itself.
 *   <li>With a slash at its beginning, the path is looked up below each {@linkplain LinkRules#roots root}; otherwise in the
 *       folder of the page, then at the URL of the page if {@link LinkRules#pageUrls} is on.
 *   <li>A path is an exact file; else a page without its extension; else {@code .html} for a page; else a folder, which is its
 *       folder page if there is one. With a slash at its end, a folder comes first.
 *   <li>A wikilink is looked up by the rules of Obsidian ({@link WikilinkResolver}).
 * </ol>
 *
 * <p>Case matters, except in wikilinks and if {@link LinkRules#ignoreCase} is on. As safe for use by several threads as its files are.
 */
public final class LinkResolver {
    private static final LinkTarget BROKEN = new LinkTarget.Broken();

    private final LinkRules rules;
    private final SpaceFiles files;
    private final WikilinkResolver wikilinks;

    /** Creates a resolver. */
    public LinkResolver(LinkRules rules, SpaceFiles files) {
        this.rules = rules;
        this.files = files;
        this.wikilinks = new WikilinkResolver(rules, files);
    }

    /** Returns the target of a link in the page with the file {@code linker}. */
    public LinkTarget resolve(String linker, MarkdownLink link) {
        return resolve(linker, link.kind(), link.destination());
    }

    /** Returns the target of a destination in the page with the file {@code linker}. */
    public LinkTarget resolve(String linker, LinkKind kind, LinkDestination destination) {
        if (kind.isWiki()) {
            return rules.wikilinks() ? wikilink(linker, destination.path()) : BROKEN;
        }
        if (kind == LinkKind.AUTOLINK || destination.isExternal()) {
            return new LinkTarget.External();
        }
        return destination.path().isEmpty() ? target(linker) : url(linker, destination.path());
    }

    private LinkTarget wikilink(String linker, String path) {
        return path.isEmpty()
                ? target(linker)
                : wikilinks.find(linker, path).map(this::target).orElse(BROKEN);
    }

    private LinkTarget url(String linker, String path) {
        return bases(linker, path)
                .flatMap(Optional::stream)
                .flatMap(at -> at(at, isFolder(path)).stream())
                .findFirst()
                .orElse(BROKEN);
    }

    /** Returns whether a path can't be that of a file. */
    private static boolean isFolder(String path) {
        String last = TreePaths.name(path);
        return last.isEmpty() || last.equals(".") || last.equals("..");
    }

    /** Returns where a path may lead. */
    private Stream<Optional<String>> bases(String linker, String path) {
        if (path.startsWith("/")) {
            return rules.roots().stream()
                    .filter(root -> path.startsWith(root.prefix()))
                    .map(root -> TreePaths.join(
                            root.folder(), path.substring(root.prefix().length())));
        }
        Stream<String> folders = rules.pageUrls()
                ? Stream.of(TreePaths.folder(linker), pagePath(linker))
                : Stream.of(TreePaths.folder(linker));
        return folders.map(folder -> TreePaths.join(folder, path));
    }

    /** Returns the path of a page, which is that of its file without extension, or of its folder. */
    public String pagePath(String file) {
        String folder = TreePaths.folder(file);
        if (rules.folderPages().contains(TreePaths.name(file)) && !folder.isEmpty()) {
            return folder;
        }
        return file.endsWith(rules.pageExtension())
                ? file.substring(0, file.length() - rules.pageExtension().length())
                : file;
    }

    private Optional<LinkTarget> at(String path, boolean isFolder) {
        List<String> candidates = new ArrayList<>();
        if (!isFolder) {
            candidates.add(path);
            addPage(path, candidates);
            addHtml(path, candidates);
        }
        rules.folderPages().forEach(name -> candidates.add(TreePaths.child(path, name)));
        if (isFolder) {
            addPage(path, candidates);
        }
        return candidates.stream()
                .filter(files::isFile)
                .findFirst()
                .or(() -> rules.ignoreCase() ? ignoringCase(candidates) : Optional.empty())
                .map(this::target)
                .or(() -> files.isFolder(path) ? Optional.of(new LinkTarget.Folder(path)) : Optional.empty());
    }

    private Optional<String> ignoringCase(List<String> candidates) {
        return candidates.stream()
                .flatMap(candidate -> files.filesNamed(TreePaths.name(candidate)).stream()
                        .filter(candidate::equalsIgnoreCase)
                        .sorted())
                .findFirst();
    }

    private void addPage(String path, List<String> candidates) {
        if (rules.withoutExtension() && !path.isEmpty()) {
            candidates.add(path + rules.pageExtension());
        }
    }

    private void addHtml(String path, List<String> candidates) {
        if (rules.html() && path.endsWith(".html")) {
            candidates.add(path.substring(0, path.length() - ".html".length()) + rules.pageExtension());
            if (TreePaths.name(path).equals("index.html")) {
                rules.folderPages().forEach(name -> candidates.add(TreePaths.child(TreePaths.folder(path), name)));
            }
        }
    }

    /** Returns the file at {@code path} as a target: a page if it has the extension of pages, else an attachment. */
    public LinkTarget target(String path) {
        return path.endsWith(rules.pageExtension()) ? new LinkTarget.Page(path) : new LinkTarget.Attachment(path);
    }
}
