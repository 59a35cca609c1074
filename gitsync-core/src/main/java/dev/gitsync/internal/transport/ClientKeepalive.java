package dev.gitsync.internal.transport;

import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.work.Keepalive;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends progress to the client of a push on the side band, and detects that the client has disconnected. */
record ClientKeepalive(PushReceiver client) implements Keepalive {
    private static final Logger LOG = LoggerFactory.getLogger(ClientKeepalive.class);

    @Override
    public boolean report(String activity, Duration elapsed) {
        try {
            return client.sendLine("Still at work after " + elapsed.toSeconds() + " seconds: " + activity);
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns whether the client is connected. A closed connection accepts one more packet; the response to it makes the next one fail. */
    @Override
    public boolean isConnected() {
        try {
            boolean hasTakenOne = client.keepAlive();
            return hasTakenOne && client.keepAlive();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void waiting(Duration elapsed, Duration patience) {
        try {
            client.sendLine("Waiting for another push or sync of this space to end: " + elapsed.toSeconds()
                    + " of at most " + patience.toSeconds() + " seconds");
        } catch (IOException e) {
            LOG.debug(
                    "Could not send a progress line to a waiting client; the next one detects whether it has disconnected",
                    e);
        }
    }
}
