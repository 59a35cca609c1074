package dev.gitsync.markdown.move;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.LinkTarget;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Computes the edits that a text needs when files move, so that each of its links that led to something leads to the same
 * afterwards:
 *
 * <ol>
 *   <li>A link whose target, as written, is still the same stays as it is; so do links that led nowhere or outside.
 *   <li>For any other link, {@link DestinationWriter} and {@link WikilinkWriter} list paths to the target, those in the style of
 *       the author first; the first one that leads to the target is written.
 *   <li>A wikilink that can't name the target becomes a Markdown link, unless it stands in the text of another link.
 *   <li>The edited text is parsed again, and edits that make links of other text, or end a link, are left out.
 * </ol>
 *
 * <p>Call it for every page that links to something that moves, for every page that moves, and, because wikilinks take the
 * nearest page with a name, for every page with a wikilink to a name that a moved page has now.
 */
public final class LinkMover {
    private final PathMoves moves;
    private final LinkResolver before;
    private final LinkResolver after;
    private final LinkWriter writer;

    /**
     * Creates the mover.
     *
     * @param files what exists before the moves
     */
    public LinkMover(LinkRules rules, SpaceFiles files, PathMoves moves) {
        this.moves = moves;
        this.before = new LinkResolver(rules, files);
        this.after = new LinkResolver(rules, new MovedFiles(files, moves));
        this.writer = new LinkWriter(rules, after);
    }

    /**
     * Returns the edits of a text.
     *
     * @param linker the path of its file before the moves
     */
    public LinkEdits edits(String linker, String text) {
        MarkdownDocument document = MarkdownDocument.parse(text);
        String newLinker = moves.after(linker);
        List<LinkChange> changes = changes(document, linker, newLinker);
        Set<LinkChange> kept = new LinkedHashSet<>(new EditCheck(document, newLinker, after).kept(changes));
        List<MarkdownLink> lost = changes.stream()
                .filter(change -> !kept.contains(change))
                .map(change -> document.links().get(change.index()))
                .toList();
        return new LinkEdits(
                kept.stream()
                        .map(change -> Objects.requireNonNull(change.edit()))
                        .toList(),
                lost,
                document.isComplete());
    }

    /** Returns the links that would lead to something else. */
    private List<LinkChange> changes(MarkdownDocument document, String linker, String newLinker) {
        List<LinkChange> changes = new ArrayList<>();
        for (int index = 0; index < document.links().size(); index++) {
            MarkdownLink link = document.links().get(index);
            LinkTarget target = moved(before.resolve(linker, link));
            if (target.isInSpace() && !after.resolve(newLinker, link).equals(target)) {
                LinkTask task = new LinkTask(document, link, newLinker, target);
                changes.add(new LinkChange(index, target, writer.edit(task).orElse(null)));
            }
        }
        return changes;
    }

    private LinkTarget moved(LinkTarget target) {
        return target.accept(new LinkTarget.Visitor<>() {
            @Override
            public LinkTarget visitPage(LinkTarget.Page page) {
                return after.target(moves.after(page.file()));
            }

            @Override
            public LinkTarget visitAttachment(LinkTarget.Attachment attachment) {
                return after.target(moves.after(attachment.file()));
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
        });
    }
}
