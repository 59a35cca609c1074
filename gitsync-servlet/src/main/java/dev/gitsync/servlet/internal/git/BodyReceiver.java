package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.transfer.BodySpool;
import dev.gitsync.internal.server.transfer.SpooledBody;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.push.PushPreview;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the bodies of authorized requests, bounded in size, time and rate. Safe for use by several threads. */
public final class BodyReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);
    private static final int BUFFER = 16 << 10;

    private final SpaceGateway spaces;
    private final BodySpool spool;
    private final ServerLimits limits;

    /** Creates a receiver that keeps long bodies in {@code folder}. */
    public BodyReceiver(SpaceGateway spaces, Path folder, ServerLimits limits) {
        this.spaces = spaces;
        this.spool = new BodySpool(folder, limits.maxSpoolBytes(), limits.maxSpoolBytesPerUser());
        this.limits = limits;
    }

    void init() {
        spool.deleteLeftovers();
    }

    /** Returns the body of a request, which fails if it is too long or too slow. */
    LimitedRequestBody open(AuthorizedRequest authorized, HttpServletRequest request) throws IOException {
        return new LimitedRequestBody(
                request.getInputStream(),
                authorized.service().maxRequestBytes(limits),
                TransferLimit.of(limits.maxReceiveTime(), limits.minReceiveRate(), limits.maxSlowTime()));
    }

    /** Receives a body to its end, or a push until it is certain to be rejected. The caller closes the result. */
    SpooledBody receive(AuthorizedRequest authorized, HttpServletRequest request, LimitedRequestBody body)
            throws IOException {
        boolean isPlainPush = authorized.isPush() && request.getHeader("Content-Encoding") == null;
        if (!isPlainPush) {
            return spool.receive(body, authorized.user().id());
        }
        try (PushPreview preview = spaces.preview(authorized.space())) {
            return spool.receive(body, authorized.user().id(), preview::isRefused);
        }
    }

    /** Reads and discards the rest of a body whose request has its response already. Failures are ignored. */
    void discard(LimitedRequestBody body) {
        byte[] buffer = new byte[BUFFER];
        try {
            while (body.read(buffer) >= 0) {
                // Discard it.
            }
        } catch (IOException e) {
            LOG.debug("Could not read the rest of a rejected push", e);
        }
    }
}
