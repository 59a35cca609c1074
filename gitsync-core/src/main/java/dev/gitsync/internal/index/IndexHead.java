package dev.gitsync.internal.index;

import dev.gitsync.error.RepositoryDamagedException;
import dev.gitsync.internal.pages.FormCounts;
import dev.gitsync.internal.pages.PageForm;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The data of the index about the space as a whole, stored in one blob. Not safe for use by several threads.
 *
 * <p>More than 300 lines: every value is read, written and documented here.
 */
public final class IndexHead {
    static final String NAME = "head";
    private static final String FORMAT = "3";
    /** The format of a space with folder pages or order files, which older versions must not read. */
    private static final String WITH_CONVENTIONS = "4";

    private static final List<String> OLDER = List.of("1", "2");
    private static final String ADOPTED = "adopted";
    private static final String ATTACHMENTS = "attachments";

    private Cursor cursor = Cursor.START;
    private long fence;
    private long pages;
    private long pagesWithText;
    private ObjectId tree = ObjectId.zeroId();
    private @Nullable AcceptedPush accepted;
    private @Nullable PageId newest;
    private long attachments;
    private boolean hasAdoptedFiles;
    private @Nullable ObjectId restored;
    private List<String> folderPages = List.of();
    private boolean areFolderPagesSettled = true;
    private boolean hasOrderFiles;
    private LinkIndex.Progress links = LinkIndex.Progress.NONE;
    /** The number of live pages by the name of the file in their folder. */
    private final FormCounts innerFiles = new FormCounts();

    private IndexHead() {}

    /**
     * A push whose commits are on {@code main} while its pages are still to be written.
     *
     * @param commit the newest commit of the push, 40 hexadecimal digits
     * @param user the wiki's id of the user who pushed
     */
    public record AcceptedPush(String commit, String user) {}

    /**
     * Reads the head from {@code stored}.
     *
     * @throws OutdatedIndexException when it was written in an older format
     * @throws RepositoryDamagedException when it was written in a format that this version does not know
     */
    static IndexHead read(ObjectReader reader, Map<String, TreeItem> stored) throws IOException {
        IndexHead head = new IndexHead();
        if (stored.isEmpty()) {
            return head;
        }
        TreeItem item = stored.get(NAME);
        String text = item == null
                ? ""
                : new String(reader.open(item.id(), Constants.OBJ_BLOB).getBytes(), StandardCharsets.UTF_8);
        String format = field(text, "format");
        if (OLDER.contains(format)) {
            throw new OutdatedIndexException(format, FORMAT);
        }
        if (!format.equals(FORMAT) && !format.equals(WITH_CONVENTIONS)) {
            throw new RepositoryDamagedException("The index has format '" + format
                    + "', but this version of gitsync reads format " + FORMAT + "; repair the space to write it anew");
        }
        head.cursor = new Cursor(field(text, "cursor"));
        head.fence = Long.parseLong(field(text, "fence"));
        head.pages = Long.parseLong(field(text, "pages"));
        head.pagesWithText = Long.parseLong(field(text, "texts"));
        head.tree = ObjectId.fromString(field(text, "tree"));
        List<String> push = fields(text, "accepted");
        head.accepted = push.isEmpty() ? null : new AcceptedPush(push.get(0), push.get(1));
        head.newest = optional(text, "newest").map(PageId::new).orElse(null);
        head.attachments = optional(text, "attachments").map(Long::valueOf).orElse(0L);
        head.hasAdoptedFiles = field(text, "files").equals(ADOPTED);
        head.restored = optional(text, "restored").map(ObjectId::fromString).orElse(null);
        head.folderPages = fields(text, "folder-pages");
        head.areFolderPagesSettled = fields(text, "folder-pages-change").isEmpty();
        head.hasOrderFiles = field(text, "order-files").equals(ATTACHMENTS);
        head.links = LinkIndex.Progress.of(fields(text, "links"));
        head.innerFiles.add(fields(text, "inner"));
        return head;
    }

    TreeItem write(HintedInserter inserter) throws IOException {
        boolean hasFolderPages = !folderPages.isEmpty() || !innerFiles.names().isEmpty();
        String format = hasFolderPages || hasOrderFiles ? WITH_CONVENTIONS : FORMAT;
        String text = Records.with("", "format", Records.line(List.of(format)));
        text = Records.with(text, "cursor", Records.line(List.of(cursor.value())));
        text = Records.with(text, "fence", Records.line(List.of(Long.toString(fence))));
        text = Records.with(text, "pages", Records.line(List.of(Long.toString(pages))));
        text = Records.with(text, "texts", Records.line(List.of(Long.toString(pagesWithText))));
        text = Records.with(text, "tree", Records.line(List.of(tree.name())));
        if (accepted != null) {
            text = Records.with(text, "accepted", Records.line(List.of(accepted.commit(), accepted.user())));
        }
        if (newest != null) {
            text = Records.with(text, "newest", Records.line(List.of(newest.value())));
        }
        if (attachments > 0) {
            text = Records.with(text, "attachments", Records.line(List.of(Long.toString(attachments))));
        }
        text = withAny(text, "files", hasAdoptedFiles ? List.of(ADOPTED) : List.of());
        text = withAny(text, "restored", restored == null ? List.of() : List.of(restored.name()));
        text = withAny(text, "order-files", hasOrderFiles ? List.of(ATTACHMENTS) : List.of());
        text = withAny(text, "folder-pages", folderPages);
        text = withAny(text, "folder-pages-change", areFolderPagesSettled ? List.of() : List.of("begun"));
        text = withAny(text, "links", links.fields());
        text = withAny(text, "inner", innerFiles.fields());
        ObjectId id = inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
        return new TreeItem(FileMode.REGULAR_FILE, id);
    }

