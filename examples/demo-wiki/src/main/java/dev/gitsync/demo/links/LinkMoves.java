package dev.gitsync.demo.links;

import dev.gitsync.GitSync;
import dev.gitsync.markdown.move.LinkEdits;
import dev.gitsync.markdown.move.LinkMover;
import dev.gitsync.markdown.move.MovedFiles;
import dev.gitsync.markdown.move.PathMove;
import dev.gitsync.markdown.move.PathMoves;
import dev.gitsync.markdown.move.TextEdit;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.model.Space;
import dev.gitsync.report.SpacePaths;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Computes the edits that keep links when the wiki moves a page or an attachment:
 *
 * <ol>
 *   <li>Ask gitsync what the change moves in git. If it moves nothing, there is nothing to do.
 *   <li>Take from the table the links with the names that what moves has before or after, and the links of moved pages. Keep those that
 *       would lead to something else.
 *   <li>Read the texts of their pages in batches, and let {@link LinkMover} edit them.
 * </ol>
 *
 * <p>The cost depends on what moves and on the links to it, not on the size of the space. Thread-safe.
 */
public final class LinkMoves {
    /** The maximum number of pages that one move edits. */
    public static final int MAX_EDITED = 2_000;

    private static final int BATCH = 100;

    private final GitSync gitSync;
    private final LinkTable table;
    private final LinkRules rules;
    private final SpaceTrees trees;

    LinkMoves(GitSync gitSync, LinkTable table, LinkRules rules, SpaceTrees trees) {
        this.gitSync = gitSync;
        this.table = table;
        this.rules = rules;
        this.trees = trees;
    }

    /**
     * The edits of links that belong to a change.
     *
     * @param text the text of the changed page with its own links edited, or null if it stays
     * @param updates the edits of other pages
     * @param links how many links are changed
     * @param tooMany whether more than {@value #MAX_EDITED} pages would be edited; then there are no edits
     */
    public record Kept(@Nullable String text, List<PageChange.Update> updates, int links, boolean tooMany) {
        /** Nothing to edit. */
        public static final Kept NONE = new Kept(null, List.of(), 0, false);

        private static final Kept TOO_MANY = new Kept(null, List.of(), 0, true);
    }

    /** The edits that belong to the change of a live page to {@code after}, by the author and at the time of {@code change}. */
    public Kept of(Space space, Page after, Provenance change) {
        return of(space, new Changed(after, change), paths -> paths.moves(after));
    }

    /** The edits that belong to the change of a live attachment to {@code after}. */
    public Kept of(Space space, Attachment after, Provenance change) {
        return of(space, new Changed(null, change), paths -> paths.moves(after));
    }

    /** @param page the page that is changed, or null for an attachment */
    private record Changed(@Nullable Page page, Provenance change) {}

    private Kept of(Space space, Changed changed, Function<SpacePaths, List<SpacePaths.Move>> moving) {
        if (gitSync.space(space.id()).isEmpty()) {
            return Kept.NONE;
        }
        gitSync.catchUp(space.id());
        return gitSync.withSpacePaths(space, paths -> {
            List<SpacePaths.Move> moves = moving.apply(paths);
            return moves.isEmpty()
                    ? Kept.NONE
                    : trees.with(space, files -> new Work(new Task(space, changed), paths, files, moves).kept());
        });
    }

    private record Task(Space space, Changed changed) {}

    /** One change. */
    private final class Work {
        private final Space space;
        private final Changed changed;
        private final SpacePaths paths;
        private final TreeFiles files;
        private final List<SpacePaths.Move> moves;
        private final PathMoves pathMoves;
        private final LinkMover mover;
        private final List<PageChange.Update> updates = new ArrayList<>();
        private @Nullable String ownText;
        private int links;

        private Work(Task task, SpacePaths paths, TreeFiles files, List<SpacePaths.Move> moves) {
            this.space = task.space();
            this.changed = task.changed();
            this.paths = paths;
            this.files = files;
            this.moves = moves;
            this.pathMoves = new PathMoves(moves.stream()
                    .map(move -> new PathMove(move.from(), move.to()))
                    .toList());
            this.mover = new LinkMover(rules, files, pathMoves);
        }

