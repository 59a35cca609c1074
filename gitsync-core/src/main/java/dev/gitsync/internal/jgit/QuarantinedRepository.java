package dev.gitsync.internal.jgit;

import dev.gitsync.error.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bare repository on disk in which nobody else sees what is received or inserted here before a ref moves, and which
 * forgets it when it is closed without that. Reads look among the repository's own objects first, so that quarantine costs
 * those nothing who only read.
 */
final class QuarantinedRepository extends FileRepository {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantinedRepository.class);

    private final Quarantine quarantine;
    private final RefDatabase refs;

    private QuarantinedRepository(FileRepositoryBuilder options, Quarantine quarantine) throws IOException {
        super(options);
        this.quarantine = quarantine;
        this.refs = new PublishingRefs(super.getRefDatabase(), () -> quarantine.publish(getObjectDatabase()));
    }

    /** Opens the repository in {@code directory}, which must be there. */
    static QuarantinedRepository open(Path directory) throws IOException {
        Quarantine quarantine = new Quarantine(directory.resolve("objects"));
        FileRepositoryBuilder options = new FileRepositoryBuilder()
                .setGitDir(directory.toFile())
                .setBare()
                .addAlternateObjectDirectory(quarantine.directory().toFile())
                .setup();
        QuarantinedRepository repository = new QuarantinedRepository(options, quarantine);
        if (!repository.getObjectDatabase().exists()) {
            repository.close();
            throw new RepositoryNotFoundException(directory.toFile());
        }
        return repository;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return new QuarantineInserter(incoming(), getConfig());
    }

    /** An inserter that writes one pack for all that is inserted until it is flushed. */
    ObjectInserter newPackInserter() {
        return incoming().newPackInserter();
    }

    private ObjectDirectory incoming() {
        try {
            return quarantine.incoming(getConfig(), getFS());
        } catch (IOException e) {
            throw new StoreException("Nothing can be written to " + getDirectory(), e);
        }
    }

    @Override
    public RefDatabase getRefDatabase() {
        return refs;
    }

    @Override
    protected void doClose() {
        super.doClose();
        try {
            quarantine.discard();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("What was not needed of {} could not be deleted; maintenance will", getDirectory(), e);
        }
    }
}
