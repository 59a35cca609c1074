package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A push whose objects are not all there would leave a space that nobody can clone: law 11. */
class IncompletePushTest {
    private final EngineFixture wiki = new EngineFixture();

    @BeforeEach
    void twoPages() {
        wiki.page(wiki.page(null, "A", "a"), "Child", "c");
        wiki.git.fetch();
    }

    @Test
    void refusesAPushThatLeavesOutAFile() throws IOException {
        refused(client -> client.write("A/New.md", "new").withhold("A/New.md"));
        refused(client -> client.write("image.png", "new").withhold("image.png"));
    }

    @Test
    void refusesAPushThatLeavesOutAFolder() throws IOException {
        refused(client -> client.write("A/Child.md", "other").withhold("A"));
        refused(client -> client.write("B/C/D.md", "new").withhold("B/C"));
    }

    @Test
    void refusesWhatAnEarlierIncompletePushHasLeftBehind() throws IOException {
        refused(client -> client.write("B/C/D.md", "new").withhold("B/C/D.md"));
        // The folders are in the storage now; the file is not.
        refused(client -> client.write("B/C/D.md", "new").withhold("B/C/D.md").withhold("B/C"));
        refused(client -> client.write("A/B/C/D.md", "new").withhold("A/B/C/D.md"));
    }

    @Test
    void takesFoldersThatComeFromAnywhereWithoutTheirObjects() throws IOException {
        accepted(
                client -> client.write("B/C/D.md", "d").write("B/C/E/F.md", "f").write("Z.md", "z"));
        accepted(client -> client.move("B/C", "A/C").write("A/C/E/F.md", "ff"));
        accepted(client -> client.move("A/C/E", "E").delete("Z.md"));
        accepted(client -> client.move("E", "B").move("A", "E"));
        accepted(client -> client.move("B", "F").move("E", "B").move("F", "E"));
        wiki.assertVerified();
    }

    private void accepted(Edit edit) throws IOException {
        assertThat(push(edit)).contains("ok refs/heads/main");
    }

    private void refused(Edit edit) throws IOException {
        ObjectId before = wiki.git.main();
        assertThat(push(edit)).doesNotContain("ok refs/heads/main").contains("unpack error");
        assertThat(wiki.git.main()).isEqualTo(before);
        wiki.assertVerified();
    }

    private String push(Edit edit) throws IOException {
        try (Repository repository = wiki.sync.open(wiki.space);
                PackClient client = new PackClient(repository)) {
            edit.make(client);
            return client.push(wiki.sync.receivePack(wiki.space, repository, GitUser.PUSHER));
        }
    }

    private interface Edit {
        void make(PackClient client) throws IOException;
    }
}
