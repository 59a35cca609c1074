package dev.gitsync.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.MarkdownFormat;
import dev.gitsync.format.SafePathNaming;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests for which path git is asked who changed a page. */
final class SubjectsTest {
    private final HintedInserter inserter = HintedInserter.ignoringHints(
            new InMemoryRepository(new DfsRepositoryDescription("subjects")).newObjectInserter());
    private final ObjectReader reader = inserter.newReader();
    private final PageFiles files = new PageFiles(new MarkdownFormat(), new SafePathNaming());
    private final TreeEditor base = new TreeEditor(reader, ObjectId.zeroId());
    private final TreeEditor pushed = new TreeEditor(reader, ObjectId.zeroId());

    @Test
    void asksForTheFileOfAChangedPage() throws Exception {
        base.putFile("d/A.md", blob("old"));
        assertThat(ofPage("d/A", "new", "d/A")).isEqualTo("d/A.md");
        assertThat(ofPage("d/A", "old", "e/A")).isEqualTo("d/A.md");
        assertThat(ofPage("d/B", "new", null)).isEqualTo("d/B.md");
    }

    @Test
    void asksForTheFileOfTheParentOfAnUnchangedPage() throws Exception {
        base.putFile("d/A.md", blob("old"));
        base.putFile("A.md", blob("old"));
        assertThat(ofPage("d/A", "old", "d/A")).isEqualTo("d.md");
        assertThat(ofPage("A", "old", "A")).isEqualTo("A.md");
    }

    @Test
    void asksForTheFolderOfAFolderPageUnlessItLostItsFile() throws Exception {
        base.putFile("d/A.md", blob("old"));
        assertThat(ofPage("d", null, "d")).isEqualTo("d/");
        base.putFile("d.md", blob("old"));
        assertThat(ofPage("d", null, "d")).isEqualTo("d.md");
        assertThat(ofPage("d", null, "e")).isEqualTo("d.md");
        base.putFile("f.md", blob("old"));
        assertThat(ofPage("f", null, "f")).isEqualTo("f.md");
        assertThat(ofPage("f", null, "e")).isEqualTo("f/");
        base.putFile("g.md/x", blob("old"));
        assertThat(ofPage("g", null, "g"))
                .as("a folder with the name of a file")
                .isEqualTo("g/");
    }

    @Test
    void asksForTheFileOfADeletedPage() throws Exception {
        assertThat(ofDeleted("d/A", true)).isEqualTo("d/A.md");
        pushed.putFile("d/B.md", blob("a page that took its place"));
        assertThat(ofDeleted("d/B", false)).isEqualTo("d/B.md");
    }

    @Test
    void asksForTheFolderOfADeletedFolderPage() throws Exception {
        base.putFile("d/e/A.md", blob("old"));
        base.putFile("d/e.md", blob("old"));
        assertThat(ofDeleted("d/e", false)).isEqualTo("d/e/");
    }

    @Test
    void asksForTheParentOfADeletedPageThatGitDoesNotContain() throws Exception {
        base.putFile("d/e/A.md", blob("old"));
        assertThat(ofDeleted("d/e/f/g", false)).isEqualTo("d/e/");
        base.putFile("d/e/f.md", blob("old"));
        assertThat(ofDeleted("d/e/f/g", false)).isEqualTo("d/e/f.md");
        assertThat(ofDeleted("x/y", false)).isEqualTo("x/y/");
        base.putFile("z.md/x", blob("old"));
        assertThat(ofDeleted("z/y", false)).isEqualTo("z/y/");
    }

    private String ofPage(String path, @Nullable String text, @Nullable String oldPath) throws IOException {
        PageLayout.Identity page = new PageLayout.Identity(new PageId("p"), null, oldPath, null);
        return subjects().ofPage(path, text == null ? null : blob(text), page);
    }

    private String ofDeleted(String path, boolean hasFile) throws IOException {
        return subjects().ofDeleted(path, new IndexedPage(new PageId("p"), null, null, path, path, 1, hasFile, false));
    }

    private Subjects subjects() throws IOException {
        return new Subjects(files, base, new PushedTree(reader, files, pushed.write(inserter)));
    }

    private ObjectId blob(String text) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
    }
}
