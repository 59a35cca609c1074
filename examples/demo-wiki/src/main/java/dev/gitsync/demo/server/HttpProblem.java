package dev.gitsync.demo.server;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that can't be answered as intended. The message is a sentence for its sender. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(HttpProblem.class);

    private final int status;
    private final Duration retryAfter;

    /** Answers with this HTTP status and sentence. */
    public HttpProblem(int status, String sentence) {
        this(status, sentence, Duration.ZERO);
    }

    HttpProblem(int status, String sentence, Duration retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** What does not exist and what the account may not see give the same answer. */
    public static HttpProblem notFound() {
        return new HttpProblem(404, "There is nothing here.");
    }

    /** The answer to a failure. What an operator should know of it goes to the log. */
    public static HttpProblem of(RuntimeException failure) {
        if (failure instanceof HttpProblem problem) {
            return problem;
        }
        if (failure instanceof OutcomeUnknownException) {
            LOG.warn("The outcome of a request is unknown", failure);
            return new HttpProblem(503, "It is not known whether this was saved. Check the page before you try again.");
        }
        if (failure instanceof StoreException && !(failure instanceof StoreRejectedException)) {
            LOG.warn("A request failed", failure);
            return new HttpProblem(503, "The wiki can't reach its data right now. Try again.");
        }
        if (failure instanceof HttpException bad) {
            LOG.debug("A form could not be read", failure);
            return new HttpProblem(bad.getCode(), "The form did not arrive completely. Send it again.");
        }
        LOG.error("A request failed", failure);
        return new HttpProblem(500, "The server failed to answer. Its log has the details.");
    }

    /** Sets the status and, if there is a time to wait, {@code Retry-After}. */
    public void sendHead(HttpServletResponse response) {
        response.setStatus(status);
        if (!retryAfter.isZero()) {
            response.setHeader("Retry-After", Long.toString(retryAfter.toSeconds() + 1));
        }
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
