package dev.gitsync.internal.jgit;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** Inserts as JGit does, and receives packs as {@link IncomingPack} does. */
final class QuarantineInserter extends ObjectInserter.Filter {
    private final ObjectDirectory objects;
    private final Config config;
    private final ObjectInserter inserter;

    QuarantineInserter(ObjectDirectory objects, Config config) {
        this.objects = objects;
        this.config = config;
        this.inserter = objects.newInserter();
    }

    @Override
    protected ObjectInserter delegate() {
        return inserter;
    }

    @Override
    public PackParser newPackParser(InputStream in) throws IOException {
        return new IncomingPack(objects, in, config);
    }
}
