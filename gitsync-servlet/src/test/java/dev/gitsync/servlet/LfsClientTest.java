package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gitsync.access.Access;
import dev.gitsync.audit.AuditEvent;
import dev.gitsync.audit.AuditEvent.FileLocked;
import dev.gitsync.audit.AuditEvent.ObjectTransferred;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.store.attachment.AttachmentStore;
import dev.gitsync.tests.GitClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git-lfs client; skipped where it is not installed. */
final class LfsClientTest {
    private static final int SIZE = 300_000;

    private final Queue<AuditEvent> events = new ConcurrentLinkedQueue<>();
    private TestServer server;
    private Path home;
    private byte[] contents;
    private String oid;

    @BeforeEach
    void start(@TempDir Path served, @TempDir Path client) {
        home = client;
        assumeTrue(GitClient.at(home).run("lfs", "version").exitCode() == 0, "git-lfs is not installed");
        server = TestServer.startWith(served, builder -> builder.audit(events::add));
        GitClient.at(home).ok("lfs", "install", "--skip-repo");
        contents = new byte[SIZE];
        new Random(28).nextBytes(contents);
        oid = LfsHttpTest.oid(contents);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void pushesClonesAndPullsLargeFiles() throws Exception {
        GitClient git = pushed();
        assertThat(git.ok("cat-file", "-p", "HEAD:big.bin")).contains("oid sha256:" + oid, "size " + SIZE);
        assertThat(transfers("upload"))
                .singleElement()
                .isEqualTo(new ObjectTransferred(
                        transfers("upload").get(0).time(),
                        "127.0.0.1",
                        "id-of-writer",
                        server.spaces().at("docs").id(),
                        "upload",
                        oid,
                        SIZE));
        GitClient clone = clone("reader", "clone");
        assertThat(clone.folder().resolve("big.bin")).hasBinaryContent(contents);

        changeAndCommit(git);
        git.ok("push", "-q", "origin", "HEAD:main");
        clone.ok("pull", "-q");
        assertThat(clone.folder().resolve("big.bin")).hasBinaryContent(contents);
        assertThat(clone.ok("lfs", "fsck")).contains("Git LFS fsck OK");
        assertThat(transfers("download")).hasSize(2);

        changeAndCommit(clone);
        GitClient.Outcome push = clone.run("push", "-q", "origin", "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("You may read this space, but not push to it.");
        assertThat(transfers("upload")).hasSize(2);
    }

    @Test
    void downloadsGoOnWhereTheyBrokeOff() throws Exception {
        pushed();
        AtomicInteger cuts = new AtomicInteger(1);
        server.spaces().objectsIn(new CuttingStore(server.spaces().objects(), cuts));
        GitClient clone = clone("reader", "clone");
        assertThat(clone.folder().resolve("big.bin")).hasBinaryContent(contents);
        assertThat(cuts).hasValue(0);
        assertThat(transfers("download"))
                .extracting(ObjectTransferred::bytes)
                .singleElement()
                .satisfies(bytes -> assertThat(bytes).isBetween(1L, SIZE - 1L));

        Files.delete(clone.folder()
                .resolve(".git/lfs/objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid));
        Files.delete(clone.folder().resolve("big.bin"));
        Path part = clone.folder().resolve(".git/lfs/incomplete/" + oid + ".part");
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(contents, 100_000));
        clone.ok("lfs", "pull");
        assertThat(clone.folder().resolve("big.bin")).hasBinaryContent(contents);
        assertThat(transfers("download")).extracting(ObjectTransferred::bytes).endsWith(SIZE - 100_000L);
    }

    @Test
    void locksKeepOthersFromPushing() throws Exception {
        GitClient git = pushed();
        server.allow("reader", Access.WRITE);
        GitClient other = clone("reader", "other");
        assertThat(git.ok("lfs", "lock", "big.bin")).contains("Locked big.bin");
        assertThat(other.ok("lfs", "locks")).contains("big.bin", "writer");
        assertThat(other.run("lfs", "lock", "big.bin").stderr()).contains("The file is locked by writer.");
        assertThat(other.run("lfs", "unlock", "--force", "big.bin").stderr()).contains("Only a manager of the space");

        changeAndCommit(other);
        other.ok("config", "lfs.locksverify", "true");
        GitClient.Outcome push = other.run("push", "-q", "origin", "HEAD:main");
        assertThat(push.exitCode()).isNotZero();
        assertThat(push.stderr()).contains("Cannot update locked files");

        assertThat(git.ok("lfs", "unlock", "big.bin")).contains("Unlocked big.bin");
        other.ok("push", "-q", "origin", "HEAD:main");
        assertThat(events.stream().filter(FileLocked.class::isInstance).map(FileLocked.class::cast))
                .extracting(FileLocked::operation)
                .containsExactly("lock", "unlock");
    }

    @Test
    void existingFilesMigrate() throws Exception {
        GitClient git = clone("writer", "work");
        write(git, "big.bin");
        git.ok("add", ".");
        git.ok("commit", "-qm", "Plain");
        git.ok("push", "-q", "origin", "HEAD:main");
        git.ok("lfs", "track", "*.bin");
        git.ok("add", ".gitattributes");
        git.ok("commit", "-qm", "Track");
        git.ok("lfs", "migrate", "import", "--yes", "--no-rewrite", "-m", "Migrate", "big.bin");
        git.ok("push", "-q", "origin", "HEAD:main");
        assertThat(git.ok("cat-file", "-p", "HEAD:big.bin")).contains("oid sha256:" + oid);
        assertThat(clone("reader", "clone").folder().resolve("big.bin")).hasBinaryContent(contents);
    }

    /** A clone of the writer's that has pushed a large file. */
    private GitClient pushed() throws IOException {
        GitClient git = clone("writer", "work");
        git.ok("lfs", "track", "*.bin");
        write(git, "big.bin");
        git.ok("add", ".");
        git.ok("commit", "-qm", "Large");
        git.ok("push", "-q", "origin", "HEAD:main");
        return git;
    }

    private GitClient clone(String user, String name) {
        GitClient.at(home).ok("clone", "-q", server.url(user, "docs"), name);
        return GitClient.at(home).in(name);
    }

    private void changeAndCommit(GitClient git) throws IOException {
        contents[7]++;
        write(git, "big.bin");
        git.ok("commit", "-qam", "Change");
    }

    private void write(GitClient git, String file) throws IOException {
        Files.write(git.folder().resolve(file), contents);
        oid = LfsHttpTest.oid(contents);
    }

    private List<ObjectTransferred> transfers(String operation) {
        return events.stream()
                .filter(ObjectTransferred.class::isInstance)
                .map(ObjectTransferred.class::cast)
                .filter(transfer -> transfer.operation().equals(operation))
                .toList();
    }

    /** A store whose first reads break off in the middle. */
    private record CuttingStore(AttachmentStore delegate, AtomicInteger cuts) implements ForwardingObjects {
        @Override
        public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
            InputStream in = delegate.open(space, hash, offset);
            return cuts.get() > 0 && cuts.decrementAndGet() >= 0 ? new CutStream(in) : in;
        }
    }

    /** A stream that fails after 200,000 bytes. */
    private static final class CutStream extends FilterInputStream {
        private int remaining = 200_000;

        CutStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (remaining == 0) {
                throw new IOException("cut");
            }
            int read = super.read(buffer, offset, Math.min(length, remaining));
            remaining -= Math.max(read, 0);
            return read;
        }
    }
}
