package dev.gitsync.internal.idlinks;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.internal.index.IdLinkIndex;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links by id in a workspace, while changes of the wiki are brought into it:
 *
 * <ol>
 *   <li>{@link #toFile} converts the text of a page that changed.
 *   <li>{@link #beforeCommit} writes the files again whose links lead to something that came, went or moved since the last commit.
 * </ol>
 *
 * A page whose text the wiki has changed again keeps its file until that change is brought in. Without a codec, nothing happens. Not
 * safe for use by several threads.
 */
public final class IdLinks {
    private static final Logger LOG = LoggerFactory.getLogger(IdLinks.class);

    private final @Nullable LinkCodec codec;
    private final WikiTexts texts;
    private final Workspace work;
    private final PageFiles files;
    private final SpaceIndex index;
    private final SpaceState state;
    private final FormerSpots former;
    private final RecentTexts recent = new RecentTexts();

    private IdLinks(@Nullable LinkCodec codec, WikiTexts texts, Workspace work) {
        this.codec = codec;
        this.texts = texts;
        this.work = work;
        this.files = work.files();
        this.index = work.index();
        this.state = new SpaceState(index, work.tree(), files);
        this.former = new FormerSpots(state);
    }

    /** Returns the links of a workspace, and watches its index from now on. */
    public static IdLinks of(WikiTexts texts, Workspace work) {
        LinkCodec codec = work.files().links().codec().orElse(null);
        IdLinks links = new IdLinks(codec, texts, work);
        if (codec != null) {
            work.index().watch(links.former);
        }
        return links;
    }

    /** Returns the text for the file of a page, which is in the index already. */
    public String toFile(IndexedPage page, String text) throws IOException {
        if (codec == null) {
            return text;
        }
        recent.put(page.id(), page.version(), text);
        return converted(codec, page, text);
    }

    private String converted(LinkCodec links, IndexedPage page, String text) throws IOException {
        String file = work.filePath(page);
        String converted = links.toFile(file, text, state);
        index.idLinks().put(page.id(), links.targets(file, text, converted));
        return converted;
    }

    /** Writes the files again that are affected by what moved since the last call. */
    public void beforeCommit() throws IOException {
        if (codec != null && !former.isEmpty()) {
            Map<PageId, Spot> moved = former.take();
            AffectedPages affected =
                    new AffectedPages(state, codec, () -> work.budget().charge(1));
            affected.add(moved);
            for (PageId id : affected.affected()) {
                work.budget().charge(1);
                write(codec, id);
            }
        }
        recent.clear();
    }

    /** Records the names of what came since the last call, where files stay as they are. */
    public void recordNames() throws IOException {
        for (Map.Entry<PageId, Spot> moved : former.take().entrySet()) {
            index.idLinks()
                    .rename(
                            moved.getKey(),
                            moved.getValue().names(),
                            state.spot(moved.getKey()).names());
        }
    }

    private void write(LinkCodec links, PageId id) throws IOException {
        Optional<IndexedPage> page = index.page(id).filter(IndexedPage::hasFile);
        if (page.isEmpty()) {
            index.idLinks().put(id, LinkTargets.none());
        } else if (!index.idLinks().targets(id).isEmpty()) {
            Optional<String> text = recent.get(id, page.get().version()).or(() -> texts.at(page.get()));
            if (text.isPresent()) {
                write(links, page.get(), text.get());
            }
        }
    }

    private void write(LinkCodec links, IndexedPage page, String text) throws IOException {
        String file = work.filePath(page);
        Optional<TreeItem> item = work.tree().find(file).filter(found -> !found.isFolder());
        byte[] bytes;
        try {
            bytes = files.render(page.title(), converted(links, page, text), page.name());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("The links of page {} could not be converted at version {}", page.id(), page.version(), e);
            return;
        }
        ObjectId blob = work.inserter().insert(Constants.OBJ_BLOB, bytes);
        if (item.isPresent() && !item.get().id().equals(blob)) {
            work.tree().put(file, item.get().mode(), blob);
        }
    }

    /**
     * Writes the index of links anew when all pages have their places: from the wiki, with all files whose links differ, or else from
     * the files.
     */
    public void rewriteAll(boolean isFromWiki) throws IOException {
        if (codec != null && isFromWiki) {
            writeAll(codec);
        } else if (codec != null) {
            readAll(codec);
        }
    }

    private void writeAll(LinkCodec links) throws IOException {
        for (IndexedPage page : begin()) {
            work.budget().charge(1);
            Optional<String> text = page.hasFile() ? texts.now(page.id()) : Optional.empty();
            if (text.isPresent()) {
                write(links, page, text.get());
            }
        }
    }

    private void readAll(LinkCodec links) throws IOException {
        for (IndexedPage page : begin()) {
            work.budget().charge(1);
            Optional<ObjectId> blob = page.hasFile() ? work.fileAt(work.filePath(page)) : Optional.empty();
            if (blob.isPresent()) {
                byte[] bytes =
                        work.reader().open(blob.get(), Constants.OBJ_BLOB).getBytes();
                if (files.read(bytes, page.name()) instanceof PageFormat.Reading.Recognized read) {
                    String file = work.filePath(page);
                    String text = links.toWiki(file, read.text(), state);
                    index.idLinks().put(page.id(), links.targets(file, text, read.text()));
                }
            }
        }
    }

    /** Begins the index with the names of everything, and returns the pages. */
    private List<IndexedPage> begin() throws IOException {
        former.take();
        index.idLinks().keep(true);
        List<IndexedPage> pages = new ArrayList<>();
        index.forEach(pages::add);
        List<PageId> attachments = new ArrayList<>();
        index.attachments().forEach(attachment -> attachments.add(attachment.id()));
        for (IndexedPage page : pages) {
            index.idLinks()
                    .rename(
                            page.id(),
                            IdLinkIndex.Names.NONE,
                            state.spot(page.id()).names());
        }
        for (PageId id : attachments) {
            index.idLinks().rename(id, IdLinkIndex.Names.NONE, state.spot(id).names());
        }
        return pages;
    }
}
