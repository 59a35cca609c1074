package dev.gitsync.internal.outline;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.Change.Revision;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The state of the wiki's pages and attachments after each change of the feed, without their contents. The caller must close it. */
public final class FeedReplay implements AutoCloseable {
    private final PageFiles files;
    private final ObjectInserter.Formatter formatter = new ObjectInserter.Formatter();
    private final TitleOrigins titles = new TitleOrigins();
    private final Map<PageId, PageOutline> pages = new HashMap<>();
    private final Map<PageId, Attachment> attachments = new HashMap<>();

    public FeedReplay(PageFiles files) {
        this.files = files;
    }

    /** Replays the next change of the feed and returns the previous state of its page; null for none or an attachment. */
    @Nullable
    public PageOutline read(Change change) {
        titles.read(change);
        if (change instanceof AttachmentRevision file) {
            attachments.put(file.id(), new Attachment(file.id(), file.version(), file.content()));
            return null;
        }
        if (!(change instanceof Revision revision)) {
            attachments.remove(change.id());
            return pages.remove(change.id());
        }
        return pages.put(change.id(), outline(revision));
    }

    /** Returns the live pages. Not a copy. */
    public Map<PageId, PageOutline> pages() {
        return pages;
    }

    /** Returns the live attachments. Not a copy. */
    public Map<PageId, Attachment> attachments() {
        return attachments;
    }

    private PageOutline outline(Revision revision) {
        PageContent content = revision.content();
        String text = content.text();
        return new PageOutline(
                revision.id(),
                content.parent(),
                content.title(),
                revision.version(),
                text == null ? null : blob(content.title(), text),
                titles.isNamedByGit(revision.id()));
    }

    /** Returns the file of the page under the name that gitsync gives it, or the zero id for a page that can't be rendered. */
    public ObjectId blob(String title, String text) {
        byte[] bytes;
        try {
            bytes = files.render(
                    title, files.withoutTargets(text), files.naming().nameFor(title));
        } catch (RuntimeException | StackOverflowError e) {
            return ObjectId.zeroId(); // gitsync can't have imported it
        }
        return formatter.idFor(Constants.OBJ_BLOB, bytes);
    }

    /** Returns the same for the page in a file, regardless of its name; the file itself if it is not a page. */
    public ObjectId blob(ObjectReader reader, ObjectId file, String name) throws IOException {
        byte[] bytes = reader.open(file, Constants.OBJ_BLOB).getBytes();
        return files.read(bytes, name) instanceof PageFormat.Reading.Recognized page
                ? blob(page.title(), page.text())
                : file;
    }

    @Override
    public void close() {
        formatter.close();
    }
}
