package dev.gitsync.markdown.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.link.TextRange;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random spaces with random moves: a link that led to a file leads to the same file afterwards, and no other byte changes. The
 * files after the moves are listed here one by one, not by {@link MovedFiles}.
 */
class RandomLinkMovesTest {
    private static final int SEEDS = Integer.getInteger("seeds", 600);
    private static final int FIRST = Integer.getInteger("first", 0);

    private int kept;
    private int edited;
    private int lost;

    @Test
    void noLinkIsBrokenAndNoOtherByteChanges() {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            check(seed);
        }
        assertThat(kept).isGreaterThan(3 * SEEDS);
        assertThat(edited).isGreaterThan(SEEDS / 2);
        assertThat(lost).as("links that nothing can express").isLessThan(edited / 50);
    }

    private void check(int seed) {
        RandomSpace space = new RandomSpace(new Random(seed));
        SpaceFileIndex before = space.index();
        PathMoves moves = space.moves();
        SpaceFileIndex after =
                new SpaceFileIndex(space.files.stream().map(moves::after).toList());
        LinkMover mover = new LinkMover(space.rules, before, moves);
        space.texts.forEach((linker, text) -> {
            LinkEdits edits = mover.edits(linker, text);
            String now = TextEdit.apply(text, edits.edits());
            String context = "seed " + seed + "\n" + moves.all() + "\n" + linker + "\n" + text + "\n=>\n" + now;
            edited += edits.edits().size();
            List<MarkdownLink> old = MarkdownDocument.parse(text).links();
            List<MarkdownLink> links = MarkdownDocument.parse(now).links();
            assertThat(links).as(context).hasSameSizeAs(old);
            LinkResolver resolver = new LinkResolver(space.rules, after);
            for (int i = 0; i < links.size(); i++) {
                LinkTarget target = new LinkResolver(space.rules, before).resolve(linker, old.get(i));
                LinkTarget found = resolver.resolve(moves.after(linker), links.get(i));
                if (edits.lost().contains(old.get(i))) {
                    lost++;
                } else {
                    assertKept(context + "\n" + old.get(i), target, found, moves);
                }
                if (!target.isInSpace()) {
                    assertThat(links.get(i).destination().raw())
                            .as(context)
                            .isEqualTo(old.get(i).destination().raw());
                }
            }
            assertThat(withoutPaths(now, links, old)).as(context).isEqualTo(withoutPaths(text, old, links));
        });
    }

    private void assertKept(String context, LinkTarget target, LinkTarget found, PathMoves moves) {
        if (target instanceof LinkTarget.Page page) {
            assertThat(found).as(context).isEqualTo(new LinkTarget.Page(moves.after(page.file())));
            kept++;
        } else if (target instanceof LinkTarget.Attachment attachment) {
            assertThat(found).as(context).isEqualTo(new LinkTarget.Attachment(moves.after(attachment.file())));
            kept++;
        } else if (target instanceof LinkTarget.Folder folder && found.isInSpace()) {
            assertThat(found).as(context).isEqualTo(new LinkTarget.Folder(moves.after(folder.path())));
        }
    }

    /** Returns the text without the paths of its links, and without those wikilinks that are Markdown links in the other. */
    private static String withoutPaths(String text, List<MarkdownLink> links, List<MarkdownLink> others) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        for (int i = 0; i < links.size(); i++) {
            MarkdownLink link = links.get(i);
            boolean same = link.kind() == others.get(i).kind();
            TextRange cut = same ? link.destination().pathRange() : link.range();
            if (cut.start() >= at) {
                rest.append(text, at, cut.start());
                at = cut.end();
            }
        }
        return rest.append(text.substring(at)).toString();
    }
}
