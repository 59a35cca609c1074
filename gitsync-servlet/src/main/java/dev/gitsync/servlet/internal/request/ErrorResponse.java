package dev.gitsync.servlet.internal.request;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * A refusal: a status and a sentence. It is plain text because git shows that, and nothing else, to the person in front of
 * it ({@code remote: …}) when {@code info/refs} fails.
 *
 * @param status the HTTP status
 * @param headers headers that belong to this status
 * @param message what is wrong and what to do; nothing about the inside of the server
 */
public record ErrorResponse(int status, Map<String, String> headers, String message) implements HttpResult {
    /** How long somebody should wait before trying again. */
    static final int RETRY_AFTER_SECONDS = 5;

    /** The one answer for a space that is missing, switched off, or not for this user to know. */
    public static final ErrorResponse NOT_FOUND =
            plain(404, "There is no such repository here, or you may not read it.");

    public static final ErrorResponse PUSH_FORBIDDEN = plain(
            403,
            "You may read this space, but not push to it. Use an access token that may push, or ask a manager of the space for the right to write.");

    public static final ErrorResponse NO_SUCH_SERVICE =
            plain(403, "This server offers git-upload-pack and git-receive-pack, and nothing else.");

    public static final ErrorResponse DUMB_PROTOCOL =
            plain(403, "This server speaks git's smart HTTP protocol only. Use git 1.6.6 or later.");

    public static final ErrorResponse UNSUPPORTED_MEDIA_TYPE =
            plain(415, "The type or the encoding of the request's body is not one that git uses here.");

    public static final ErrorResponse MALFORMED =
            plain(400, "The request is not what git's protocol says it should be.");

    public static final ErrorResponse TOO_LARGE =
            plain(413, "The request asks for more at once than this server takes.");

    public static final ErrorResponse HEADERS_TOO_LARGE =
            plain(431, "The headers of the request are longer than this server takes.");

    public static final ErrorResponse TOO_SLOW =
            plain(408, "The request took longer to send than this server waits. Try again.");

    public static final ErrorResponse TLS_REQUIRED = plain(
            403,
            "This server is to be used over https only, so that nobody can read your password on the way. Change the address"
                    + " of the repository to https://.");

    public static final ErrorResponse SERVER_BUSY =
            retryLater("This server is busy with others. Try again in a few seconds.");

    public static final ErrorResponse TOO_MANY_REQUESTS = new ErrorResponse(
            429,
            retryAfter(RETRY_AFTER_SECONDS),
            "You have as many requests under way as one user may have. Try again in a few seconds.");

    /** There was no turn to check the credentials in time, or what keeps the accounts can't be asked. */
    public static final ErrorResponse ACCOUNTS_UNAVAILABLE =
            retryLater("Your account can't be checked at the moment. Try again in a few seconds.");

    public static final ErrorResponse OPERATORS_ONLY = plain(403, "This is for those who run the server.");

    public static final ErrorResponse NO_SUCH_OPERATION =
            plain(404, "There is no such space, or nothing of this name to do with it.");

    public static final ErrorResponse CROSS_SITE = plain(
            403,
            "The request may come from a page of another site. Send it with Content-Type: application/json, and from this"
                    + " site or no page at all.");

    public static final ErrorResponse INVALID_LIMIT = plain(400, "limit has to be from 1 to 200.");

    public static final ErrorResponse SPACE_BUSY =
            retryLater("Somebody else is at work on this space. Try again in a few seconds.");

    public static final ErrorResponse SPACE_UNAVAILABLE =
            retryLater("The space can't be brought up to date at the moment. Try again later.");

    /** For an exception that is none of the SPI's: trying again brings it again. */
    public static final ErrorResponse WIKI_FAILED = plain(
            500,
            "The wiki failed while this space was brought up to date. Trying again will not help: tell the operator, whose log"
                    + " says why.");

    public static final ErrorResponse INTERNAL_ERROR =
            plain(500, "Something went wrong on the server. Its log says more.");

    public static ErrorResponse unauthorized(String realm) {
        String challenge = "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
        return new ErrorResponse(
                401, Map.of("WWW-Authenticate", challenge), "Sign in with your name and password for the wiki.");
    }

    public static ErrorResponse methodNotAllowed(List<String> allowed) {
        return new ErrorResponse(
                405, Map.of("Allow", String.join(", ", allowed)), "Git does not use this method here.");
    }

    /** For somebody who has guessed too often, right or wrong from now on. */
    public static ErrorResponse tooManySignIns(Duration wait) {
        return new ErrorResponse(
                429,
                retryAfter(wait.toSeconds() + 1),
                "There were too many failed attempts to sign in. Try again later.");
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

    /** The headers of every answer of this servlet, good or bad: the same three that git http-backend sends, and nosniff. */
    public static void setCommonHeaders(HttpServletResponse response) {
        response.setHeader("Expires", "Fri, 01 Jan 1980 00:00:00 GMT");
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }

    /** Writes it into a response that holds nothing but {@link #setCommonHeaders prepared} headers. */
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
     * Says something to a fetch that has begun, in an error packet and a 200: of a POST that fails, git shows nothing but
     * the status. The response must hold nothing but {@link #setCommonHeaders prepared} headers.
     */
    public static void sendToFetch(String message, HttpServletResponse response) throws IOException {
        response.setContentType(GitSmartHttpTools.UPLOAD_PACK_RESULT_TYPE);
        new PacketLineOut(response.getOutputStream()).writeString("ERR " + message + "\n");
    }

    /** Puts it in the place of whatever was begun; the response must not be committed. */
    void replace(HttpServletResponse response) throws IOException {
        response.reset();
        setCommonHeaders(response);
        send(response);
    }
}
