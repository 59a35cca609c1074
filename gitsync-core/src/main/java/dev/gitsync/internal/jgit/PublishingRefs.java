package dev.gitsync.internal.jgit;

import dev.gitsync.internal.jgit.forward.ForwardingRefs;
import java.io.IOException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.RefUpdate;

/** The refs of another database; publishes the objects that they may point to before they move. */
final class PublishingRefs extends ForwardingRefs {
    private final ObjectPublisher objects;

    PublishingRefs(RefDatabase delegate, ObjectPublisher objects) {
        super(delegate);
        this.objects = objects;
    }

    @Override
    public BatchRefUpdate newBatchUpdate() {
        return new PublishingBatch(this, delegate(), objects);
    }

    /** Publishes the objects at once: the target of the update, and whether it will be executed, are not known here. */
    @Override
    public RefUpdate newUpdate(String name, boolean detach) throws IOException {
        objects.publish();
        return super.newUpdate(name, detach);
    }
}