    /** Returns the position up to which the feed was read. */
    public Cursor cursor() {
        return cursor;
    }

    /**
     * Sets the position up to which the feed was read.
     *
     * @param page the page of the newest change before that position, or null if it is not known
     */
    public void cursor(Cursor next, @Nullable PageId page) {
        cursor = next;
        newest = page;
    }

    /**
     * Returns the page or attachment of the newest change read, if it is known: a wiki restored to an earlier state loses this
     * change first.
     */
    public Optional<PageId> newest() {
        return Optional.ofNullable(newest);
    }

    /** Returns the newest commit by which {@code main} followed a wiki that went back to an earlier state, if there is one. */
    public Optional<ObjectId> restored() {
        return Optional.ofNullable(restored);
    }

    /** Records the commit by which {@code main} followed a wiki that went back to an earlier state. */
    public void restored(ObjectId commit) {
        restored = commit;
    }

    /** Returns the newest fencing token under which the index was written. */
    public long fence() {
        return fence;
    }

    /** Sets the fencing token. */
    public void fence(long token) {
        fence = token;
    }

    /** Returns the number of live pages. */
    public long pages() {
        return pages;
    }

    /** Returns the number of live pages with text; the others are folder pages. */
    public long pagesWithText() {
        return pagesWithText;
    }

    void countPage(IndexedPage page) {
        pages++;
        pagesWithText += page.hasFile() ? 1 : 0;
        innerFiles.count(page.form(), 1);
    }

    void left(IndexedPage page) {
        pages--;
        pagesWithText -= page.hasFile() ? 1 : 0;
        innerFiles.count(page.form(), -1);
    }

    /** Returns the names of files that are the page of their folder in this space, in order of preference. */
    public List<String> folderPages() {
        return folderPages;
    }

    /** Sets these names, before there are any pages. */
    void folderPages(List<String> names) {
        folderPages = List.copyOf(names);
    }

    /** Sets other names. From now on they are in force, while pages still have the forms of the old ones. */
    public void changeFolderPages(List<String> names) {
        folderPages = List.copyOf(names);
        areFolderPagesSettled = false;
    }

    /** Records that the pages have the forms of the names in force, except those that can't. */
    public void folderPagesSettled() {
        areFolderPagesSettled = true;
    }

    /** Returns whether the pages have the forms of the names in force. */
    public boolean areFolderPagesSettled() {
        return areFolderPagesSettled;
    }

    /** Returns whether files called {@code .order} do not count as hidden in this space. */
    public boolean hasOrderFiles() {
        return hasOrderFiles;
    }

    /** Records whether they are. */
    public void orderFiles(boolean areAttachments) {
        hasOrderFiles = areAttachments;
    }

    /** Returns the names of the files of pages that are in their folder. */
    public Set<String> innerNames() {
        return innerFiles.names();
    }

    /** Returns the form of most pages whose file is in their folder; empty if there are none. */
    public Optional<PageForm> mostInner() {
        return innerFiles.most();
    }

    /** Returns how far the index of links was when the index was written. */
    public LinkIndex.Progress links() {
        return links;
    }

    void links(LinkIndex.Progress progress) {
        links = progress;
    }

    /** Returns the number of live attachments. */
    public long attachments() {
        return attachments;
    }

    void countAttachments(int more) {
        attachments += more;
    }

    /** Returns whether the files of {@code main} are attachments of the wiki, see {@link AttachmentIndex#isAdopted}. */
    public boolean hasAdoptedFiles() {
        return hasAdoptedFiles;
    }

    void filesAdopted(boolean areAdopted) {
        hasAdoptedFiles = areAdopted;
    }

    /** Returns the tree that the index was written for, whose page files are those of the pages; the zero id for none. */
    public ObjectId tree() {
        return tree;
    }

    /** Sets the tree. */
    public void tree(ObjectId written) {
        tree = written;
    }

    /** Returns the push whose pages are still to be written, or null. */
    public @Nullable AcceptedPush accepted() {
        return accepted;
    }

    /** Records a push whose pages are still to be written, or removes it. */
    public void accepted(@Nullable AcceptedPush push) {
        accepted = push;
    }

    private static String field(String text, String name) {
        return optional(text, name).orElse("");
    }

    private static Optional<String> optional(String text, String name) {
        return fields(text, name).stream().findFirst();
    }

    private static String withAny(String text, String name, List<String> fields) {
        return fields.isEmpty() ? text : Records.with(text, name, Records.line(fields));
    }

    private static List<String> fields(String text, String name) {
        return Records.find(text, name).map(Records::fields).orElse(List.of());
    }
}
