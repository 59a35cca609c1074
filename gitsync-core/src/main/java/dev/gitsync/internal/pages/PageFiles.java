package dev.gitsync.internal.pages;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.Space;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;

/**
 * Determines which files are pages and which are attachments, and reads and writes page files. A page at the path {@code a/b} has
 * the file {@code a/b.md}, or a <em>folder page</em> such as {@code a/b/README.md} if the space has names for these, and keeps its
 * children in the folder {@code a/b}. At the root there are no folder pages. Which page a file is depends on the files beside it,
 * see {@link TreePages}. Immutable.
 *
 * <p>In a class cycle with {@link TreePages}: it applies these rules to a tree.
 */
public final class PageFiles {
    /** The name of an order file. */
    public static final String ORDER_FILE = ".order";

    private final PageFormat format;
    private final PathNaming naming;
    private final boolean holdTitles;
    private final Options options;

    /** Creates page files with a format and a rule for names, for a wiki without attachments. */
    public PageFiles(PageFormat format, PathNaming naming) {
        this(format, naming, new Options(false, Long.MAX_VALUE, List.of(), LinkParts.none(), false));
    }

    /** What a wiki or a space chooses. */
    private record Options(
            boolean haveAttachments,
            long lfsThreshold,
            List<String> folderPages,
            LinkParts links,
            boolean haveOrderFiles) {
        Options withFolderPages(List<String> names) {
            return new Options(haveAttachments, lfsThreshold, names, links, haveOrderFiles);
        }
    }

    private PageFiles(PageFormat format, PathNaming naming, Options options) {
        this.format = format;
        this.naming = naming;
        this.options = options;
        this.holdTitles =
                format.read(format.render("Title", "", "Name"), "Name") instanceof PageFormat.Reading.Recognized page
                        && page.title().equals("Title");
    }

    private PageFiles with(Options others) {
        return new PageFiles(format, naming, others);
    }

    /** Returns the same page files for a wiki whose other files are attachments, if {@code areAttachments}. */
    public PageFiles withAttachments(boolean areAttachments) {
        return with(new Options(
                areAttachments, options.lfsThreshold, options.folderPages, options.links, options.haveOrderFiles));
    }

    /**
     * Returns the same page files for a space with these names of folder pages, in order of preference. A name without the extension of
     * pages is left out.
     */
    public PageFiles withFolderPages(List<String> names) {
        List<String> usable = names.stream()
                .filter(name -> isPage(name) && name.equals(Paths.name(name)))
                .toList();
        return usable.equals(options.folderPages) ? this : with(options.withFolderPages(usable));
    }

    /** Returns the same page files for a space whose files called {@code .order} are attachments, if {@code areAttachments}. */
    public PageFiles withOrderFiles(boolean areAttachments) {
        return areAttachments == options.haveOrderFiles
                ? this
                : with(new Options(
                        options.haveAttachments,
                        options.lfsThreshold,
                        options.folderPages,
                        options.links,
                        areAttachments));
    }

    /** Returns the same page files with the conventions of a space, if it has any of its own. */
    public PageFiles in(Space space) {
        PageConventions conventions = space.conventions();
        return conventions == null
                ? this
                : withFolderPages(conventions.folderPages()).withOrderFiles(conventions.orderFiles());
    }

    /**
     * Returns the page files that a space may have whose index is lost: those of its setting and, because the setting may be newer than
     * the space, those without folder pages.
     */
    public List<PageFiles> possible(Space space) {
        PageFiles set = in(space);
        return set.options.folderPages.isEmpty() ? List.of(set) : List.of(set, set.withFolderPages(List.of()));
    }

    /** Returns the names of folder pages, in order of preference. */
    public List<String> folderPages() {
        return options.folderPages;
    }

    /** Returns the same page files for a wiki whose attachments of more than so many bytes are kept with Git LFS. */
    public PageFiles withLfsAbove(long bytes) {
        return with(new Options(
                options.haveAttachments, bytes, options.folderPages, options.links, options.haveOrderFiles));
    }

    /** Returns the same page files for a wiki whose links between pages are read with these parts. */
    public PageFiles withLinks(LinkParts parts) {
        return with(new Options(
                options.haveAttachments, options.lfsThreshold, options.folderPages, parts, options.haveOrderFiles));
    }

    /** Returns what the embedder provides for links between pages. */
    public LinkParts links() {
        return options.links;
    }

    /** Returns the size in bytes above which an attachment that the wiki changes is kept with Git LFS. */
    public long lfsThreshold() {
        return options.lfsThreshold;
    }

    /** Returns whether the wiki has attachments, so that files that are no pages are theirs. */
    public boolean haveAttachments() {
        return options.haveAttachments;
    }

    /** Returns whether a file can contain a title that differs from its name. If it can't, a name always follows the title. */
    public boolean canContainTitle() {
        return holdTitles;
    }

    /** Returns whether files called {@code .order} are attachments, if the wiki has any. */
    public boolean haveOrderFiles() {
        return options.haveOrderFiles;
    }

    /** Returns the rule by which titles become names. */
    public PathNaming naming() {
        return naming;
    }

    /** Returns the file of the page at a path. */
    public String file(String path, PageForm form) {
        return form.isInner() ? Paths.join(path, form.name()) : siblingFile(path);
    }

    /** Returns the file of the page at a path if it is beside the folder of the page. */
    public String siblingFile(String path) {
        return path + format.extension();
    }

    /** Returns the file of the page at a path or, for a page without a file, its folder with a trailing slash. */
    public String fileOrFolder(String path, PageForm form) {
        return form.hasFile() ? file(path, form) : path + "/";
    }

    /** Returns the pages of the files in a tree; the caller may change the tree. */
    public TreePages of(TreeEditor tree) {
        return new TreePages(this, tree);
    }

    /** Returns the name of the page to which an entry of a folder belongs, if it is not the page of that folder; empty for none. */
    public Optional<String> page(String folder, String name, boolean isFolder) {
        if (isHidden(folder) || isHidden(name) || !(isFolder || isPage(name))) {
            return Optional.empty();
        }
        return Optional.of(isFolder ? name : siblingPath(name));
    }

    /** Returns whether a file has the name of a folder page. Whether it is one depends on other files, see {@link TreePages}. */
    public boolean mayBeFolderPage(String file) {
        return !options.folderPages.isEmpty()
                && !Paths.parent(file).isEmpty()
                && options.folderPages.contains(Paths.name(file));
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
        return options.haveAttachments
                && (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                && !isHiddenFile(path)
                && !isPage(path);
    }

    /** Returns whether only git has a file because it is hidden: if it is no order file of a space that has these. */
    public boolean isHiddenFile(String path) {
        return isHidden(path) && !isOrderFile(path);
    }

    private boolean isOrderFile(String path) {
        return options.haveOrderFiles && isOrderName(path) && !isHidden(Paths.parent(path));
    }

    /** Returns whether the last part of a path or of a name is that of an order file. */
    public static boolean isOrderName(String path) {
        return Paths.name(path).equals(ORDER_FILE);
    }

    /** Returns whether a path, or a folder above it, begins with a dot. Hidden files are never pages. */
    public static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }

    /** Returns the path of the page that has this file, if the file is beside the folder of the page. */
    public String siblingPath(String file) {
        return file.substring(0, file.length() - format.extension().length());
    }

    /** Returns a text in a form that is the same in the wiki and in a file, whatever its links are called. */
    public String withoutTargets(String text) {
        return options.links.codec().map(codec -> codec.withoutTargets(text)).orElse(text);
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
