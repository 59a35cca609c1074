package dev.gitsync.repository;

import java.io.IOException;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Shows one client {@code main} where catching up found it, for one request; it accepts no push. See {@link
 * dev.gitsync.GitSync#advertise}. For one thread, and only while the repository is open.
 */
public interface RefAdvertisement {
    /** Returns a service for fetch and clone that shows the client this {@code main}. */
    UploadPack uploadPack();

    /**
     * Sends what a client asks for before it pushes: where {@code main} is, and what the server can do. Where moved tips are
     * merged ({@link dev.gitsync.settings.MergePolicy.MovedTip#MERGE}), {@code main} is shown without the newest edits of the wiki, so that
     * git does not refuse the push by itself.
     *
     * @throws IOException when the client is gone or the repository can't be read
     */
    void sendForPush(RefAdvertiser client) throws IOException;
}
