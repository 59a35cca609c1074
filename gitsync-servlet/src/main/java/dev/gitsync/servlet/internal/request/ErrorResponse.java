package dev.gitsync.servlet.internal.request;

import dev.gitsync.internal.server.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * An error response: a status and a message in plain text, because git shows the user nothing else ({@code remote: …}) when
 * {@code info/refs} fails.
 *
 * @param status the HTTP status
 * @param headers the headers that belong to this status
 * @param message what happened and what to do; without details of the server
 */
public record ErrorResponse(int status, Map<String, String> headers, String message) implements HttpResult {
    /** The value of {@code Retry-After} for a busy server. */
    static final int RETRY_AFTER_SECONDS = 5;

    /** The same for a space that is missing, disabled, or forbidden to this user. */
    public static final ErrorResponse NOT_FOUND = plain(404, Refusal.NOT_FOUND.message());

    public static final ErrorResponse PUSH_FORBIDDEN = plain(
            403,
            "You may read this space, but not push to it. Use an access token with write access, or ask a manager of the space for write access.");

    public static final ErrorResponse NO_SUCH_SERVICE =
            plain(403, "This server supports only git-upload-pack and git-receive-pack.");

    public static final ErrorResponse DUMB_PROTOCOL =
            plain(403, "This server supports only git's smart HTTP protocol. Use git 1.6.6 or later.");

    public static final ErrorResponse UNSUPPORTED_MEDIA_TYPE =
            plain(415, "The content type or encoding of the request body is not one that git uses.");

    public static final ErrorResponse MALFORMED = plain(400, Refusal.MALFORMED.message());

    public static final ErrorResponse TOO_LARGE = plain(413, Refusal.TOO_LARGE.message());

    public static final ErrorResponse HEADERS_TOO_LARGE =
            plain(431, "The headers of the request exceed the size limit of this server.");

    public static final ErrorResponse TOO_SLOW = plain(408, Refusal.TOO_SLOW.message());

    public static final ErrorResponse TLS_REQUIRED = plain(
            403,
            "This server requires https, so that no one can read your password in transit. Change the URL of the repository to https://.");

    public static final ErrorResponse SERVER_BUSY = retryLater(Refusal.SERVER_BUSY.message());

    public static final ErrorResponse TOO_MANY_REQUESTS =
            new ErrorResponse(429, retryAfter(RETRY_AFTER_SECONDS), Refusal.TOO_MANY_REQUESTS.message());

    /** The credentials could not be checked in time, or the store of the accounts does not respond. */
    public static final ErrorResponse ACCOUNTS_UNAVAILABLE =
            retryLater("This server can't check your account at the moment. Try again in a few seconds.");

    public static final ErrorResponse OPERATORS_ONLY = plain(403, "Only operators of this server may do this.");

    public static final ErrorResponse NO_SUCH_OPERATION = plain(404, "Space or operation not found.");

    /** The same for every webhook that is not accepted, whatever the reason. */
    public static final ErrorResponse WEBHOOK_REFUSED = plain(
            404,
            "Webhook not accepted: the URL names no mirror that takes webhooks, or the request is not signed with its secret. Check both at the sender.");

    public static final ErrorResponse WEBHOOK_TLS_REQUIRED =
            plain(403, "This server accepts webhooks over https only. Change the URL of the webhook to https://.");

    public static final ErrorResponse CROSS_SITE = plain(
            403,
            "The request may come from a page of another site. Send it with Content-Type: application/json, and not from another site.");

    public static final ErrorResponse INVALID_LIMIT = plain(400, "limit must be from 1 to 200.");

    public static final ErrorResponse INVALID_DECISION =
            plain(400, "decision must be continue, join-keeping-wiki or join-keeping-remote.");

    public static final ErrorResponse SPACE_BUSY = retryLater(Refusal.SPACE_BUSY.message());

    public static final ErrorResponse SPACE_UNAVAILABLE = retryLater(Refusal.SPACE_UNAVAILABLE.message());

    /** For an exception that the SPI does not define. A retry would fail again. */
    public static final ErrorResponse WIKI_FAILED = plain(500, Refusal.WIKI_FAILED.message());

    public static final ErrorResponse INTERNAL_ERROR = plain(500, Refusal.INTERNAL_ERROR.message());

    public static ErrorResponse unauthorized(String realm) {
        String challenge = "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
        return new ErrorResponse(
                401, Map.of("WWW-Authenticate", challenge), "Sign in with your name and password for the wiki.");
    }

    public static ErrorResponse methodNotAllowed(List<String> allowed) {
        return new ErrorResponse(
                405,
                Map.of("Allow", String.join(", ", allowed)),
                "This URL does not support the method of the request.");
    }

    /** Returns the response to an attempt that the sign-in limiter blocks, whether or not its credentials are valid. */
    public static ErrorResponse tooManySignIns(Duration wait) {
        return new ErrorResponse(
                429,
                retryAfter(wait.toSeconds() + 1),
                "There were too many failed attempts to sign in. Try again later.");
    }

    /** Returns the response to a webhook from an address of which too many were refused. */
    public static ErrorResponse tooManyWebhooks(Duration wait) {
        return new ErrorResponse(
                429,
                retryAfter(wait.toSeconds() + 1),
                "Too many webhooks from this address were not accepted. Check their URLs and secrets, and try again later.");
    }

    private static ErrorResponse retryLater(String message) {
        return new ErrorResponse(503, retryAfter(RETRY_AFTER_SECONDS), message);
    }

    private static Map<String, String> retryAfter(long seconds) {
        return Map.of("Retry-After", Long.toString(seconds));
    }

    private static ErrorResponse plain(int status, String message) {
        return new ErrorResponse(status, Map.of(), message);
    }

    /** Sets the headers of every response: the three that {@code git http-backend} sends, and {@code nosniff}. */
    public static void setCommonHeaders(HttpServletResponse response) {
        response.setHeader("Expires", "Fri, 01 Jan 1980 00:00:00 GMT");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** Sends this. The response must have no headers except the {@link #setCommonHeaders common} ones. */
    @Override
    public void send(HttpServletResponse response) throws IOException {
        byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * Sends a message to a fetch as an error packet with status 200, because of a POST that fails git shows nothing but the status. The
     * response must have no headers except the {@link #setCommonHeaders common} ones.
     */
    public static void sendToFetch(String message, HttpServletResponse response) throws IOException {
        response.setContentType(GitSmartHttpTools.UPLOAD_PACK_RESULT_TYPE);
        new PacketLineOut(response.getOutputStream()).writeString("ERR " + message + "\n");
    }

    /** Replaces what was written to {@code response} by this. The response must not be committed. */
    void replace(HttpServletResponse response) throws IOException {
        response.reset();
        setCommonHeaders(response);
        send(response);
    }
}
