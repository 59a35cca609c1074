package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.RealGit.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests with the real git which ref updates a push may contain: one fast-forward of main. */
class RefsTest {
    private static final String ZERO = ObjectId.zeroId().name();

    private ProposalFixture space;
    private RealGit git;

    @BeforeEach
    void start(@TempDir Path folder) {
        space = new ProposalFixture(folder, settings -> settings.push(push -> push.maxPackBytes(64 << 10)));
        git = space.git;
    }

    @AfterEach
    void assertValidPushesAreAccepted() {
        space.assertAcceptsValidPush();
        space.close();
    }

    @Test
    void refusesEveryOtherRefByName() {
        String commit = git.write("A.md", "a").commit("a");
        for (String ref : List.of(
                "refs/heads/other",
                "refs/tags/v1",
                "refs/notes/commits",
                "refs/replace/1234567890123456789012345678901234567890",
                "refs/gitsync/wiki",
                "refs/gitsync/pending",
                "refs/meta/config",
                "refs/for/main")) {
            String output = space.refused(() -> git.run("push", "origin", commit + ":" + ref));

            assertThat(output).contains(ref + " can't be pushed to a wiki", "(only main can be pushed to a wiki)");
        }
    }

    @Test
    void refusesHead() {
        String commit = git.write("A.md", "a").commit("a");

        assertThat(space.refused(() -> PackPush.of(space, List.of(PackPush.command(ZERO, commit, "HEAD")))))
                .contains("invalid protocol: wanted 'old new ref'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--no-atomic", "--atomic"})
    void refusesWholePushOfMainWithOtherRefs(String atomic) {
        String commit = git.write("A.md", "a").commit("a");
        git.ok("tag", "v1");

        String output =
                space.refused(() -> git.run("push", atomic, "origin", commit + ":refs/heads/main", "refs/tags/v1"));

        assertThat(output)
                .contains("refs/tags/v1 can't be pushed to a wiki")
                .contains("main (no ref of this push was updated)", "Only refs/heads/main can be pushed here");
    }

    @Test
    void refusesWholePushThatAlsoDeletes() {
        String commit = git.write("A.md", "a").commit("a");

        String output = space.refused(() -> PackPush.of(
                space,
                List.of(
                        PackPush.command(git.id("origin/HEAD"), commit, "refs/heads/main"),
                        PackPush.command(commit, ZERO, "refs/heads/other"))));

        assertThat(output).contains("refs/heads/main no ref of this push was updated");
    }

    @Test
    void refusesMainTwiceInOnePush() {
        String one = git.write("A.md", "a").commit("a");
        String two = git.write("B.md", "b").commit("b");
        String main = git.id("origin/HEAD");

        String output = space.refused(() -> PackPush.of(
                space,
                List.of(
                        PackPush.command(main, one, "refs/heads/main"),
                        PackPush.command(main, two, "refs/heads/main"))));

        assertThat(output).contains("This push names refs/heads/main more than once; no ref was updated");
    }

    @Test
    void refusesToDeleteMain() {
        assertThat(space.refused(() -> git.run("push", "origin", ":main"))).contains("main can't be deleted");
    }

    @Test
    void refusesToRewriteMainEvenByForce() {
        git.ok("commit", "-q", "--amend", "-m", "Rewritten");
        String rewritten = git.id("HEAD");

        assertThat(space.refused(() -> git.push(rewritten, "--force")))
                .contains("The history of main is never rewritten, not even by force", "(non-fast-forward)");
    }

    @Test
    void refusesATagAndABlobAsMain() {
        git.ok("tag", "-a", "-m", "A tag", "v1");
        String tag = git.id("v1");
        String main = git.id("origin/HEAD");

        for (String id : List.of(tag, space.page)) {
            String output =
                    space.refused(() -> PackPush.of(space, List.of(PackPush.command(main, id, "refs/heads/main"))));
            assertThat(output).contains("ng refs/heads/main");
        }
    }

