package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.concurrency.WaitListener;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.internal.server.transfer.SpooledBody;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.transport.GitProtocolConstants;
import org.eclipse.jgit.transport.SideBandOutputStream;

/**
 * Notifies the client of a push on the sideband that the push waits for its turn (promise B9). This begins the response, so a later rejection must
 * use the sideband, too. Does nothing for a fetch and for a client without a sideband.
 */
final class PushWaitNotifier implements WaitListener {
    /** The length of the body in which the capabilities of a push are found, after its first command. */
    private static final int PREFIX_BYTES = 1500;

    private final boolean hasSideband;
    private final HttpServletResponse response;
    private boolean hasBegun;

    PushWaitNotifier(AuthorizedRequest authorized, HttpExchange exchange, SpooledBody body) {
        this.response = exchange.response();
        hasSideband = authorized.isPush()
                && exchange.request().getHeader("Content-Encoding") == null
                && hasSideband(new String(body.head(PREFIX_BYTES), StandardCharsets.ISO_8859_1));
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

    /** Rejects the push. */
    void reject(ErrorResponse error) throws IOException {
        if (hasBegun) {
            send(SideBandOutputStream.CH_ERROR, error.message());
        } else {
            error.send(response);
        }
    }

    private void send(int channel, String line) throws IOException {
        if (!hasBegun) {
            response.setContentType(GitSmartHttpTools.RECEIVE_PACK_RESULT_TYPE);
            hasBegun = true;
        }
        SideBandOutputStream band =
                new SideBandOutputStream(channel, SideBandOutputStream.SMALL_BUF, response.getOutputStream());
        band.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        band.flush();
        response.flushBuffer();
    }
}
