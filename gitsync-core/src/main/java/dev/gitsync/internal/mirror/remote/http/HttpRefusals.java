package dev.gitsync.internal.mirror.remote.http;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns responses that are not git's into sentences for the operator. */
final class HttpRefusals {
    private static final int MAX_PAGE = 8 << 10;
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final HttpTarget target;
    private final RemoteService service;
    private final boolean hasCredentials;

    HttpRefusals(HttpTarget target, RemoteService service, boolean hasCredentials) {
        this.target = target;
        this.service = service;
        this.hasCredentials = hasCredentials;
    }

    /** Passes a response of this media type. */
    void check(HttpResponse response, String mediaType) throws IOException {
        if (response.status() != HttpResponse.OK) {
            throw refusal(response);
        }
        if (!response.mediaType().equals(mediaType)
                || !response.header("content-encoding").isEmpty()) {
            throw new WireException(
                    Outcome.NOT_FOUND,
                    remote() + " answers with a web page instead of git. Check the URL of the mirror.");
        }
    }

    private String remote() {
        return "The remote at " + target.host();
    }

    private WireException refusal(HttpResponse response) {
        List<String> words = words(response);
        return switch (response.status()) {
            case 401 -> unauthorized(words);
            case 403 -> forbidden(words);
            case 404, 410 ->
                new WireException(
                        Outcome.NOT_FOUND,
                        remote() + " has no repository " + target.path()
                                + (hasCredentials
                                        ? ", or hides it from these credentials."
                                        : ", or hides it without credentials.")
                                + " Check the URL and the credentials of the mirror.",
                        words,
                        null);
            case 413 ->
                new WireException(
                        Outcome.REFUSED_BY_REMOTE,
                        remote() + " refuses the push as too large. Raise its limit for the size of a request.",
                        words,
                        null);
            default -> new WireException(Outcome.REMOTE_FAILED, failure(response.status()), words, null);
        };
    }

    private WireException unauthorized(List<String> words) {
        String sentence = hasCredentials
                ? " refuses the user name or the password. Give the mirror valid credentials."
                : " asks for credentials, and the mirror has none. Give the mirror credentials.";
        return new WireException(Outcome.UNAUTHORIZED, remote() + sentence, words, null);
    }

    private WireException forbidden(List<String> words) {
        return service == RemoteService.RECEIVE
                ? new WireException(
                        Outcome.READ_ONLY,
                        remote() + " can be read but not written: the credentials may not write, or the repository is"
                                + " archived. Allow writing, or change the direction of the mirror to PULL.",
                        words,
                        null)
                : new WireException(
                        Outcome.UNAUTHORIZED,
                        remote() + " does not let these credentials read the repository. Give the mirror others.",
                        words,
                        null);
    }

    private String failure(int status) {
        if (status >= BAD_REQUEST && status < SERVER_ERROR && status != 408 && status != 429) {
            return remote() + " answered with status " + status
                    + ". Check whether the URL of the mirror is a git repository; gitsync tries again.";
        }
        return remote() + " answered with status " + status
                + ", so it is overloaded or broken. gitsync tries again; if that goes on, see its log.";
    }

    /** Returns what a text says; pages in HTML are for browsers. */
    private static List<String> words(HttpResponse response) {
        if (!response.mediaType().equals("text/plain")) {
            return List.of();
        }
        try {
            return RemoteWords.lines(new String(response.body().readNBytes(MAX_PAGE), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of();
        }
    }
}
