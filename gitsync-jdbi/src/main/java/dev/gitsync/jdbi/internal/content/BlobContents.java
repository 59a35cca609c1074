package dev.gitsync.jdbi.internal.content;

import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads contents that are blobs in the repository of a space. */
record BlobContents(RepositoryStore repositories) {
    /** Larger blobs are streamed. JGit's default is 50 MiB, which a few readers could not hold in memory. */
    private static final int STREAMED_FROM = 1 << 20;

    /**
     * Opens a blob and skips {@code offset} bytes, which are decompressed.
     *
     * @throws FileNotFoundException when the repository does not have the blob
     */
    InputStream open(Space space, String blob, long offset) throws IOException {
        SpaceRepository repository = repositories.open(space);
        InputStream opened = null;
        try {
            ObjectReader reader = repository.git().newObjectReader();
            reader.setStreamFileThreshold(STREAMED_FROM);
            opened = new Opened(
                    reader.open(ObjectId.fromString(blob), Constants.OBJ_BLOB).openStream(), reader, repository);
            skip(opened, offset);
            InputStream result = opened;
            opened = null;
            return result;
        } catch (MissingObjectException e) {
            repository.close();
            throw new FileNotFoundException("The repository of space " + space.id() + " has no blob " + blob);
        } catch (IOException | RuntimeException e) {
            if (opened == null) {
                repository.close();
            } else {
                opened.close();
            }
            throw e;
        }
    }

    /** Skips bytes, or all of them if there are fewer. */
    private static void skip(InputStream in, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped <= 0) {
                if (in.read() < 0) {
                    return;
                }
                skipped = 1;
            }
            left -= skipped;
        }
    }

    /** Closes what it was opened with. */
    private static final class Opened extends FilterInputStream {
        private final ObjectReader reader;
        private final SpaceRepository repository;

        Opened(InputStream in, ObjectReader reader, SpaceRepository repository) {
            super(in);
            this.reader = reader;
            this.repository = repository;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                reader.close();
                repository.close();
            }
        }
    }
}
