package dev.gitsync.internal.pages;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.Paths;
import org.eclipse.jgit.lib.FileMode;

/**
 * Which files are pages, and how a page is read from and written to its file. A page at the path {@code a/b} has the file
 * {@code a/b.md} and keeps its children in the folder {@code a/b}. Immutable.
 */
public final class PageFiles {
    private final PageFormat format;
    private final PathNaming naming;
    private final boolean holdTitles;

    /** Reads and writes with {@code format}, names with {@code naming}. */
    public PageFiles(PageFormat format, PathNaming naming) {
        this.format = format;
        this.naming = naming;
        this.holdTitles =
                format.read(format.render("Title", "", "Name"), "Name") instanceof PageFormat.Reading.Recognized page
                        && page.title().equals("Title");
    }

    /** Whether a file can say a title that its name does not stand for. Where it can't, a name always follows the title. */
    public boolean holdTitles() {
        return holdTitles;
    }

    /** How titles become names. */
    public PathNaming naming() {
        return naming;
    }

    /** The file of the page at a path. */
    public String file(String path) {
        return path + format.extension();
    }

    /** Whether a file is a page: it has the ending of pages, and neither it nor a folder above it is hidden. */
    public boolean isPage(String file) {
        String name = Paths.name(file);
        return name.endsWith(format.extension())
                && name.length() > format.extension().length()
                && !isHidden(file);
    }

    /** Whether an entry of a tree is a page: a plain file, executable or not, with the name of one. */
    public boolean isPage(int mode, String path) {
        return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE && isPage(path);
    }

    /** Whether a path, or a folder above it, begins with a dot. What is hidden is never a page. */
    public static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** The path of the page whose file this is. */
    public String path(String file) {
        return file.substring(0, file.length() - format.extension().length());
    }

    /** The bytes of a page that has the name {@code name}. */
    public byte[] render(String title, String text, String name) {
        return format.render(title, text, naming.titleOf(name));
    }

    /** The page in a file whose page has the name {@code name}. */
    public PageFormat.Reading read(byte[] bytes, String name) {
        return format.read(bytes, naming.titleOf(name));
    }
}
