package dev.gitsync.servlet.internal.git;

import dev.gitsync.push.PushPreview;
import dev.gitsync.servlet.internal.transfer.BodySpool;
import dev.gitsync.servlet.internal.transfer.Deadline;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import dev.gitsync.servlet.internal.transfer.SpooledBody;
import dev.gitsync.servlet.internal.transfer.TransferRateCheck;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the bodies of requests that were let in, bounded in size and time. Safe for use by several threads. */
public final class BodyReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);
    private static final int BUFFER = 16 << 10;

    private final SpaceGateway spaces;
    private final BodySpool spool;
    private final ServerLimits limits;

    public BodyReceiver(SpaceGateway spaces, Path folder, ServerLimits limits) {
        this.spaces = spaces;
        this.spool = new BodySpool(folder, limits.maxSpoolBytes(), limits.maxSpoolBytesPerUser());
        this.limits = limits;
    }

    public void init() {
        spool.deleteLeftovers();
    }

    /** The body of a request, which may be neither too long nor too slow. */
    public LimitedRequestBody open(AuthorizedRequest authorized, HttpServletRequest request) throws IOException {
        return new LimitedRequestBody(
                request.getInputStream(),
                authorized.service().maxRequestBytes(limits),
                Deadline.in(limits.maxReceiveTime()),
                new TransferRateCheck(limits.minReceiveRate(), limits.maxSlowTime(), System::nanoTime));
    }

    /** Receives a body to its end, or as much of a push as is enough to refuse it; the caller closes it. */
    public SpooledBody receive(AuthorizedRequest authorized, HttpServletRequest request, LimitedRequestBody body)
            throws IOException {
        boolean isPlainPush =
                authorized.endpoint() == Endpoint.RECEIVE_PACK && request.getHeader("Content-Encoding") == null;
        if (!isPlainPush) {
            return spool.receive(body, authorized.user().id());
        }
        try (PushPreview preview = spaces.preview(authorized.space())) {
            return spool.receive(body, authorized.user().id(), preview::isRefused);
        }
    }

    /**
     * Reads what is left of a body and throws it away, at the pace at which it would have been received. A client that does not send it
     * to its end has been answered already.
     */
    public void discard(LimitedRequestBody body) {
        byte[] buffer = new byte[BUFFER];
        try {
            while (body.read(buffer) >= 0) {
                // Nothing of it is wanted.
            }
        } catch (IOException e) {
            LOG.debug("The rest of a push that is refused did not come to its end", e);
        }
    }
}
