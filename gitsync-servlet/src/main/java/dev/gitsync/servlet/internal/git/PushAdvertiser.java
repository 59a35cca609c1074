package dev.gitsync.servlet.internal.git;

import dev.gitsync.repository.RefAdvertisement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.jspecify.annotations.Nullable;

/** Sends the refs where JGit's servlet asks a {@link ReceivePack} for them. Receives no push. */
final class PushAdvertiser extends ReceivePack {
    private final RefAdvertisement advertisement;

    PushAdvertiser(Repository repository, RefAdvertisement advertisement) {
        super(repository);
        this.advertisement = advertisement;
    }

    @Override
    public void sendAdvertisedRefs(RefAdvertiser client) throws IOException {
        advertisement.sendForPush(client);
    }

    @Override
    public void receive(InputStream input, OutputStream output, @Nullable OutputStream messages) {
        throw new IllegalStateException("Only the refs were asked for; a push needs a service of its own");
    }

    @Override
    public void receiveWithExceptionPropagation(
            InputStream input, OutputStream output, @Nullable OutputStream messages) {
        receive(input, output, messages);
    }
}
