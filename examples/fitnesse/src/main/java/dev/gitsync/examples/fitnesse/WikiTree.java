package dev.gitsync.examples.fitnesse;

import dev.gitsync.error.StoreException;
import fitnesse.wiki.BaseWikitextPage;
import fitnesse.wiki.WikiPage;
import fitnesse.wiki.fs.FileBasedWikiPage;
import fitnesse.wiki.fs.FileSystemPage;
import fitnesse.wiki.fs.WikiFilePage;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pages below one page of the wiki, by path: the names from there, separated by slashes. {@link PageNames#ROOT} is that page itself.
 * Symbolic links, suites outside the wiki and pages with names that git can't use are left out. Each call reads the disk.
 */
final class WikiTree {
    private final Supplier<WikiPage> wiki;
    private final List<String> top;

    /** The pages below {@code top}, given by its names from the root page {@code wiki}. */
    WikiTree(Supplier<WikiPage> wiki, List<String> top) {
        this.wiki = wiki;
        this.top = List.copyOf(top);
    }

    /** The page at the top. */
    WikiPage root() {
        WikiPage page = wiki.get();
        for (String name : top) {
            page = child(page, name)
                    .orElseThrow(
                            () -> new StoreException("There is no page " + String.join(".", top) + " in FitNesse"));
        }
        return page;
    }

    /** The page at a path. */
    Optional<WikiPage> find(String path) {
        Optional<WikiPage> page = Optional.of(root());
        if (!path.equals(PageNames.ROOT)) {
            for (String name : path.split("/", -1)) {
                page = page.flatMap(parent -> child(parent, name));
            }
        }
        return page;
    }

    /** The pages directly below a page. */
    Stream<WikiPage> children(WikiPage page) {
        return page.getChildren().stream()
                .filter(child -> isOurs(child, child.getName()))
                .filter(child -> !(top.isEmpty() && PageNames.isWrittenByFitNesse(parent(child), child.getName())));
    }

    /** The address of the page at a path, as FitNesse writes it. */
    String address(String path) {
        Stream<String> names = path.equals(PageNames.ROOT) ? Stream.of() : Stream.of(path.split("/", -1));
        String address = String.join(".", Stream.concat(top.stream(), names).toList());
        return address.isEmpty() ? "root" : address;
    }

    /** A new page. It exists once it or a page below it is committed. */
    static BaseWikitextPage add(WikiPage parent, String name) {
        return (BaseWikitextPage) parent.addChildPage(name);
    }

    /** Whether the page itself exists, not only pages below it. */
    static boolean isWritten(WikiPage page) {
        return Stream.of(files(page)).anyMatch(File::exists);
    }

    /** The files in which FitNesse may store a page, in its older and newer formats. */
    static File[] files(WikiPage page) {
        File folder = ((FileBasedWikiPage) page).getFileSystemPath();
        return new File[] {
            new File(folder, "content.txt"),
            new File(folder, "properties.xml"),
            new File(folder, WikiFilePage.ROOT_FILE_NAME),
            new File(folder.getPath() + WikiFilePage.FILE_EXTENSION)
        };
    }

    private Optional<WikiPage> child(WikiPage page, String name) {
        return Optional.ofNullable(page.getChildPage(name)).filter(child -> isOurs(child, name));
    }

    private static boolean isOurs(WikiPage page, String name) {
        return (page instanceof WikiFilePage || page instanceof FileSystemPage) && PageNames.isName(name);
    }

    private static @Nullable WikiPage parent(WikiPage page) {
        return page.getParent().isRoot() ? null : page.getParent();
    }
}
