package dev.gitsync.internal.server;

import dev.gitsync.internal.server.concurrency.WaitListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jgit.transport.GitProtocolConstants;
import org.eclipse.jgit.transport.SideBandOutputStream;

/**
 * Notifies the client of a push on the sideband that the push waits for its turn (promise B9). This begins the response, so a later rejection must
 * use the sideband, too. Does nothing for a client without a sideband.
 */
public final class PushWaitNotifier implements WaitListener {
    /** The length of the push in which its capabilities are found, after its first command. */
    public static final int PREFIX_BYTES = 1500;

    private final boolean hasSideband;
    private final Response response;
    private boolean hasBegun;

    /** The response to the push. */
    @FunctionalInterface
    public interface Response {
        /** Returns its output, and begins the response if it has not begun. */
        OutputStream output() throws IOException;
    }

    private PushWaitNotifier(boolean hasSideband, Response response) {
        this.hasSideband = hasSideband;
        this.response = response;
    }

    /** Returns a notifier for a push that begins with {@code head}. */
    public static PushWaitNotifier of(byte[] head, Response response) {
        return new PushWaitNotifier(hasSideband(new String(head, StandardCharsets.ISO_8859_1)), response);
    }

    /** Returns a notifier that notifies nothing. */
    public static PushWaitNotifier silent(Response response) {
        return new PushWaitNotifier(false, response);
    }

    private static boolean hasSideband(String prefix) {
        int command = prefix.indexOf('\0');
        int end = prefix.indexOf("0000", command);
        return command >= 0
                && prefix.substring(command, end < 0 ? prefix.length() : end)
                        .contains(GitProtocolConstants.CAPABILITY_SIDE_BAND_64K);
    }

    /** Notifies the client. Returns false if the client has disconnected. */
    @Override
    public boolean shouldContinue(Duration waited) {
        try {
            if (hasSideband) {
                send(
                        SideBandOutputStream.CH_PROGRESS,
                        "Waiting for a turn after other pushes: " + waited.toSeconds() + " seconds so far");
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Rejects the push on the sideband, and returns true; returns false if the response has not begun, so that it can be any other. */
    public boolean reject(String message) throws IOException {
        if (hasBegun) {
            send(SideBandOutputStream.CH_ERROR, message);
        }
        return hasBegun;
    }

    private void send(int channel, String line) throws IOException {
        OutputStream out = response.output();
        hasBegun = true;
        SideBandOutputStream band = new SideBandOutputStream(channel, SideBandOutputStream.SMALL_BUF, out);
        band.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        band.flush();
        out.flush();
    }
}
