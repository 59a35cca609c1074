package dev.gitsync.demo.server;

import dev.gitsync.demo.account.LimitedSignIn.NotCheckedException;
import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.error.StoreException;
import dev.gitsync.error.StoreRejectedException;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request can't be answered as it was meant; the message is a sentence for the one who sent it. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(HttpProblem.class);

    private final int status;
    private final String retryAfter;

    /** Answers with this HTTP status and sentence. */
    public HttpProblem(int status, String sentence) {
        this(status, sentence, "");
    }

    private HttpProblem(int status, String sentence, String retryAfter) {
        super(sentence, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** What is not there, and what one may not see, look the same. */
    public static HttpProblem notFound() {
        return new HttpProblem(404, "There is nothing here.");
    }

    /** One may look but not touch. */
    public static HttpProblem readOnly() {
        return new HttpProblem(403, "You may read this space, but not change it.");
    }

    /** The answer to a failure; what an operator should know of it goes to the log. */
    public static HttpProblem of(RuntimeException failure) {
        if (failure instanceof HttpProblem problem) {
            return problem;
        }
        if (failure instanceof NotCheckedException unchecked) {
            return new HttpProblem(unchecked.status(), unchecked.sentence(), unchecked.retryAfter());
        }
        if (failure instanceof OutcomeUnknownException) {
            LOG.warn("It is not known what became of a request", failure);
            return new HttpProblem(503, "It is not known whether this was saved; look before you try again.");
        }
        if (failure instanceof StoreException && !(failure instanceof StoreRejectedException)) {
            LOG.warn("A request failed", failure);
            return new HttpProblem(503, "The wiki can't reach its data right now; try again.");
        }
        if (failure instanceof HttpException bad) {
            LOG.debug("A form could not be read", failure);
            return new HttpProblem(bad.getCode(), "The form did not arrive, or not in one piece.");
        }
        LOG.error("A request failed", failure);
        return new HttpProblem(500, "Something went wrong here; the log of the server says more.");
    }

    /** Sets the status and, where there is a time to wait for, the header that names it. */
    public void tell(HttpServletResponse response) {
        response.setStatus(status);
        if (!retryAfter.isEmpty()) {
            response.setHeader("Retry-After", retryAfter);
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
