package dev.gitsync.servlet;

import java.util.Collection;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PreUploadHook;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Refuses a fetch that asks for too many objects at once, before any is looked up.
 *
 * @param most how many it may ask for
 */
record WantLimit(int most) implements PreUploadHook {
    @Override
    public void onBeginNegotiateRound(UploadPack service, Collection<? extends ObjectId> wants, int offered)
            throws ServiceMayNotContinueException {
        if (wants.size() > most) {
            throw new ServiceMayNotContinueException(
                    "this fetch asks for " + wants.size() + " objects at once, and the server takes " + most);
        }
    }

    @Override
    public void onEndNegotiateRound(
            UploadPack service, Collection<? extends ObjectId> wants, int common, int notFound, boolean ready) {}

    @Override
    public void onSendPack(
            UploadPack service, Collection<? extends ObjectId> wants, Collection<? extends ObjectId> haves) {}
}