    @Test
    void explainsHowToPushInSteps() {
        String commit = git.write("A.bin", "a").commit("a");
        addNoise(100 << 10);
        String large = git.commit("noise on " + commit);

        assertThat(space.refused(large))
                .contains("This push is larger than 65536 bytes", "Push it in several steps, older commits first");
    }

    /** "Must show" 8 of issue 25: the server refuses a push by its commands before it receives the pack. */
    @Test
    void refusesByTheCommandsBeforeItReceivesThePack() {
        String main = git.id("origin/HEAD");
        byte[] begun = "PACK".getBytes(StandardCharsets.US_ASCII);

        String output = space.refused(
                () -> PackPush.of(space, List.of(PackPush.command(ZERO, main, "refs/heads/other")), begun));

        assertThat(output).contains("unpack ok", "ng refs/heads/other only main can be pushed to a wiki");
    }

    @Test
    void reportsRefusalDuringALargePack() {
        addNoise(4 << 20);
        String large = git.commit("noise");

        assertThat(space.refused(() -> git.run("push", "origin", large + ":refs/heads/other")))
                .contains("can't be pushed to a wiki", "(only main can be pushed to a wiki)")
                .doesNotContain("larger than", "hung up");
    }

    @Test
    void checksAllCommitsOfAPushWithAnOldIdThatMainNeverHad() {
        String good = git.id("origin/HEAD^{tree}");
        String hooks = git.tree(Entry.of("100755", "hook", git.blob("#!/bin/sh\n")));
        String bad =
                git.commitOf(git.tree(Entry.of("40000", ".git", hooks), Entry.of("100644", "zHome.md", space.page)));
        String onTop = git.ok("commit-tree", good, "-p", bad, "-m", "innocent");

        space.refused(() -> PackPush.of(space, List.of(PackPush.command(bad, onTop, "refs/heads/main"))));
        assertThat(space.refused(() -> PackPush.of(space, onTop))).contains(".git");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void advertisesOnlyMainAsTheCatchUpFoundIt(boolean isPush) throws IOException {
        SyncReport.UpToDate found = (SyncReport.UpToDate) space.wiki.sync.catchUp(space.wiki.space);
        String before = git.id("origin/HEAD");
        git.push(git.write("A.md", "a").commit("a"));
        String after = git.id("HEAD");

        assertThat(shown(found, isPush))
                .contains(before + " refs/heads/main")
                .doesNotContain(after, ".have", "gitsync");
        assertThat(shown(new SyncReport.UpToDate(space.wiki.space.id(), null), isPush))
                .contains("capabilities^{}")
                .doesNotContain("refs/");
        assertThat(shown(new SyncReport.Skipped(space.wiki.space.id(), SyncReport.Reason.LOCK_HELD), isPush))
                .as("report without main")
                .contains(after + " refs/heads/main");
    }

    private String shown(SyncReport report, boolean isPush) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RefAdvertiser advertiser = new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(output));
        try (Repository repository = space.wiki.sync.open(space.wiki.space)) {
            RefAdvertisement advertisement = space.wiki.sync.advertise(repository, report);
            if (isPush) {
                advertisement.sendForPush(advertiser);
            } else {
                advertisement.uploadPack().sendAdvertisedRefs(advertiser);
            }
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    /** The servlet relies on it: with version 2 it catches up later. */
    @Test
    void answersInTheRequestedVersionWhateverTheServersConfiguration() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Repository repository = space.wiki.sync.open(space.wiki.space)) {
            repository.getConfig().setString("protocol", null, "version", "0");
            UploadPack upload = space.wiki.sync.uploadPack(repository);
            upload.setExtraParameters(List.of("version=2"));
            upload.sendAdvertisedRefs(new RefAdvertiser.PacketLineOutRefAdvertiser(new PacketLineOut(output)));
        }
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("ls-refs").doesNotContain("refs/heads/main");
    }

    /** Adds a file that can't be compressed. */
    private void addNoise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        String blob = git.ok(noise, "hash-object", "-w", "--stdin");
        git.ok("update-index", "--add", "--cacheinfo", "100644," + blob + ",noise.bin");
    }
}
