package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.wire.BodySpool;
import dev.gitsync.servlet.internal.wire.Deadline;
import dev.gitsync.servlet.internal.wire.GuardedInput;
import dev.gitsync.servlet.internal.wire.Pace;
import dev.gitsync.servlet.internal.wire.SpooledBody;
import dev.gitsync.servlet.limits.ServerLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Receives the bodies of requests that were let in, bounded in size and time. Safe for use by several threads. */
final class BodyReceiver {
    private final BodySpool spool;
    private final ServerLimits limits;

    BodyReceiver(Path folder, ServerLimits limits) {
        this.spool = new BodySpool(folder, limits.maxSpoolBytes(), limits.maxSpoolBytesPerUser());
        this.limits = limits;
    }

    void init() {
        spool.deleteLeftovers();
    }

    /** Receives a body to its end; the caller closes it. */
    SpooledBody receive(Grant grant, HttpServletRequest request) throws IOException {
        GuardedInput body = new GuardedInput(
                request.getInputStream(),
                grant.service().maxRequestBytes(limits),
                Deadline.in(limits.maxReceiveTime()),
                new Pace(limits.minReceiveRate(), limits.maxSlowTime(), System::nanoTime));
        return spool.receive(body, grant.user().id());
    }
}
