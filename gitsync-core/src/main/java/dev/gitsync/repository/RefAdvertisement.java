package dev.gitsync.repository;

import java.io.IOException;
import org.eclipse.jgit.transport.RefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Advertises {@code main} to one client, for one request, at the commit where catching up found it. Accepts no push. See {@link
 * dev.gitsync.GitSync#advertise}. For use by one thread, and only while the repository is open.
 */
public interface RefAdvertisement {
    /** Returns a service for fetch and clone that advertises this {@code main}. */
    UploadPack uploadPack();

    /**
     * Sends the advertisement that a client requests before it pushes: the commit of {@code main} and the capabilities of the
     * server. If moved tips are merged ({@link dev.gitsync.settings.MergePolicy.MovedTip#MERGE}), {@code main} is advertised
     * without the newest edits of the wiki, so that the git client does not refuse the push by itself.
     *
     * @throws IOException when the client has disconnected or the repository can't be read
     */
    void sendForPush(RefAdvertiser client) throws IOException;
}
