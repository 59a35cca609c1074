package dev.gitsync.internal.inspect;

import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.placement.AttachmentPlacement;
import dev.gitsync.internal.placement.PageBlobs;
import dev.gitsync.internal.placement.Placement;
import dev.gitsync.internal.state.PathLookup;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.report.SpacePaths;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/** Looks up paths at the refs that were read first; places a page or an attachment in a copy that is thrown away, to see what moves. */
public final class SpaceView implements SpacePaths, AutoCloseable {
    private final SpaceRepository repository;
    private final PageFiles files;
    private final SpaceRefs refs;
    private final PathLookup paths;

    /** Reads the refs of {@code repository}. */
    public SpaceView(SpaceRepository repository, PageFiles files) throws IOException {
        this.repository = repository;
        this.files = files;
        this.refs = SpaceRefs.read(repository);
        this.paths = new PathLookup(repository, refs, files);
    }

    @Override
    public Optional<String> path(PageId id) {
        return paths.path(id);
    }

    @Override
    public Optional<PageId> page(String path) {
        return found(() -> paths.page(path));
    }

    @Override
    public Optional<PageId> attachment(String path) {
        return found(() -> paths.attachment(path));
    }

    @Override
    public List<Move> moves(Page after) {
        return found(() -> {
            try (Workspace work = Workspace.at(repository, refs, files)) {
                return moves(work, after);
            }
        });
    }

    @Override
    public List<Move> moves(Attachment after) {
        return found(() -> {
            try (Workspace work = Workspace.at(repository, refs, files)) {
                return moves(work, after);
            }
        });
    }

    private static List<Move> moves(Workspace work, Page after) throws IOException {
        SpaceIndex index = work.index();
        Optional<IndexedPage> before = index.page(after.id());
        if (before.isEmpty()) {
            return List.of();
        }
        PageId parent = after.content().parent();
        Map<PageId, String> places = new LinkedHashMap<>();
        places.put(after.id(), index.path(before.get()));
        places.putAll(pathsAbove(index, parent));
        placement(work)
                .place(
                        before.get(),
                        new Placement.Wanted(
                                after.id(),
                                parent,
                                after.content().title(),
                                after.version(),
                                after.content().text() != null));
        return moved(work, places);
    }

    private static List<Move> moves(Workspace work, Attachment after) throws IOException {
        SpaceIndex index = work.index();
        Optional<IndexedAttachment> before = index.attachments().find(after.id());
        if (before.isEmpty()) {
            return List.of();
        }
        String from = index.attachments().path(before.get());
        Map<PageId, String> places = pathsAbove(index, after.content().page());
        IndexedAttachment placed = new AttachmentPlacement(work.tree(), index, work.files(), placement(work))
                .place(after, path -> before.get().blob());
        List<Move> moves = new ArrayList<>(moved(work, places));
        addMove(moves, from, index.attachments().path(placed));
        return moves;
    }

    private static Placement placement(Workspace work) {
        return new Placement(work.tree(), work.index(), new PageBlobs(work.reader(), new NotStoring(), work.files()));
    }

    /** Returns the ids of objects without storing them. */
    private static final class NotStoring extends ObjectInserter.Formatter {
        @Override
        public ObjectId insert(int type, long length, InputStream in) throws IOException {
            return idFor(type, length, in);
        }
    }

    /** Returns the paths of a page and of those above it, which may have to make room for a folder. */
    private static Map<PageId, String> pathsAbove(SpaceIndex index, @Nullable PageId page) throws IOException {
        Map<PageId, String> paths = new LinkedHashMap<>();
        for (@Nullable PageId step = page; step != null && !paths.containsKey(step); ) {
            Optional<IndexedPage> found = index.page(step);
            if (found.isEmpty()) {
                return paths;
            }
            paths.put(step, index.path(found.get()));
            step = found.get().place();
        }
        return paths;
    }

    private static List<Move> moved(Workspace work, Map<PageId, String> places) throws IOException {
        List<Move> moves = new ArrayList<>();
        for (Map.Entry<PageId, String> place : places.entrySet()) {
            IndexedPage page = work.index().page(place.getKey()).orElseThrow();
            String from = place.getValue();
            String to = work.index().path(page);
            if (page.form().isSibling()) {
                addMove(moves, work.files().siblingFile(from), work.files().siblingFile(to));
            }
            if (isFolder(work, to) && !isFolder(work, from)) {
                addMove(moves, from, to);
            }
        }
        return moves;
    }

    private static void addMove(List<Move> moves, String from, String to) {
        if (!from.equals(to)) {
            moves.add(new Move(from, to));
        }
    }

    private static boolean isFolder(Workspace work, String path) throws IOException {
        return work.tree().find(path).filter(TreeItem::isFolder).isPresent();
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T found(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        paths.close();
    }
}
