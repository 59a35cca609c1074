package dev.gitsync.internal.history;

import static dev.gitsync.internal.history.Graph.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** Law 8, faults H1 and H2: every page names the commit that made its content. */
class PushHistoryTest {
    private final Graph graph = new Graph();

    @Test
    void namesTheCommitThatChangedThePathAndNotTheNewest() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1", "b.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("a.md", "2", "b.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("a.md", "2", "b.md", "2"), ada);

        assertThat(graph.maker(main, bob, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, bob, "b.md")).isEqualTo("Bob");
        Provenance provenance = graph.provenance(main, bob, "a.md");
        assertThat(provenance.git()).isNotNull();
        assertThat(provenance.git().commit()).isEqualTo(ada.name());
        assertThat(provenance.git().push()).isEqualTo(bob.name());
    }

    /** Faults H1: none of 2,000 newer commits changed the page. */
    @Test
    void findsTheCommitHoweverManyCameAfterIt() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));
        ObjectId tip = graph.commit("Ada", Map.of("a.md", "2"), main);
        for (int i = 0; i < 2_500; i++) {
            tip = graph.commit("Bob", Map.of("a.md", "2", "b.md", "text " + i), tip);
        }

        assertThat(graph.maker(main, tip, "a.md")).isEqualTo("Ada");
    }

    /** Faults H2: the merge discards Bob's text. */
    @Test
    void namesTheCommitOfTheSideThatAMergeKeeps() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("a.md", "Ada's"), main);
        ObjectId bob = graph.commit("Bob", Map.of("a.md", "Bob's"), main);

        ObjectId ours = graph.commit("Eve", Map.of("a.md", "Ada's"), ada, bob);
        ObjectId theirs = graph.commit("Eve", Map.of("a.md", "Bob's"), ada, bob);

        assertThat(graph.maker(main, ours, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, theirs, "a.md")).isEqualTo("Bob");
    }

    @Test
    void namesTheMergeOfAManualResolution() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("a.md", "Ada's"), main);
        ObjectId bob = graph.commit("Bob", Map.of("a.md", "Bob's"), main);
        ObjectId merge = graph.commit("Eve", Map.of("a.md", "both", "new.md", "evil"), ada, bob);

        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Eve");
        assertThat(graph.maker(main, merge, "new.md")).isEqualTo("Eve");
    }

    @Test
    void namesTheCommitOfTheBranchOfAnOctopus() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("m.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("m.md", "1", "a.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("m.md", "1", "b.md", "1"), main);
        ObjectId cyd = graph.commit("Cyd", Map.of("m.md", "1", "c.md", "1"), main);
        ObjectId merge = graph.commit("Eve", Map.of("m.md", "1", "a.md", "1", "b.md", "1", "c.md", "1"), ada, bob, cyd);

        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, merge, "b.md")).isEqualTo("Bob");
        assertThat(graph.maker(main, merge, "c.md")).isEqualTo("Cyd");
    }

    /** A subtree merge moves its files, so git also names the merge; a plain merge does not. */
    @Test
    void namesTheAuthorsOfAMergedRepositoryIfItsPathsStay() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("m.md", "1"));
        ObjectId other = graph.commit("Ada", Map.of("a.md", "1"));
        ObjectId merge = graph.commit("Eve", Map.of("m.md", "1", "a.md", "1"), main, other);
        ObjectId subtree = graph.commit("Eve", Map.of("m.md", "1", "sub/a.md", "1"), main, other);

        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, subtree, "sub/a.md")).isEqualTo("Eve");
    }

    @Test
    void namesTheCommitThatDeletedAPage() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1", "b.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("b.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("b.md", "2"), ada);

        assertThat(graph.maker(main, bob, "a.md")).isEqualTo("Ada");
    }

    @Test
    void namesTheCommitThatMovedAPageUnlessItWasEditedLater() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1", "b.md", "2"));
        ObjectId ada = graph.commit("Ada", Map.of("d/a.md", "1", "d/b.md", "2"), main);
        ObjectId bob = graph.commit("Bob", Map.of("d/a.md", "1", "d/b.md", "3"), ada);

        assertThat(graph.maker(main, bob, "d/a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, bob, "d/b.md")).isEqualTo("Bob");
    }

    @Test
    void namesTheCommitThatCreatedAFolderAndNotTheLastBelowIt() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("m.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("m.md", "1", "d/a.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("m.md", "1", "d/a.md", "2"), ada);
        ObjectId cyd = graph.commit("Cyd", Map.of("m.md", "2"), bob);

        assertThat(graph.maker(main, bob, "d/")).isEqualTo("Ada");
        assertThat(graph.maker(bob, cyd, "d/")).isEqualTo("Cyd");
    }

    @Test
    void ignoresChangesOfTheModeInAuthorship() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("a.md", "2"), main);
        ObjectId bob = graph.commit("Bob", Map.of("a.md", "#!2"), ada);

        assertThat(graph.maker(main, bob, "a.md")).isEqualTo("Ada");
    }

    @Test
    void namesTheCommitsOfAFileThatBecameAFolder() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("m.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("m.md", "1", "a/b.md", "1"), ada);
        ObjectId cyd = graph.commit("Cyd", Map.of("m.md", "2", "a/b.md", "1"), bob);

        assertThat(graph.maker(main, cyd, "a")).isEqualTo("Ada");
        assertThat(graph.maker(main, cyd, "a/")).isEqualTo("Bob");
        assertThat(graph.maker(main, cyd, "a/b.md")).isEqualTo("Bob");
    }

    /** The text is an old one of main. The merge put it in the place of the newer one. */
    @Test
    void namesAMergeThatRestoresAnOldTextAndNoCommitOfMain() throws IOException {
        ObjectId old = graph.commit("Main", Map.of("a.md", "old"));
        ObjectId main = graph.commit("Wiki", Map.of("a.md", "new"), old);
        ObjectId side = graph.commit("Ada", Map.of("a.md", "old", "b.md", "1"), old);
        ObjectId merge = graph.commit("Eve", Map.of("a.md", "old", "b.md", "1"), side, main);
        ObjectId tip = graph.commit("Bob", Map.of("a.md", "old", "b.md", "2"), merge);

        assertThat(graph.maker(main, tip, "a.md")).isEqualTo("Eve");
    }

    @Test
    void namesAMergeThatDropsAFileOfMainForItsDeletion() throws IOException {
        ObjectId old = graph.commit("Main", Map.of("m.md", "1"));
        ObjectId main = graph.commit("Wiki", Map.of("m.md", "1", "a.md", "new"), old);
        ObjectId side = graph.commit("Ada", Map.of("m.md", "2"), old);
        ObjectId merge = graph.commit("Eve", Map.of("m.md", "2"), side, main);

        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Eve");
        assertThat(graph.maker(main, merge, "m.md")).isEqualTo("Ada");
    }

    /**
     * One branch never changed the page since main had the old text, the other reverted it. The reverting commit made
     * the change.
     */
    @Test
    void namesARevertAlthoughAnotherBranchAlwaysHadTheOldText() throws IOException {
        ObjectId old = graph.commit("Main", Map.of("a.md", "old"));
        ObjectId main = graph.commit("Wiki", Map.of("a.md", "new"), old);
        ObjectId side = graph.commit("Ada", Map.of("a.md", "old", "b.md", "1"), old);
        ObjectId revert = graph.commit("Rev", Map.of("a.md", "old"), main);
        ObjectId merge = graph.commit("Eve", Map.of("a.md", "old", "b.md", "1"), side, revert);

        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Rev");
    }

    /** The push is merged with a newer main, whose new commits are not part of the push. */
    @Test
    void namesOnlyCommitsOfAPushThatIsMerged() throws IOException {
        ObjectId seen = graph.commit("Main", Map.of("a.md", "old", "b.md", "1"));
        ObjectId main = graph.commit("Wiki", Map.of("a.md", "old", "b.md", "2"), seen);
        ObjectId edit = graph.commit("Ada", Map.of("a.md", "mine", "b.md", "1"), seen);
        ObjectId tip = graph.commit("Bob", Map.of("a.md", "mine", "b.md", "1", "c.md", "1"), edit);

        assertThat(graph.maker(main, tip, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(main, tip, "c.md")).isEqualTo("Bob");
    }

    @Test
    void namesTheRootCommitOfAFirstPush() throws IOException {
        ObjectId root = graph.commit("Ada", Map.of("a.md", "1", "b.md", "1"));
        ObjectId tip = graph.commit("Bob", Map.of("a.md", "1", "b.md", "2"), root);

        assertThat(graph.maker(NONE, tip, "a.md")).isEqualTo("Ada");
        assertThat(graph.maker(NONE, tip, "b.md")).isEqualTo("Bob");
    }

    @Test
    void namesThePusherIfNoCommitChangedThePage() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));
        ObjectId ada = graph.commit("Ada", Map.of("a.md", "1", "b.md", "1"), main);
        ObjectId bob = graph.commit("Bob", Map.of("a.md", "1", "b.md", "2"), ada);

        assertThat(graph.maker(main, bob, "a.md")).isEqualTo("Bob");
    }

    /** Imported wikis have revisions of all ages; git and JGit use the times of commits to end a walk. */
    @Test
    void excludesCommitsOfMainWhateverTheirTimes() throws IOException {
        long now = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        ObjectId one = graph.tree(Map.of("a.md", "1"));
        ObjectId two = graph.tree(Map.of("a.md", "2"));
        ObjectId old = graph.commitAt(now, "Main", "first", one);
        ObjectId main = old;
        for (int i = 0; i < 50; i++) {
            main = graph.commitAt(i, "Wiki", "old edit", graph.tree(Map.of("a.md", "2", "n.md", "" + i)), main);
        }
        ObjectId side = graph.commitAt(now + 1, "Ada", "side", one, old);
        ObjectId merge = graph.commitAt(now + 2, "Eve", "merge", one, side, main);

        assertThat(two).isNotEqualTo(one);
        assertThat(graph.maker(main, merge, "a.md")).isEqualTo("Eve");
    }

    /** Faults W6: 2,000 pages of one commit share its message. */
    @Test
    void decodesTheMessageOfACommitOnceForAllItsPages() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("m.md", "1"));
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            files.put("Page " + i + ".md", "text");
        }
        ObjectId many = graph.commit("Ada", "many\n" + "x".repeat(1_000_000), graph.tree(files), main);
        files.put("last.md", "1");
        ObjectId tip = graph.commit("Bob", files, many);

        Map<String, Provenance> found = new HashMap<>(graph.provenance(main, tip, files.keySet()));

        assertThat(Objects.requireNonNull(found.remove("last.md")).author().name())
                .isEqualTo("Bob");
        Provenance first = Objects.requireNonNull(found.get("Page 0.md"));
        assertThat(found.values())
                .hasSize(2_000)
                .allSatisfy(other -> assertThat(other).isSameAs(first));
        assertThat(first.message())
                .startsWith("many\nxxx")
                .endsWith("git show -s " + many.name())
                .hasSizeLessThan(RevisionMessage.MAX_LENGTH + 200);
    }

    @Test
    void readsNothingWithoutSubjects() throws IOException {
        ObjectId main = graph.commit("Main", Map.of("a.md", "1"));

        assertThat(graph.provenance(NONE, main, Set.of())).isEmpty();
        assertThat(graph.reads()).isZero();
    }
}
