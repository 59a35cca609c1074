package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.storage.pack.PackConfig;

/** Writes a pack of given objects, without looking for others that they refer to. */
public final class SelectedPack {
    private SelectedPack() {}

    /**
     * Writes a pack. Deltas that are stored are copied if their base is in the pack as well.
     *
     * @param hasOffsetDeltas whether the reader of the pack accepts deltas that name their base by its position
     */
    public static void write(
            ObjectReader reader, Collection<RevObject> objects, boolean hasOffsetDeltas, OutputStream out)
            throws IOException {
        PackConfig config = new PackConfig();
        config.setThreads(1);
        try (PackWriter writer = new PackWriter(config, reader.newReader())) {
            writer.setIndexDisabled(true);
            writer.setDeltaBaseAsOffset(hasOffsetDeltas);
            writer.preparePack(objects.iterator());
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
    }
}
