package dev.gitsync.internal.jgit;

import dev.gitsync.internal.jgit.forward.ForwardingBatch;
import java.io.IOException;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * A batch of ref updates that another database executes; before that, it publishes objects. If a ref of an atomic batch
 * does not have its expected value, no ref will move, and the objects are not published.
 */
final class PublishingBatch extends ForwardingBatch {
    private final RefDatabase real;
    private final ObjectPublisher objects;

    PublishingBatch(RefDatabase refs, RefDatabase real, ObjectPublisher objects) {
        super(refs, real);
        this.real = real;
        this.objects = objects;
    }

    @Override
    public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options) throws IOException {
        if (!isAtomic() || canMove()) {
            objects.publish();
        }
        super.execute(walk, monitor, options);
    }

    private boolean canMove() throws IOException {
        for (ReceiveCommand command : getCommands()) {
            @Nullable Ref ref = real.exactRef(command.getRefName());
            ObjectId stands = ref == null || ref.getObjectId() == null ? ObjectId.zeroId() : ref.getObjectId();
            if (!stands.equals(command.getOldId())) {
                return false;
            }
        }
        return true;
    }
}
