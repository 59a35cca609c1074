package dev.gitsync.internal.pages;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.Paths;
import org.eclipse.jgit.lib.FileMode;

/**
 * Determines which files are pages and which are attachments, and reads and writes page files. A page at the path {@code a/b} has
 * the file {@code a/b.md} and keeps its children in the folder {@code a/b}. Immutable.
 */
public final class PageFiles {
    private final PageFormat format;
    private final PathNaming naming;
    private final boolean holdTitles;
    private final boolean haveAttachments;
    private final long lfsThreshold;

    /** Creates page files with a format and a rule for names, for a wiki without attachments. */
    public PageFiles(PageFormat format, PathNaming naming) {
        this(format, naming, false, Long.MAX_VALUE);
    }

    private PageFiles(PageFormat format, PathNaming naming, boolean haveAttachments, long lfsThreshold) {
        this.format = format;
        this.naming = naming;
        this.haveAttachments = haveAttachments;
        this.lfsThreshold = lfsThreshold;
        this.holdTitles =
                format.read(format.render("Title", "", "Name"), "Name") instanceof PageFormat.Reading.Recognized page
                        && page.title().equals("Title");
    }

    /** Returns the same page files for a wiki whose other files are attachments, if {@code areAttachments}. */
    public PageFiles withAttachments(boolean areAttachments) {
        return new PageFiles(format, naming, areAttachments, lfsThreshold);
    }

    /** Returns the same page files for a wiki whose attachments of more than so many bytes are kept with Git LFS. */
    public PageFiles withLfsAbove(long bytes) {
        return new PageFiles(format, naming, haveAttachments, bytes);
    }

    /** Returns the size in bytes above which an attachment that the wiki changes is kept with Git LFS. */
    public long lfsThreshold() {
        return lfsThreshold;
    }

    /** Returns whether the wiki has attachments, so that files that are no pages are theirs. */
    public boolean haveAttachments() {
        return haveAttachments;
    }

    /** Returns whether a file can contain a title that differs from its name. If it can't, a name always follows the title. */
    public boolean canContainTitle() {
        return holdTitles;
    }

    /** Returns the rule by which titles become names. */
    public PathNaming naming() {
        return naming;
    }

    /** Returns the file of the page at a path. */
    public String file(String path) {
        return path + format.extension();
    }

    /** Returns whether a file is a page: it has the extension of pages, and neither it nor a folder above it is hidden. */
    public boolean isPage(String file) {
        String name = Paths.name(file);
        return name.endsWith(format.extension())
                && name.length() > format.extension().length()
                && !isHidden(file);
    }

    /** Returns whether an entry of a tree is a page: a plain file, executable or not, with the name of one. */
    public boolean isPage(int mode, String path) {
        return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE && isPage(path);
    }

    /** Returns whether an entry of a tree is an attachment, if the wiki has any: a plain file that is neither a page nor hidden. */
    public boolean isAttachment(int mode, String path) {
        return haveAttachments && (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE && !isHidden(path) && !isPage(path);
    }

    /** Returns whether a path, or a folder above it, begins with a dot. Hidden files are never pages. */
    public static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** Returns the path of the page that has this file. */
    public String path(String file) {
        return file.substring(0, file.length() - format.extension().length());
    }

    /** Returns the file content of a page that has the name {@code name}. */
    public byte[] render(String title, String text, String name) {
        return format.render(title, text, naming.titleOf(name));
    }

    /** Parses a file of a page that has the name {@code name}. */
    public PageFormat.Reading read(byte[] bytes, String name) {
        return format.read(bytes, naming.titleOf(name));
    }
}
