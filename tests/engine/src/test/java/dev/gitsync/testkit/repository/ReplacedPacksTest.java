package dev.gitsync.testkit.repository;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.FileRepositoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Faults E5: packs are replaced while readers that have opened them read; JGit logs no warning. */
final class ReplacedPacksTest {
    private static final String MAIN = "refs/heads/main";
    private static final ObjectId ABSENT = ObjectId.fromString("1".repeat(40));

    private final Space space = new Space(new SpaceId("docs"), "", "Docs");
    private final Path root;
    private final Path packs;
    private final FileRepositoryStore store;
    private final Logger jgit = (Logger) LoggerFactory.getLogger("org.eclipse.jgit");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private ObjectId tip = ObjectId.zeroId();

    ReplacedPacksTest(@TempDir Path root) {
        this.root = root;
        this.packs = root.resolve("docs.git/objects/pack");
        this.store = new FileRepositoryStore(root);
        logged.start();
        jgit.addAppender(logged);
    }

    @AfterEach
    void end() {
        jgit.detachAppender(logged);
    }

    @Test
    void compactsWithoutWarningsForReadersWithOpenPacks() throws Exception {
        write(store, 16);
        try (Repository reader = store.open(space).git();
                Repository elsewhere = new FileRepositoryStore(root).open(space).git();
                Repository plain = plain()) {
            know(reader, elsewhere, plain);

            store.pendingCompaction(space).orElseThrow().run();

            look(reader, elsewhere, plain);
        }
        assertThat(files(".pack")).hasSizeLessThan(16);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void maintainsWithoutWarningsForReadersWithOpenPacks() throws Exception {
        write(store, 8);
        age(packs);
        try (Repository reader = store.open(space).git();
                Repository plain = plain()) {
            know(reader, plain);

            assertThat(store.maintain(space)).isTrue();

            look(reader, plain);
        }
        assertThat(files(".pack")).hasSize(1);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void deletesIndexesOfDeletedPacksAfterAGraceTime() throws Exception {
        write(store, 16);
        store.pendingCompaction(space).orElseThrow().run();
        assertThat(files(".idx")).hasSizeGreaterThan(files(".pack").size());
        assertThat(store.maintain(space)).isTrue();
        assertThat(files(".idx")).hasSizeGreaterThan(files(".pack").size());

        age(packs);
        assertThat(store.maintain(space)).isTrue();

        assertThat(files(".keep")).hasSize(1); // of the pack that this maintenance replaced
        assertThat(files(".idx")).hasSize(files(".pack").size() + 1);
        assertThat(warnings()).isEmpty();
        RepositoryStoreFixture.fsck(root.resolve("docs.git"));
    }

    @Test
    void deletesThePackOfADeadProcessInMaintenance() throws Exception {
        write(store, 2);
        Path pack = files(".pack").get(0);
        Path index = Path.of(pack.toString().replace(".pack", ".idx"));
        Path dead = packs.resolve("pack-" + ABSENT.name() + ".idx");
        Files.copy(index, dead);

        assertThat(store.maintain(space)).isTrue();

        assertThat(dead).doesNotExist();
        assertThat(index).exists();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void disturbsNoWritersAndReadersOfTwoStores() throws Exception {
        write(store, 3);
        FileRepositoryStore another = new FileRepositoryStore(root);
        AtomicBoolean isDone = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = Stream.of(store, another)
                .map(each -> CompletableFuture.runAsync(() -> read(each, isDone)))
                .toList();
        try {
            for (int i = 0; i < 36; i++) {
                write(store, 1);
                store.pendingCompaction(space).ifPresent(Runnable::run);
                if (i % 12 == 11) {
                    age(packs);
                    store.maintain(space);
                }
            }
        } finally {
            isDone.set(true);
        }
        readers.forEach(CompletableFuture::join);
        assertThat(warnings()).isEmpty();
    }

    private void read(FileRepositoryStore from, AtomicBoolean isDone) {
        try {
            while (!isDone.get()) {
                try (Repository repository = from.open(space).git()) {
                    repository
                            .open(RepositoryStoreFixture.ref(repository, MAIN))
                            .getCachedBytes();
                    repository.getObjectDatabase().has(ABSENT);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> warnings() {
        return List.copyOf(logged.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** Makes JGit list the packs, and read only the newest index. */
    private void know(Repository... readers) throws IOException {
        for (Repository reader : readers) {
            assertThat(reader.getObjectDatabase().has(tip)).isTrue();
        }
    }

    /** Makes JGit search all packs that it has listed. */
    private void look(Repository... readers) throws IOException {
        for (Repository reader : readers) {
            assertThat(reader.getObjectDatabase().has(ABSENT)).isFalse();
            assertThat(reader.open(tip).getCachedBytes()).isNotEmpty();
        }
    }

    /** Opens the repository as another process does. */
    private Repository plain() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(root.resolve("docs.git").toFile())
                .setBare()
                .setMustExist(true)
                .build();
    }

    private void write(FileRepositoryStore to, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            try (Repository repository = to.open(space).git()) {
                ObjectId next = tip.equals(ObjectId.zeroId())
                        ? RepositoryStoreFixture.commit(repository, "first")
                        : RepositoryStoreFixture.commit(repository, "next " + i, tip);
                assertThat(RepositoryStoreFixture.moveTogether(repository, new ReceiveCommand(tip, next, MAIN)))
                        .isTrue();
                tip = next;
            }
        }
    }

    private static void age(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            }
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(packs)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
