package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.PageId;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushResult.Reason;
import dev.gitsync.report.SyncListener;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.GitSyncSettings.Acceptance;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults F4, promise H6: a right is withdrawn while a push is in progress. */
class PushPermissionTest {
    private static final String LINES = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

    private final List<PushResult> results = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Acceptance.class)
    void refusesPushWhoseRightEndedAfterItWasPlanned(Acceptance acceptance) throws IOException {
        boolean[] mayPush = {true};
        EngineFixture wiki = fixture(acceptance, () -> mayPush[0] = false);
        wiki.page(null, "A", "a");
        wiki.pull();
        ObjectId before = wiki.git.main();

        String report = push(wiki, () -> mayPush[0], "A.md", "pushed\n");

        assertThat(report).contains("ng refs/heads/main you may not push to this space any more");
        assertThat(refusal().reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(refusal().details()).singleElement().asString().contains("Nothing was changed");
        assertThat(wiki.git.main()).isEqualTo(before);
        wiki.assertVerified();
    }

    @Test
    void refusesPushOfOtherFilesWhoseRightEnded() throws IOException {
        EngineFixture wiki = fixture(Acceptance.TRANSACTIONAL, () -> {});
        wiki.page(null, "A", "a");
        wiki.pull();
        ObjectId before = wiki.git.main();

        push(wiki, () -> false, "picture.png", "pushed\n");

        assertThat(refusal().reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(wiki.git.main()).isEqualTo(before);
    }

    @Test
    void revealsNothingInADryRunWithoutPermission() throws IOException {
        EngineFixture wiki = fixture(Acceptance.TRANSACTIONAL, () -> {});
        wiki.page(null, "A", "a");
        wiki.pull();

        assertThat(push(wiki, () -> false, "A.md", "pushed\n", "gitsync.dry-run"))
                .contains("you may not push");
        assertThat(refusal().reason()).isEqualTo(Reason.NO_PERMISSION);
    }

    @Test
    void checksPermissionAgainIfThePushIsPlannedAgain() throws IOException {
        boolean[] mayPush = {true};
        EngineFixture wiki = fixture(Acceptance.TRANSACTIONAL, () -> {});
        PageId page = wiki.page(null, "A", LINES);
        wiki.pull();
        wiki.faulty.before(Call.APPLY, 1, () -> {
            edit(wiki, page, LINES.replace("one", "edited between planning and applying"));
            mayPush[0] = false;
        });

        push(wiki, () -> mayPush[0], "A.md", LINES.replace("seven", "pushed"));

        assertThat(refusal().reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(wiki.textOf(page)).doesNotContain("pushed");
    }

    @Test
    void refusesPushWhosePermissionCannotBeChecked() throws IOException {
        EngineFixture wiki = fixture(Acceptance.TRANSACTIONAL, () -> {});
        wiki.page(null, "A", "a");
        wiki.pull();
        ObjectId before = wiki.git.main();

        push(
                wiki,
                () -> {
                    throw new IllegalStateException("the directory of users is down");
                },
                "A.md",
                "pushed\n");

        assertThat(refusal().details().toString()).doesNotContain("directory of users");
        assertThat(wiki.git.main()).isEqualTo(before);
    }

    /** Disabling or deleting a space withdraws the rights of all users. */
    @ParameterizedTest
    @EnumSource(Acceptance.class)
    void refusesPushWhoseSpaceWasDisabledMeanwhile(Acceptance acceptance) throws IOException {
        EngineFixture[] wiki = new EngineFixture[1];
        wiki[0] = fixture(acceptance, () -> wiki[0].spaces.enable(wiki[0].space.id(), false));
        PageId page = wiki[0].page(null, "A", "a");
        wiki[0].pull();
        ObjectId before = wiki[0].git.main();

        push(wiki[0], () -> true, "A.md", "pushed\n");

        assertThat(refusal().reason()).isEqualTo(Reason.DISABLED);
        assertThat(wiki[0].git.main()).isEqualTo(before);
        assertThat(wiki[0].textOf(page)).isEqualTo("a");
    }

    /** Law 10: a user who lost the right to read gets no names of pages. */
    @Test
    void namesNoPagesToAPusherWithoutReadAccess() throws IOException {
        EngineFixture wiki = fixture(Acceptance.TRANSACTIONAL, () -> {});
        PageId page = wiki.page(null, "A", LINES);
        wiki.pull();
        String report = push(
                wiki,
                () -> false,
                () -> edit(wiki, page, LINES.replace("one", "secret edit")),
                "A.md",
                LINES.replace("one", "pushed"));

        assertThat(refusal().reason()).isEqualTo(Reason.NO_PERMISSION);
        assertThat(report).doesNotContain("A.md");
    }

    private static void edit(EngineFixture wiki, PageId id, String text) {
        wiki.wiki.edit(wiki.space, id, text, wiki.edit("Edit"));
    }

    private PushResult.Refused refusal() {
        return (PushResult.Refused) results.get(results.size() - 1);
    }

    private EngineFixture fixture(Acceptance acceptance, Runnable whenPlanned) {
        return new EngineFixture(
                new InMemoryRepositoryStore(),
                builder -> builder.settings(
                                GitSyncSettings.builder().acceptance(acceptance).build())
                        .validator((space, pusher, plan) -> {
                            whenPlanned.run();
                            return Optional.empty();
                        })
                        .listener(new SyncListener() {
                            @Override
                            public void onPush(PushAttempt attempt, PushResult result) {
                                results.add(result);
                            }
                        }));
    }

    private static String push(
            EngineFixture wiki, BooleanSupplier permission, String path, String text, String... options)
            throws IOException {
        return push(wiki, permission, () -> {}, path, text, options);
    }

    private static String push(
            EngineFixture wiki,
            BooleanSupplier permission,
            Runnable meanwhile,
            String path,
            String text,
            String... options)
            throws IOException {
        try (Repository repository = wiki.sync.open(wiki.space);
                PackClient client = new PackClient(repository)) {
            ReceivePack service = wiki.sync.receivePack(wiki.space, repository, GitUser.PUSHER, permission);
            client.write(path, text);
            meanwhile.run();
            return client.push(service, options);
        }
    }
}
