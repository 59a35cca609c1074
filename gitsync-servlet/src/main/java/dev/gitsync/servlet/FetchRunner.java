package dev.gitsync.servlet;

import dev.gitsync.servlet.internal.wire.InflatedInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.http.server.UploadPackErrorHandler;
import org.eclipse.jgit.storage.pack.PackStatistics;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.eclipse.jgit.transport.WantNotValidException;

/**
 * Runs the server's side of a fetch. It takes the place of what JGit's servlet would run, which reads requests without any
 * limit and answers an unreadable one with an empty 500.
 */
final class FetchRunner implements UploadPackErrorHandler {
    private final long maxRequestBytes;
    private final Observer observer;

    FetchRunner(long maxRequestBytes, Observer observer) {
        this.maxRequestBytes = maxRequestBytes;
        this.observer = observer;
    }

    @Override
    public void upload(HttpServletRequest request, HttpServletResponse response, UploadPackRunnable replaced)
            throws IOException {
        try (UploadPack uploadPack = (UploadPack) request.getAttribute(ServletUtils.ATTRIBUTE_HANDLER)) {
            uploadPack.setBiDirectionalPipe(false);
            response.setContentType(GitSmartHttpTools.UPLOAD_PACK_RESULT_TYPE);
            uploadPack.upload(InflatedInput.of(request, maxRequestBytes), response.getOutputStream(), null);
            PackStatistics sent = uploadPack.getStatistics();
            if (sent != null) {
                observer.fetched(Grant.of(request), (int) sent.getWants());
            }
        } catch (UploadPackInternalServerErrorException e) {
            if (response.isCommitted()) {
                Failure.log(Failure.behind(e), request); // JGit has put an error where the pack should go on
            } else {
                answer(Failure.behind(e), request, response);
            }
        } catch (IOException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e; // the connection breaks off, so that half an answer can't pass for a whole one
            }
            answer(e, request, response);
        }
    }

    private static void answer(Throwable failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<String> refusal = refusal(failure);
        if (refusal.isPresent()) {
            response.reset();
            Answer.prepare(response);
            Answer.tellFetch(refusal.get(), response);
        } else {
            Failure.answer(failure, request, response);
        }
    }

    /** What a well-behaved client should hear, if {@code failure} is an answer to one. */
    private static Optional<String> refusal(Throwable failure) {
        if (failure instanceof UnsupportedOperationException && comesFromJGitItself(failure)) {
            return Optional.of("this server can't deepen a clone step by step;"
                    + " use git fetch --depth=<n>, --shallow-since=<date> or --unshallow");
        }
        return failure instanceof WantNotValidException || failure instanceof ServiceMayNotContinueException
                ? Optional.ofNullable(failure.getMessage())
                : Optional.empty();
    }

    /** Of all requests that git makes, JGit leaves out one, {@code --deepen}, and throws this where it would be. */
    private static boolean comesFromJGitItself(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().equals(UploadPack.class.getName());
    }
}
