package dev.gitsync.internal.engine;

import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.work.Pulse;
import java.io.IOException;
import java.time.Duration;

/** Tells the person who pushed, on the sideband, that the server is still at work; notices when nobody listens any more. */
record ClientPulse(PushReceiver client) implements Pulse {
    @Override
    public boolean beat(String activity, Duration elapsed) {
        try {
            return client.tell("Still at work after " + elapsed.toSeconds() + " seconds: " + activity);
        } catch (IOException e) {
            return false;
        }
    }
}
