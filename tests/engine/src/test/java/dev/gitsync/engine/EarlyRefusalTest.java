package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.tests.RealGit;
import dev.gitsync.tests.RealGit.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Must show" 8 of issue 25: the server refuses a push by its commits before it receives the files. Counted: of packs
 * of 2 MiB that begin with a few hundred bytes of commits, the server reads up to {@value #MOST_READ} bytes.
 */
class EarlyRefusalTest {
    private static final int NOISE = 2 << 20;
    private static final int MOST_READ = 32 << 10;
    private static final int MOST_COMMITS = 40;
    private static final String GOOD = "Ada <ada@example.org> 1700000000 +0000";

    @TempDir
    private static Path folder;

    private static ProposalFixture space;
    private static RealGit git;

    private String main = "";
    private long read;

    @BeforeAll
    static void start() {
        space = new ProposalFixture(folder, settings -> settings.push(push -> push.maxCommits(MOST_COMMITS)));
        git = space.git;
    }

    @BeforeEach
    void seeMain() {
        main = space.wiki.git.main().name();
    }

    @AfterAll
    static void assertValidPushesAreAccepted() {
        git.ok("fetch", "-q");
        space.assertAcceptsValidPush();
        space.close();
    }

    @Test
    void refusesAnInvalidCommitBeforeItReceivesTheFiles() {
        String bad = commit(noise(), main, "Mess\0age");

        assertThat(space.refused(() -> push(main, bad)))
                .contains("Push refused: Commit " + bad.substring(0, 10) + " holds a NUL character")
                .contains("ng refs/heads/main the push contains invalid content");
        assertThat(read).isLessThan(MOST_READ);
    }

    /** Git sends some commits as deltas. */
    @Test
    void refusesAnInvalidCommitBelowCommitsThatAreDeltas() {
        String tree = noise();
        String bad = commit(tree, main, "Mess\0age");
        String tip = bad;
        for (int i = 0; i < 20; i++) {
            tip = commit(tree, tip, "The same long message, again and again. ".repeat(20) + i);
        }
        String pushed = tip;
        assertThat(deltas(pushed)).as("commits that are deltas").isPositive();

        assertThat(space.refused(() -> push(main, pushed))).contains("Commit " + bad.substring(0, 10));
        assertThat(read).isLessThan(MOST_READ);
    }

    @Test
    void refusesTooManyCommits() {
        String tree = noise();
        String tip = main;
        for (int i = 0; i <= MOST_COMMITS; i++) {
            tip = commit(tree, tip, "commit " + i);
        }
        String pushed = tip;

        assertThat(space.refused(() -> push(main, pushed))).contains("The push has more than 40 commits");
        assertThat(read).isLessThan(MOST_READ);
    }

    @Test
    void refusesAnUnrelatedHistory() {
        String other = commit(noise(), null, "Another history");

        assertThat(space.refused(() -> push(main, other)))
                .contains("The history of main is never rewritten", "ng refs/heads/main non-fast-forward");
        assertThat(read).isLessThan(MOST_READ);
    }

    @Test
    void reportsToGitDuringThePack() {
        String bad = commit(noise(), main, "Mess\0age");

        assertThat(space.refused(() -> git.push(bad)))
                .contains("Commit " + bad.substring(0, 10) + " holds a NUL character", "[remote rejected]")
                .doesNotContain("hung up");
    }

    /** Objects may come in any order; another order only delays the refusal. */
    @Test
    void refusesAnInvalidCommitAfterTheFiles() {
        String bad = commit(noise(), main, "Mess\0age");
        byte[] ids = (git.ok("rev-parse", bad + ":noise.bin", bad + "^{tree}") + "\n" + bad + "\n")
                .getBytes(StandardCharsets.US_ASCII);

        assertThat(space.refused(() -> push(main, bad, git.bytes(ids, "pack-objects", "-q", "--stdout"))))
                .contains("Push refused: Commit " + bad.substring(0, 10) + " holds a NUL character");
    }

    @Test
    void acceptsPushWhosePackContainsAnUnrelatedInvalidCommit() {
        String tree = noise();
        String bad = commit(tree, main, "Mess\0age");
        String good = commit(tree, main, "Message");
        byte[] revs = (good + "\n" + bad + "\n^" + main + "\n").getBytes(StandardCharsets.US_ASCII);

        Outcome outcome = push(main, good, git.bytes(revs, "pack-objects", "-q", "--revs", "--stdout"));

        assertThat(outcome.serverOutput()).contains("ok refs/heads/main");
    }

    @Test
    void acceptsPushWithTheMaximumNumberOfCommits() {
        String tree = space.treeWith("100644", "New.md", git.blob("new\n"));
        String first = commit(tree, main, "first");
        assertThat(git.push(first).exitCode()).isZero();
        String tip = first;
        for (int i = 0; i < MOST_COMMITS; i++) {
            tip = commit(tree, tip, "commit " + i);
        }
        byte[] all = (tip + "\n").getBytes(StandardCharsets.US_ASCII);

        Outcome outcome = push(first, tip, git.bytes(all, "pack-objects", "-q", "--revs", "--stdout"));

        assertThat(outcome.serverOutput()).contains("ok refs/heads/main");
    }

    private String noise() {
        byte[] noise = new byte[NOISE];
        new Random(7).nextBytes(noise);
        return space.treeWith("100644", "noise.bin", git.ok(noise, "hash-object", "-w", "--stdin"));
    }

    private String commit(String tree, @Nullable String parent, String message) {
        return git.rawCommit("tree " + tree + "\n" + (parent == null ? "" : "parent " + parent + "\n") + "author "
                + GOOD + "\ncommitter " + GOOD + "\n\n" + message + "\n");
    }

    /** Returns the number of commits that are deltas in the pack. */
    private long deltas(String pushed) {
        Path file = git.folder().resolve("some.pack");
        try {
            Files.write(file, pack(pushed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git.ok("index-pack", file.toString());
        return git.ok("verify-pack", "-v", file.toString())
                .lines()
                .filter(line -> line.matches("[0-9a-f]{40} commit +[0-9]+ [0-9]+ [0-9]+ [0-9]+ [0-9a-f]{40}"))
                .count();
    }

    private byte[] pack(String pushed) {
        byte[] revs = (pushed + "\n^" + main + "\n").getBytes(StandardCharsets.US_ASCII);
        return git.bytes(revs, "pack-objects", "-q", "--revs", "--thin", "--delta-base-offset", "--stdout");
    }

    private Outcome push(String from, String to) {
        return push(from, to, pack(to));
    }

    /** Pushes as over HTTP, where unread bytes stay in the connection, and counts the bytes that are read. */
    private Outcome push(String from, String to, byte[] pack) {
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (Repository repository = space.wiki.sync.open(space.wiki.space)) {
            PacketLineOut lines = new PacketLineOut(commands);
            lines.writeString(PackPush.command(from, to, "refs/heads/main") + "\0report-status side-band-64k");
            lines.end();
            ReceivePack receive = space.wiki.sync.receivePack(space.wiki.space, repository, GitUser.PUSHER);
            receive.setBiDirectionalPipe(false);
            receive.receive(
                    new SequenceInputStream(
                            new ByteArrayInputStream(commands.toByteArray()),
                            new Counted(new ByteArrayInputStream(pack))),
                    sent,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String report = sent.toString(StandardCharsets.UTF_8);
        return new Outcome(report.contains("ok refs/heads/main") ? 0 : 1, "", report);
    }

    private final class Counted extends InputStream {
        private final InputStream in;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            read++;
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = in.read(bytes, from, length);
            read += Math.max(n, 0);
            return n;
        }
    }
}
