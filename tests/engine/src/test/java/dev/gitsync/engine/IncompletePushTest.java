package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law 11: a push that lacks objects would leave a space that no client can clone. */
class IncompletePushTest {
    private final EngineFixture wiki = new EngineFixture();

    @BeforeEach
    void pushTwoPages() {
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
    void refusesObjectsThatAnEarlierIncompletePushLeftBehind() throws IOException {
        refused(client -> client.write("B/C/D.md", "new").withhold("B/C/D.md"));
        // The folders are in the storage now; the file is not.
        refused(client -> client.write("B/C/D.md", "new").withhold("B/C/D.md").withhold("B/C"));
        refused(client -> client.write("A/B/C/D.md", "new").withhold("A/B/C/D.md"));
    }

    @Test
    void acceptsKnownFoldersWithoutTheirObjects() throws IOException {
        accepted(
                client -> client.write("B/C/D.md", "d").write("B/C/E/F.md", "f").write("Z.md", "z"));
        accepted(client -> client.move("B/C", "A/C").write("A/C/E/F.md", "ff"));
        accepted(client -> client.move("A/C/E", "E").delete("Z.md"));
        accepted(client -> client.move("E", "B").move("A", "E"));
        accepted(client -> client.move("B", "F").move("E", "B").move("F", "E"));
        wiki.assertVerified();
    }

    /** A walk would accept a tag, but no client can clone a branch that points to one. */
    @Test
    void refusesATagAsMain() throws IOException {
        EngineFixture empty = new EngineFixture();
        for (EngineFixture site : List.of(empty, wiki)) {
            ObjectId before = site.git.main();
            ObjectId commit = site.git.write("T.md", "tagged").commit("tagged");
            try (Repository repository = site.sync.open(site.space);
                    ObjectInserter inserter = repository.newObjectInserter()) {
                TagBuilder tag = new TagBuilder();
                tag.setObjectId(commit, Constants.OBJ_COMMIT);
                tag.setTag("v1");
                tag.setMessage("no commit\n");
                ObjectId pushed = inserter.insert(tag);
                inserter.flush();
                PushAttempt.Proposal proposal = new PushAttempt.Proposal(before, pushed, List.of());
                assertThat(site.sync.ingestPush(site.space, repository, GitUser.PUSHER, proposal))
                        .isInstanceOf(PushResult.Refused.class);
            }
            assertThat(site.git.main()).isEqualTo(before);
            site.assertVerified();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Random folders move anywhere with one new file. A push without the file or a folder above it must be refused. */
    @ParameterizedTest
    @MethodSource("seeds")
    void refusesExactlyThePushesThatLackAnObject(long seed) throws IOException {
        RandomGenerator random = new Random(seed);
        accepted(client -> {
            for (int i = 0; i < 40; i++) {
                client.write(folder(random) + "file" + i + ".txt", "file " + random.nextInt(10));
            }
        });
        for (int round = 0; round < 4; round++) {
            String file = folder(random) + "new" + round + ".txt";
            String text = "only here, " + round;
            long moves = random.nextLong();
            List<String> names = List.of(file.split("/", -1));
            String above = String.join("/", names.subList(0, 1 + random.nextInt(names.size())));
            refused(client -> move(client, new Random(moves)).write(file, text).withhold(file));
            refused(client ->
                    move(client, new Random(moves)).write(file, text + "!").withhold(above));
            accepted(client -> move(client, new Random(moves)).write(file, text));
            try (Repository repository = wiki.sync.open(wiki.space)) {
                VisibleState.readAll(repository, wiki.git.main());
            }
        }
    }

    private static PackClient move(PackClient client, RandomGenerator random) throws IOException {
        for (int i = random.nextInt(4); i > 0; i--) {
            String from = folder(random);
            String to = folder(random) + "moved" + random.nextInt(1_000_000);
            if (!from.isEmpty() && !to.startsWith(from) && client.has(from.substring(0, from.length() - 1))) {
                client.move(from.substring(0, from.length() - 1), to);
            }
        }
        return client;
    }

    private static String folder(RandomGenerator random) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(5); depth > 0; depth--) {
            path.append("folder").append(random.nextInt(3)).append('/');
        }
        return path.toString();
    }

    private void accepted(Edit edit) throws IOException {
        assertThat(push(edit)).contains("ok refs/heads/main");
    }

    private void refused(Edit edit) throws IOException {
        ObjectId before = wiki.git.main();
        assertThat(push(edit))
                .doesNotContain("ok refs/heads/main")
                .containsAnyOf("unpack error", "ng refs/heads/main the push contains invalid");
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
