package dev.gitsync.markdown.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.markdown.resolve.LinkRules;
import dev.gitsync.markdown.resolve.SpaceFileIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Edits cost look-ups for each link of the text, and none for each file of the space. */
class LinkMoverCostTest {
    private static final int LINKS = 20;

    @Test
    void looksUpTheSameInALargeSpace() {
        int small = lookUps(10, LINKS);

        assertThat(lookUps(10_000, LINKS)).isEqualTo(small);
        assertThat(lookUps(10, 10 * LINKS)).isLessThanOrEqualTo(10 * small);
        assertThat(small).isLessThanOrEqualTo(80 * LINKS);
    }

    @Test
    void looksUpNothingForMovesToOtherNames() {
        int few = lookUpsOfName(10);

        assertThat(lookUpsOfName(100)).isEqualTo(few);
    }

    private static int lookUpsOfName(int moved) {
        List<String> paths = new ArrayList<>();
        List<PathMove> moves = new ArrayList<>();
        for (int i = 0; i < moved; i++) {
            paths.add("a/page" + i + ".md");
            moves.add(new PathMove("a/page" + i + ".md", "b/moved" + i + ".md"));
        }
        CountedFiles counted = new CountedFiles(new SpaceFileIndex(paths));
        MovedFiles after = new MovedFiles(counted, new PathMoves(moves));
        assertThat(after.filesNamed("MOVED1.md")).containsExactly("b/moved1.md");
        assertThat(after.foldersNamed("B")).containsExactly("b");
        assertThat(after.foldersNamed("c")).isEmpty();
        return counted.lookUps;
    }

    private static int lookUps(int files, int links) {
        List<String> paths = new ArrayList<>(List.of("a/linker.md", "a/target.md"));
        for (int i = 0; i < files; i++) {
            paths.add("a/page" + i + ".md");
        }
        CountedFiles counted = new CountedFiles(new SpaceFileIndex(paths));
        PathMoves moves = new PathMoves(List.of(new PathMove("a/target.md", "b/moved.md")));
        String text = "[x](target.md) [x](page1) [[target]] [x](missing.md) ".repeat(links / 4);
        LinkEdits edits = new LinkMover(LinkRules.DEFAULT, counted, moves).edits("a/linker.md", text);
        assertThat(edits.edits()).hasSize(links / 2);
        return counted.lookUps;
    }

    private static final class CountedFiles implements SpaceFiles {
        private final SpaceFiles files;
        private int lookUps;

        CountedFiles(SpaceFiles files) {
            this.files = files;
        }

        @Override
        public boolean isFile(String path) {
            lookUps++;
            return files.isFile(path);
        }

        @Override
        public boolean isFolder(String path) {
            lookUps++;
            return files.isFolder(path);
        }

        @Override
        public Collection<String> filesNamed(String name) {
            lookUps++;
            return files.filesNamed(name);
        }

        @Override
        public Collection<String> foldersNamed(String name) {
            lookUps++;
            return files.foldersNamed(name);
        }
    }
}
