package dev.gitsync.internal.state;

import dev.gitsync.internal.index.IndexHead;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Caches the feed position of the states used last, and whether their files are attachments and their links indexed or by id. It is read before every fetch, and
 * the same commit always holds the same index. Safe for use by several threads.
 */
public final class CursorCache {
    private static final int MOST = 10_000;

    private final PageFiles files;
    private final LruMap<ObjectId, Known> known = new LruMap<>(MOST);

    public CursorCache(PageFiles files) {
        this.files = files;
    }

    private record Known(
            Cursor cursor,
            boolean hasAdoptedFiles,
            boolean hasOrderFiles,
            boolean hasAllLinks,
            boolean hasIdLinks,
            List<String> folderPages,
            boolean areFolderPagesSettled) {
        static Known of(SpaceIndex index) {
            IndexHead head = index.head();
            return new Known(
                    head.cursor(),
                    head.hasAdoptedFiles(),
                    head.hasOrderFiles(),
                    head.links().isComplete(),
                    index.idLinks().isKept(),
                    head.folderPages(),
                    head.areFolderPagesSettled());
        }
    }

    /** Returns the feed position that belongs to the refs. */
    public Cursor at(SpaceRepository repository, SpaceRefs refs) throws IOException {
        return known(repository, refs).cursor();
    }

    /** Returns whether the files of the space are attachments, or there are none because the space is new. */
    public boolean hasAdoptedFiles(SpaceRepository repository, SpaceRefs refs) throws IOException {
        return refs.state().equals(ObjectId.zeroId()) || known(repository, refs).hasAdoptedFiles();
    }

    /** Returns whether files called {@code .order} are attachments in the space. */
    public boolean hasOrderFiles(SpaceRepository repository, SpaceRefs refs) throws IOException {
        return known(repository, refs).hasOrderFiles();
    }

    /** Returns whether the pages of the space have the names of folder pages of its setting, or the space is new. */
    public boolean hasFolderPages(Space space, SpaceRepository repository, SpaceRefs refs) throws IOException {
        if (refs.state().equals(ObjectId.zeroId()) || refs.wiki().equals(ObjectId.zeroId())) {
            return true;
        }
        Known now = known(repository, refs);
        return now.areFolderPagesSettled()
                && now.folderPages().equals(files.in(space).folderPages());
    }

    /** Returns whether the index of links is complete; true if the wiki has none, or the space is new. */
    public boolean hasAllLinks(SpaceRepository repository, SpaceRefs refs) throws IOException {
        return files.links().reader().isEmpty()
                || refs.state().equals(ObjectId.zeroId())
                || known(repository, refs).hasAllLinks();
    }

    /** Returns whether the files have their links in the form that they must have, with a codec or without one. */
    public boolean hasLinkForm(SpaceRepository repository, SpaceRefs refs) throws IOException {
        boolean isById = files.links().codec().isPresent();
        return refs.state().equals(ObjectId.zeroId()) || known(repository, refs).hasIdLinks() == isById;
    }

    private Known known(SpaceRepository repository, SpaceRefs refs) throws IOException {
        Optional<Known> found = known.get(refs.state());
        if (found.isPresent()) {
            return found.get();
        }
        Known read = Known.of(Workspace.index(repository, refs, files));
        known.put(refs.state(), read);
        return read;
    }

    /** Caches the position that was just saved, so that it need not be read back. */
    public void saved(Workspace work) {
        known.put(work.refs().state(), Known.of(work.index()));
    }
}