        private Kept kept() {
            Set<String> moved = new LinkedHashSet<>();
            for (SpacePaths.Move move : moves) {
                moved.add(move.from());
                moved.addAll(files.below(move.from()));
            }
            Set<PageId> pages = linkers(moved);
            if (changed.page() != null) {
                pages.remove(changed.page().id());
                editOwn(changed.page());
            }
            List<PageId> all = List.copyOf(pages);
            for (int from = 0; from < all.size() && updates.size() <= MAX_EDITED; from += BATCH) {
                table.pages(all.subList(from, Math.min(all.size(), from + BATCH)))
                        .forEach(this::edit);
            }
            return updates.size() > MAX_EDITED ? Kept.TOO_MANY : new Kept(ownText, updates, links, false);
        }

        /** The pages with a link that would lead to something else. */
        private Set<PageId> linkers(Set<String> moved) {
            Set<String> names = table.names(moved);
            names.addAll(table.names(moved.stream().map(pathMoves::after).toList()));
            Set<PageId> movedPages = new LinkedHashSet<>();
            moved.forEach(path -> paths.page(path).ifPresent(movedPages::add));
            LinkResolver before = new LinkResolver(rules, files);
            LinkResolver after = new LinkResolver(rules, new MovedFiles(files, pathMoves));
            Set<PageId> linkers = new LinkedHashSet<>();
            for (StoredLink link : table.namedOrOf(space.id(), names, movedPages)) {
                Optional<String> linker = linkers.contains(link.page()) ? Optional.empty() : paths.path(link.page());
                if (linker.isPresent()) {
                    LinkTarget target = before.resolve(linker.get(), link.kind(), link.destination());
                    LinkTarget now = after.resolve(pathMoves.after(linker.get()), link.kind(), link.destination());
                    if (target.isInSpace() && !now.equals(target.accept(new Moved(pathMoves)))) {
                        linkers.add(link.page());
                    }
                }
            }
            return linkers;
        }

        private void editOwn(Page page) {
            String text = page.content().text();
            Optional<String> path = paths.path(page.id());
            if (text != null && path.isPresent()) {
                LinkEdits edits = mover.edits(path.get(), text);
                links += edits.edits().size();
                ownText = edits.edits().isEmpty() ? null : TextEdit.apply(text, edits.edits());
            }
        }

        private void edit(Page page) {
            String text = page.content().text();
            Optional<String> path = paths.path(page.id());
            if (text == null || path.isEmpty()) {
                return;
            }
            LinkEdits edits = mover.edits(path.get(), text);
            if (!edits.edits().isEmpty()) {
                links += edits.edits().size();
                PageContent content = new PageContent(
                        page.content().parent(), page.content().title(), TextEdit.apply(text, edits.edits()));
                updates.add(new PageChange.Update(page.id(), page.version(), text, content, message()));
            }
        }

        private Provenance message() {
            SpacePaths.Move first = moves.get(0);
            return Provenance.wiki(
                    changed.change().author(),
                    changed.change().time(),
                    "Update links: " + first.from() + " is " + first.to() + " now");
        }
    }

    /** Where a target is after moves. */
    private record Moved(PathMoves moves) implements LinkTarget.Visitor<LinkTarget> {
        @Override
        public LinkTarget visitPage(LinkTarget.Page page) {
            return new LinkTarget.Page(moves.after(page.file()));
        }

        @Override
        public LinkTarget visitAttachment(LinkTarget.Attachment attachment) {
            return new LinkTarget.Attachment(moves.after(attachment.file()));
        }

        @Override
        public LinkTarget visitFolder(LinkTarget.Folder folder) {
            return new LinkTarget.Folder(moves.after(folder.path()));
        }

        @Override
        public LinkTarget visitExternal(LinkTarget.External external) {
            return external;
        }

        @Override
        public LinkTarget visitBroken(LinkTarget.Broken broken) {
            return broken;
        }
    }
}
