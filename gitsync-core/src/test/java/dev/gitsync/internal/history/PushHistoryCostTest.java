package dev.gitsync.internal.history;

import static dev.gitsync.internal.history.Graph.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

/**
 * Law 7: the cost of finding the commit of each content. Each commit changes one file of many, and every tenth merges
 * a branch, so each commit has a new root tree and one new folder.
 */
class PushHistoryCostTest {
    private static final int FOLDERS = 50;

    @Test
    void readsEveryCommitAndEveryNewTreeAboutOnce() throws IOException {
        assertThat(reads(1_000, 500)).isLessThanOrEqualTo(bound(1_000, 500));
        assertThat(reads(10_000, 5_000)).isLessThanOrEqualTo(bound(10_000, 5_000));
    }

    /**
     * Each commit is read once for the graph and once for its data, with its two trees; in addition, the state before
     * the push.
     */
    private static int bound(int commits, int files) {
        return 4 * commits + files;
    }

    private static int reads(int commits, int files) throws IOException {
        Graph graph = new Graph();
        Wide wide = new Wide(graph, files);
        ObjectId main = graph.commit("Main", "all", wide.write());
        List<ObjectId> made = new ArrayList<>();
        ObjectId tip = main;
        ObjectId arm = NONE;
        Set<String> subjects = new HashSet<>();
        for (int i = 0; i < commits; i++) {
            subjects.add(wide.change(i * 7 % files, "text " + i));
            tip = arm.equals(NONE)
                    ? graph.commit("Ada " + i, "edit", wide.write(), tip)
                    : graph.commit("Ada " + i, "merge", wide.write(), tip, arm);
            arm = i % 10 == 9 ? graph.commit("Bob " + i, "arm", wide.write(), tip) : NONE;
            made.add(tip);
        }
        graph.reads();

        Map<String, Provenance> found = graph.provenance(main, tip, subjects);

        for (int i = commits - files; i < commits; i++) {
            Provenance provenance = Objects.requireNonNull(found.get(wide.path(i * 7 % files)));
            assertThat(provenance.git()).isNotNull();
            assertThat(provenance.git().commit()).isEqualTo(made.get(i).name());
        }
        return graph.reads();
    }

    /** Files in that many folders; a change writes only two trees. */
    private static final class Wide {
        private final Graph graph;
        private final int files;
        private final List<ObjectId> blobs = new ArrayList<>();
        private final List<ObjectId> folders = new ArrayList<>();

        Wide(Graph graph, int files) throws IOException {
            this.graph = graph;
            this.files = files;
            for (int i = 0; i < files; i++) {
                blobs.add(graph.blob("old " + i));
            }
            for (int folder = 0; folder < FOLDERS; folder++) {
                folders.add(writeFolder(folder));
            }
        }

        String path(int file) {
            return name("d", file % FOLDERS) + "/" + name("p", file) + ".md";
        }

        String change(int file, String text) throws IOException {
            blobs.set(file, graph.blob(text));
            folders.set(file % FOLDERS, writeFolder(file % FOLDERS));
            return path(file);
        }

        ObjectId write() throws IOException {
            TreeFormatter tree = new TreeFormatter();
            for (int folder = 0; folder < FOLDERS; folder++) {
                tree.append(name("d", folder), FileMode.TREE, folders.get(folder));
            }
            return graph.inserter.insert(tree);
        }

        private ObjectId writeFolder(int folder) throws IOException {
            TreeFormatter tree = new TreeFormatter();
            for (int file = folder; file < files; file += FOLDERS) {
                tree.append(name("p", file) + ".md", FileMode.REGULAR_FILE, blobs.get(file));
            }
            return graph.inserter.insert(tree);
        }

        private static String name(String letter, int number) {
            return letter + (100_000 + number);
        }
    }
}
