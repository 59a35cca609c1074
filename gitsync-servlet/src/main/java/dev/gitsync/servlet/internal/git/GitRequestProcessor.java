package dev.gitsync.servlet.internal.git;

import dev.gitsync.internal.server.PushWaitNotifier;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.PausablePermit;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.internal.server.transfer.SpoolFullException;
import dev.gitsync.internal.server.transfer.SpooledBody;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpExchange;
import dev.gitsync.servlet.internal.transfer.BodyDrainer;
import dev.gitsync.servlet.internal.transfer.BufferedResponse;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import dev.gitsync.servlet.internal.transfer.PermitReleasingResponse;
import dev.gitsync.servlet.internal.transfer.SpooledInput;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;

/**
 * Processes an authorized request. A fetch or push takes these steps:
 *
 * <ol>
 *   <li>receive the body at the pace of the client, in memory or in a temporary file; of a push that is certain to be rejected, only the
 *       beginning;
 *   <li>acquire a permit, waiting for it if necessary: permits are few, so a slow client must not hold one;
 *   <li>let JGit process the request; a fetch also holds a processor, which it releases while the client reads;
 *   <li>release the permit, then send the report of a push, which was buffered until now;
 *   <li>read and discard the rest of a rejected push, because git sends it all the same.
 * </ol>
 *
 * <p>Safe for use by several threads.
 */
public final class GitRequestProcessor {
    private final RequestLimiter limiter;
    private final BodyReceiver bodies;
    private final GitProtocolHandler git;

    /** Creates a processor that receives requests with {@code bodies} and lets {@code git} respond to them. */
    public GitRequestProcessor(RequestLimiter limiter, BodyReceiver bodies, GitProtocolHandler git) {
        this.limiter = limiter;
        this.bodies = bodies;
        this.git = git;
    }

    /** Prepares for requests. */
    public void init(ServletConfig config) throws ServletException {
        bodies.init();
        git.init(config);
    }

    /** Ends what {@link #init} began. */
    public void destroy() {
        git.destroy();
    }

    void process(AuthorizedRequest authorized, HttpExchange exchange) throws ServletException, IOException {
        if (authorized.endpoint() == Endpoint.INFO_REFS) {
            git.serve(authorized, exchange, exchange.request().getInputStream());
            return;
        }
        LimitedRequestBody incoming = bodies.open(authorized, exchange.request());
        boolean isComplete;
        try (SpooledBody body = receive(authorized, exchange, incoming)) {
            isComplete = body.isComplete();
            respond(authorized, exchange, body);
        }
        if (!isComplete) {
            exchange.response().flushBuffer();
            bodies.discard(incoming);
        }
    }

    private SpooledBody receive(AuthorizedRequest authorized, HttpExchange exchange, LimitedRequestBody incoming)
            throws IOException {
        try {
            return bodies.receive(authorized, exchange.request(), incoming);
        } catch (InputOverLimitIOException | SpoolFullException e) {
            limiter.drain(authorized.user().id(), () -> BodyDrainer.drain(exchange.request()));
            throw e;
        }
    }

    private void respond(AuthorizedRequest authorized, HttpExchange exchange, SpooledBody body)
            throws ServletException, IOException {
        PushWaitNotifier notifier = notifier(authorized, exchange, body);
        Optional<Permit> permit = authorized.isPush()
                ? limiter.acquirePush(authorized.limitKey(), notifier)
                : limiter.acquireFetch(authorized.limitKey(), notifier);
        if (permit.isEmpty()) {
            if (!notifier.reject(ErrorResponse.SERVER_BUSY.message())) {
                ErrorResponse.SERVER_BUSY.send(exchange.response());
            }
        } else if (authorized.isPush()) {
            BufferedResponse buffered = new BufferedResponse(exchange.response());
            Permit acquired = permit.get();
            try (acquired) {
                git.serve(authorized, exchange.withResponse(buffered), new SpooledInput(body));
            }
            buffered.release();
        } else {
            Permit acquired = permit.get();
            try (acquired) {
                fetch(authorized, exchange, body);
            }
        }
    }

    private static PushWaitNotifier notifier(AuthorizedRequest authorized, HttpExchange exchange, SpooledBody body) {
        HttpServletResponse response = exchange.response();
        PushWaitNotifier.Response begun = () -> {
            response.setContentType(GitSmartHttpTools.RECEIVE_PACK_RESULT_TYPE);
            return response.getOutputStream();
        };
        boolean isPlainPush = authorized.isPush() && exchange.request().getHeader("Content-Encoding") == null;
        return isPlainPush
                ? PushWaitNotifier.of(body.head(PushWaitNotifier.PREFIX_BYTES), begun)
                : PushWaitNotifier.silent(begun);
    }

    private void fetch(AuthorizedRequest authorized, HttpExchange exchange, SpooledBody body)
            throws ServletException, IOException {
        Optional<PausablePermit> processor =
                limiter.acquireProcessor(authorized.user().id());
        if (processor.isEmpty()) {
            ErrorResponse.SERVER_BUSY.send(exchange.response());
            return;
        }
        try (PausablePermit acquired = processor.get()) {
            git.serve(
                    authorized,
                    exchange.withResponse(new PermitReleasingResponse(exchange.response(), acquired)),
                    new SpooledInput(body));
        }
    }
}
