package dev.gitsync.internal.state;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.IndexedPageFiles;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Looks up the paths of pages and attachments in {@code main}, as of the refs that were read first. */
public final class PathLookup implements AutoCloseable {
    private final Workspace work;

    /** Reads the refs of {@code repository}. */
    public PathLookup(SpaceRepository repository, PageFiles files) throws IOException {
        this(repository, SpaceRefs.read(repository), files);
    }

    /** Looks up the paths at {@code refs}. */
    public PathLookup(SpaceRepository repository, SpaceRefs refs, PageFiles files) throws IOException {
        this.work = Workspace.at(repository, refs, files);
    }

    /**
     * Returns the path of the file of a page or an attachment or, for a page without a file, of its folder with a trailing slash.
     */
    public Optional<String> path(PageId id) {
        try {
            SpaceIndex index = work.index();
            Optional<IndexedPage> page = index.page(id);
            if (page.isEmpty()) {
                Optional<IndexedAttachment> attachment = index.attachments().find(id);
                return attachment.isEmpty()
                        ? Optional.empty()
                        : Optional.of(index.attachments().path(attachment.get()));
            }
            String path = index.path(page.get());
            return Optional.of(work.files().fileOrFolder(path, page.get().form()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the page whose file, or whose folder with a trailing slash, has this path. */
    public Optional<PageId> page(String path) throws IOException {
        PageFiles files = work.files();
        boolean isFolder = path.endsWith("/");
        if (!isFolder && !files.isPage(path)) {
            return Optional.empty();
        }
        Optional<IndexedPage> page = isFolder
                ? work.index().at(path.substring(0, path.length() - 1)).filter(found -> !found.hasFile())
                : new IndexedPageFiles(work.index(), files).page(path);
        return page.map(IndexedPage::id);
    }

    /** Returns the attachment whose file has this path. */
    public Optional<PageId> attachment(String path) throws IOException {
        return work.index().attachments().at(path).map(IndexedAttachment::id);
    }

    @Override
    public void close() {
        work.close();
    }
}
