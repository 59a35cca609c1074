package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.internal.receive.ReceivedObjectChecker;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.settings.PushLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;
import org.jspecify.annotations.Nullable;

/** Receives packs with the limits of a push. The number of objects and the deltas are limited by the repository. */
public final class PackReceiver {
    private static final long LEAST_OBJECT_LIMIT = 16L << 20;

    private final String host;
    private final PushLimits limits;

    /** Creates a receiver of packs from {@code host}. */
    public PackReceiver(String host, PushLimits limits) {
        this.host = host;
        this.limits = limits;
    }

    /** Receives a pack into a repository that was opened with the limits of a push, and reads its connection to the end. */
    void receive(InputStream pack, Repository into) throws IOException {
        Limited in = new Limited(pack);
        try (ObjectInserter inserter = into.newObjectInserter()) {
            PackParser parser = inserter.newPackParser(in);
            parser.setAllowThin(true);
            parser.setObjectChecker(new ReceivedObjectChecker(new ReceivedBlobs()));
            parser.setMaxObjectSizeLimit(maxObjectBytes());
            parser.parse(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE);
            inserter.flush();
            in.transferTo(OutputStream.nullOutputStream());
        } catch (GitSyncException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw in.failure == null ? invalid(e) : in.failure;
        }
    }

    private long maxObjectBytes() {
        return Math.max(LEAST_OBJECT_LIMIT, Math.max(limits.maxFileBytes(), limits.maxPageBytes()));
    }

    private WireException invalid(Exception failure) {
        if (failure instanceof TooLargeObjectInPackException) {
            return tooLarge("a file larger than " + maxObjectBytes() + " bytes", "GIT_SYNC_MAX_FILE_BYTES", failure);
        } else if (failure instanceof PackLimits.ExceededException exceeded) {
            return exceeded.limit() == PackLimits.ExceededException.Limit.OBJECTS
                    ? tooLarge(
                            "more than " + limits.maxObjects() + " objects", "GIT_SYNC_MAX_OBJECTS_PER_PUSH", failure)
                    : tooLarge("deltas longer than " + limits.maxDeltaDepth(), "GIT_SYNC_MAX_DELTA_DEPTH", failure);
        }
        return new WireException(
                Outcome.REMOTE_FAILED,
                "The remote at " + host + " sent objects that are invalid. Check the repository there with git fsck;"
                        + " gitsync tries again.",
                List.of(),
                failure);
    }

    private WireException tooLarge(String what, String setting, @Nullable Exception failure) {
        return new WireException(
                Outcome.TOO_LARGE,
                "The remote at " + host + " has commits with " + what + ", the limit of a fetch, which grows with "
                        + setting + ". Raise that setting, or remove them there.",
                List.of(),
                failure);
    }

    /** Limits how much is read, and remembers why reading failed, so that this is not taken for an invalid pack. */
    private final class Limited extends FilterInputStream {
        private @Nullable IOException failure;
        private long left = limits.maxPackBytes();

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                int read = in.read(into, from, length);
                left -= Math.max(0, read);
                if (left < 0) {
                    throw tooLarge(
                            "more than " + limits.maxPackBytes() + " bytes of new content",
                            "GIT_SYNC_MAX_PACK_BYTES",
                            null);
                }
                return read;
            } catch (IOException e) {
                failure = Objects.requireNonNull(e);
                throw e;
            }
        }
    }
}
