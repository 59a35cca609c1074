package dev.gitsync.internal.jgit;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare repository on disk whose received or inserted objects are invisible to others until a ref moves, and are
 * discarded if it is closed before that. Its object database comes from a pool and is returned to it.
 */
final class QuarantinedRepository extends FileRepository {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantinedRepository.class);

    private final Path directory;
    private final RepositoryObjectsPool pool;
    private final PackLimits limits;
    private final AtomicReference<@Nullable RepositoryObjects> borrowed = new AtomicReference<>();
    private final RefDatabase refs;

    private QuarantinedRepository(Path directory, RepositoryOpening opening) throws IOException {
        super(new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .setup());
        this.directory = directory;
        this.pool = opening.pool();
        this.limits = opening.limits();
        this.refs = new PublishingRefs(super.getRefDatabase(), () -> {
            RepositoryObjects open = open();
            opening.published().addAndGet(open.quarantine().publish(open.objects()));
        });
    }

    /** Opens the repository in {@code directory}, which must exist. */
    static QuarantinedRepository open(Path directory, RepositoryOpening opening) throws IOException {
        QuarantinedRepository repository = new QuarantinedRepository(directory, opening);
        RepositoryObjects idle = opening.pool().borrow(directory);
        if (idle != null) {
            idle.refresh();
        }
        repository.borrowed.set(
                idle == null ? RepositoryObjects.open(directory, repository.getConfig(), repository.getFS()) : idle);
        if (!repository.getObjectDatabase().exists()) {
            repository.close();
            throw new RepositoryNotFoundException(directory.toFile());
        }
        return repository;
    }

    private RepositoryObjects open() {
        RepositoryObjects open = borrowed.get();
        if (open == null) {
            throw new StoreException(getDirectory() + " was closed already");
        }
        return open;
    }

    /** Returns only the public objects during construction and after {@code close}. */
    @Override
    public ObjectDirectory getObjectDatabase() {
        @Nullable RepositoryObjects open = borrowed == null ? null : borrowed.get();
        return open == null ? super.getObjectDatabase() : open.objects();
    }

    @Override
    public ObjectInserter newObjectInserter() {
        RepositoryObjects open = open();
        try {
            ObjectDirectory incoming = open.quarantine().incoming(getConfig(), getFS());
            return new QuarantineInserter(open.objects(), open.quarantine(), incoming, limits);
        } catch (IOException e) {
            throw new StoreException("Nothing can be written to " + getDirectory(), e);
        }
    }

    @Override
    public ObjectReader newObjectReader() {
        RepositoryObjects open = borrowed.get();
        return open == null ? super.newObjectReader() : QuarantineReader.ofFlushed(open.quarantine(), open.objects());
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }

    @Override
    protected void doClose() {
        RepositoryObjects open = borrowed.getAndSet(null);
        super.doClose();
        if (open == null) {
            return;
        }
        try {
            if (open.reset()) {
                pool.giveBack(directory, open);
            }
        } catch (IOException | UncheckedIOException e) {
            open.close();
            LOG.warn("Could not delete the quarantine of {}; maintenance deletes it later", getDirectory(), e);
        }
    }
}
