package dev.gitsync.markdown.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.move.PathMoves;
import dev.gitsync.markdown.move.RandomSpace;
import dev.gitsync.markdown.resolve.LinkResolver;
import dev.gitsync.markdown.resolve.LinkTarget;
import dev.gitsync.model.PageId;
import dev.gitsync.testkit.link.InMemoryLinkedFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random spaces in which files move, go and come: every file comes back as it was, links by id lead to the same page or attachment
 * afterwards, and the file changes only if what the codec says it depends on changes.
 */
class RandomLinkCodecTest {
    private static final int SEEDS = Integer.getInteger("seeds", 100);
    private static final int FIRST = Integer.getInteger("first", 0);

    private int byId;
    private int written;
    private int followed;
    private int lost;

    @Test
    void linksByIdSurviveAndFilesComeBack() {
        for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
            check(seed);
        }
        assertThat(byId).isGreaterThan(3 * SEEDS);
        assertThat(written).isGreaterThan(SEEDS / 2);
        assertThat(followed).isGreaterThan(3 * SEEDS);
        assertThat(lost).isLessThan(followed / 50);
    }

    private void check(int seed) {
        Random random = new Random(seed);
        RandomSpace space = new RandomSpace(random);
        MarkdownLinkCodec codec = new MarkdownLinkCodec(space.rules);
        Map<String, PageId> files = new TreeMap<>();
        space.files.forEach(file -> files.put(file, new PageId("id" + files.size() + (seed % 3 == 0 ? "(#" : ""))));
        InMemoryLinkedFiles before = new InMemoryLinkedFiles(files);
        PathMoves moves = space.moves();
        Map<String, PageId> moved = new TreeMap<>();
        files.forEach((file, id) -> moved.put(moves.after(file), id));
        InMemoryLinkedFiles after = new InMemoryLinkedFiles(moved);
        Map<String, PageId> fewer = new TreeMap<>(moved);
        fewer.values().removeIf(id -> random.nextInt(4) == 0);
        space.texts.forEach((file, text) -> {
            String context = "seed " + seed + "\n" + files + "\n" + moved + "\n" + file + "\n" + text;
            String wiki = codec.toWiki(file, text, before);
            assertThat(codec.toFile(file, wiki, before))
                    .as(context + "\n=>\n" + wiki)
                    .isEqualTo(text);
            assertThat(codec.withoutTargets(wiki)).as(context).isEqualTo(codec.withoutTargets(text));
            LinkTargets targets = codec.targets(file, wiki, text);
            byId += targets.ids().size();
            String newFile = moves.after(file);
            String now = codec.toFile(newFile, wiki, after);
            written += now.equals(text) ? 0 : 1;
            assertFollowed(
                    context + "\n=>\n" + wiki + "\n=>\n" + now,
                    new Side(space, file, text, before),
                    new Side(space, newFile, now, after));
            assertSameIds(context + "\n=>\n" + now, codec, new Step(newFile, wiki, now, after));
            InMemoryLinkedFiles left = new InMemoryLinkedFiles(fewer);
            String less = codec.toFile(newFile, wiki, left);
            assertSameIds(context + "\n=>\n" + fewer + "\n" + less, codec, new Step(newFile, wiki, less, left));
            assertDependencies(
                    context + "\n" + newFile + "\n=> " + wiki + "\n=> " + now + "\n=> " + less,
                    codec,
                    new Change(newFile, wiki, now, less, moved, fewer));
        });
    }

    private record Step(String file, String wiki, String text, InMemoryLinkedFiles space) {}

    private void assertSameIds(String context, MarkdownLinkCodec codec, Step step) {
        String again = codec.toWiki(step.file, step.text, step.space);
        assertThat(codec.toFile(step.file, again, step.space)).as(context).isEqualTo(step.text);
        Set<PageId> ids = codec.targets(step.file, again, step.text).ids();
        assertThat(ids)
                .as(context + "\n=>\n" + again)
                .containsAll(codec.targets(step.file, step.wiki, step.text).ids());
    }

    private record Side(RandomSpace space, String file, String text, InMemoryLinkedFiles files) {
        List<MarkdownLink> links() {
            return MarkdownDocument.parse(text).links();
        }

        Optional<PageId> target(MarkdownLink link) {
            LinkTarget target = new LinkResolver(space.rules, files).resolve(file, link);
            if (target instanceof LinkTarget.Page page) {
                return files.id(page.file());
            }
            return target instanceof LinkTarget.Attachment attachment ? files.id(attachment.file()) : Optional.empty();
        }
    }

    private void assertFollowed(String context, Side before, Side after) {
        List<MarkdownLink> old = before.links();
        List<MarkdownLink> now = after.links();
        assertThat(now).as(context).hasSameSizeAs(old);
        for (int i = 0; i < old.size(); i++) {
            Optional<PageId> target = before.target(old.get(i));
            String raw = CheckedEdits.written(now.get(i), after.text);
            if (target.isPresent() && !old.get(i).destination().path().isEmpty()) {
                followed++;
                if (raw.startsWith("page:")) {
                    lost++;
                } else {
                    assertThat(after.target(now.get(i)))
                            .as(context + "\n" + old.get(i))
                            .isEqualTo(target);
                }
            }
        }
    }

    private record Change(
            String file, String wiki, String before, String after, Map<String, PageId> from, Map<String, PageId> to) {}

    /** Asserts that the file is the same unless something changed of which the codec says that the file depends on it. */
    private void assertDependencies(String context, MarkdownLinkCodec codec, Change change) {
        Set<String> gone = new TreeSet<>(change.from.keySet());
        gone.removeAll(change.to.keySet());
        LinkTargets before = codec.targets(change.file, change.wiki, change.before);
        LinkTargets after = codec.targets(change.file, change.wiki, change.after);
        if (gone.stream().noneMatch(file -> depends(codec, change, before, file))) {
            assertThat(change.after).as("files go: " + context).isEqualTo(change.before);
        }
        if (gone.stream().noneMatch(file -> depends(codec, change, after, file))) {
            assertThat(change.after).as("files come: " + context).isEqualTo(change.before);
        }
    }

    private static boolean depends(MarkdownLinkCodec codec, Change change, LinkTargets targets, String file) {
        return targets.ids().contains(change.from.get(file))
                || codec.names(file).stream().anyMatch(targets.names()::contains)
                || codec.rivals(file).stream()
                        .map(page -> change.to.get(page + ".md"))
                        .anyMatch(id -> id != null && targets.ids().contains(id));
    }
}
