package dev.gitsync.internal.mirror.remote;

import static dev.gitsync.internal.mirror.remote.FakeRemote.packet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSync;
import dev.gitsync.GitSyncBuilder;
import dev.gitsync.Remotes;
import dev.gitsync.internal.jgit.SelectedPack;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteUrl;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.testkit.mirror.InMemoryMirrorDirectory;
import dev.gitsync.tests.store.InMemorySpaceDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A remote that speaks git's protocol, but does not send what it names. The wiki stays as it is, and the operator reads why. */
class LyingRemoteTest {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
    private static final Space SPACE = new Space(new SpaceId("docs"), "", "Docs");

    private final SpaceRepository there = new InMemoryRepositoryStore().open(SPACE);
    private final InMemoryPageStore wiki = new InMemoryPageStore();
    private final FakeRemote remote = new FakeRemote(this::answer);
    private ObjectId advertised = ObjectId.zeroId();
    private byte[] pack = {};
    private ObjectId first = ObjectId.zeroId();
    private ObjectId second = ObjectId.zeroId();

    @BeforeEach
    void commit() throws IOException {
        first = RemoteFixture.commit(there, ObjectId.zeroId(), "Home.md", "one".getBytes(StandardCharsets.US_ASCII));
        second = RemoteFixture.commit(there, first, "Home.md", "two".getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() {
        remote.close();
        there.close();
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException {
        boolean isGet = head.startsWith("GET");
        Matcher length = LENGTH.matcher(head);
        String request = new String(
                in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (isGet) {
            write(
                    content,
                    packet("# service=git-upload-pack\n") + "0000" + packet("version 2\n") + packet("ls-refs\n")
                            + packet("fetch\n") + "0000");
        } else if (request.contains("command=ls-refs")) {
            write(content, packet(advertised.name() + " refs/heads/main\n") + "0000");
        } else {
            write(content, packet("packfile\n"));
            for (int at = 0; at < pack.length; at += 1_000) {
                byte[] part = Arrays.copyOfRange(pack, at, Math.min(pack.length, at + 1_000));
                write(content, "%04x\1".formatted(part.length + 5));
                content.write(part);
            }
            write(content, "0000");
        }
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-" + (isGet ? "advertisement" : "result")
                        + "\r\nContent-Length: " + content.size() + "\r\n\r\n");
        content.writeTo(out);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Says that the branch is at an object, and sends these objects for it. */
    private void sends(ObjectId branch, ObjectId... objects) throws IOException {
        advertised = branch;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RevWalk walk = new RevWalk(there.git())) {
            List<RevObject> parsed =
                    Arrays.stream(objects).map(id -> parsed(walk, id)).toList();
            SelectedPack.write(walk.getObjectReader(), parsed, true, out);
        }
        pack = out.toByteArray();
    }

    private static RevObject parsed(RevWalk walk, ObjectId id) {
        try {
            return walk.parseAny(id);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ObjectId tree(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(there.git())) {
            RevCommit parsed = walk.parseCommit(commit);
            return parsed.getTree().copy();
        }
    }

    private ObjectId file(ObjectId commit) throws IOException {
        return there.git().resolve(commit.name() + ":Home.md");
    }

    private MirrorReport run(Mirror.Options options) {
        Mirror mirror =
                new Mirror(RemoteFixture.open(remote.url()).id(), SPACE.id(), new RemoteUrl(remote.url()), options);
        try (GitSync sync = wiki(mirror, RemoteFixture.settings(it -> {}))) {
            return sync.mirrors().run(mirror.id());
        }
    }

    private GitSync wiki(Mirror mirror, GitSyncSettings settings) {
        InMemoryMirrorDirectory mirrors = new InMemoryMirrorDirectory();
        mirrors.put(mirror);
        GitSyncBuilder builder = GitSync.builder()
                .spaces(InMemorySpaceDirectory.of(SPACE))
                .pages(wiki)
                .repositories(new InMemoryRepositoryStore())
                .mirrors(mirrors)
                .settings(settings);
        return Remotes.of(builder, RemoteFixture.connector(settings, Optional.empty()))
                .build();
    }

    private void assertRefused(MirrorReport report, Outcome outcome, String sentence) {
        assertThat(report.outcome()).as("%s", report).isEqualTo(outcome);
        assertThat(report.sentence()).isEqualTo(sentence);
        assertThat(wiki.pages(SPACE, null, 10)).isEmpty();
    }

    private static String incomplete(ObjectId commit) {
        return "The remote at 127.0.0.1 did not send the commit "
                + commit.abbreviate(8).name()
                + " of its branch with its whole history. Check the repository there with git fsck; gitsync tries again.";
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void sendsAnotherCommitThanItNamed(String folder) throws IOException {
        sends(second, first, tree(first), file(first));
        assertRefused(run(Mirror.Options.defaults().folder(folder)), Outcome.REMOTE_FAILED, incomplete(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void sendsACommitWithoutItsParent(String folder) throws IOException {
        sends(second, second, tree(second), file(second));
        assertRefused(run(Mirror.Options.defaults().folder(folder)), Outcome.REMOTE_FAILED, incomplete(second));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "docs"})
    void hasAFileAsItsBranch(String folder) throws IOException {
        sends(file(first), first, tree(first), file(first));
        assertRefused(run(Mirror.Options.defaults().folder(folder)), Outcome.REMOTE_FAILED, incomplete(file(first)));
    }

    @Test
    void sendsACommitWithoutItsFile() throws IOException {
        sends(first, first, tree(first));
        MirrorReport report = run(Mirror.Options.defaults());
        assertRefused(
                report,
                Outcome.REFUSED_BY_WIKI,
                "The wiki can't take in the remote's branch main: it has content that a wiki can't have. Correct that at the"
                        + " remote; the mirror then continues by itself.");
        assertThat(report.details().toString()).contains("Home.md", "is missing from the push");
    }

    @Test
    void sendsACommitWithoutTheTreeThatHasTheFolder() throws IOException {
        sends(first, first, file(first));
        assertRefused(
                run(Mirror.Options.defaults().folder("docs")),
                Outcome.REMOTE_FAILED,
                "The remote's branch main lacks objects, or has damaged ones. Check the repository there with git fsck; gitsync"
                        + " tries again.");
    }

    /** What was too large is not fetched again on schedule, but when the operator asks. */
    @Test
    void requestedRunFetchesAgainWhatWasTooLarge() throws IOException {
        byte[] noise = new byte[400_000];
        new Random(1).nextBytes(noise);
        first = RemoteFixture.commit(there, ObjectId.zeroId(), "Home.md", noise);
        sends(first, first, tree(first), file(first));
        GitSyncSettings settings = GitSyncSettings.builder()
                .mirror(mirror -> mirror.allowedAddresses("127.0.0.1"))
                .push(push -> push.maxPackBytes(10_000))
                .build();
        Mirror mirror = RemoteFixture.open(remote.url());
        try (GitSync sync = wiki(mirror, settings)) {
            for (int run = 1; run <= 2; run++) {
                assertThat(sync.mirrors().run(mirror.id()).outcome()).isEqualTo(Outcome.TOO_LARGE);
                assertThat(remote.requests().stream().filter(head -> head.startsWith("POST")))
                        .hasSize(2 * run);
            }
        }
    }

    @Test
    void takesInWhatItSendsInFull() throws IOException {
        sends(second, second, tree(second), file(second), first, tree(first), file(first));
        assertThat(run(Mirror.Options.defaults()).outcome()).isEqualTo(Outcome.TAKEN_IN);
        assertThat(wiki.pages(SPACE, null, 10))
                .extracting(page -> page.content().text())
                .containsExactly("two");
    }
}
