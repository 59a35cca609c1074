package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.error.StoreRejectedException;
import dev.gitsync.internal.server.transfer.MalformedRequestException;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import dev.gitsync.store.attachment.InvalidContentException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps exceptions to the responses of Git LFS. What is not particular to it is mapped and logged by {@link ExceptionMapper}. */
final class LfsErrors {
    static final String NO_OBJECT = "This space does not have the object.";

    private static final Logger LOG = LoggerFactory.getLogger(LfsErrors.class);

    private LfsErrors() {}

    static LfsResponse response(Exception failure, HttpServletRequest request) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (failure instanceof LfsException refused) {
            return refused.response();
        } else if (failure instanceof UncheckedIOException wrapper && wrapper.getCause() != null) {
            return response(wrapper.getCause(), request);
        } else if (failure instanceof InvalidFieldException || failure instanceof InvalidInputException) {
            return LfsResponse.error(422, message);
        } else if (failure instanceof MalformedRequestException) {
            return LfsResponse.error(400, "The request is invalid: " + message + ".");
        } else if (failure instanceof FileNotFoundException) {
            return LfsResponse.error(404, NO_OBJECT);
        } else if (failure instanceof InvalidContentException || failure instanceof StoreRejectedException) {
            LOG.info("An upload was rejected", failure);
            return LfsResponse.error(422, message);
        }
        ExceptionMapper.log(failure, request);
        return LfsResponse.of(ExceptionMapper.response(failure));
    }

    /** Returns whether the client may still be sending a body that could be received, so that it must be read for the client to see the response. */
    static boolean isBodyUnread(Exception failure) {
        return (failure instanceof LfsException refused && !refused.isBodyRefused())
                || failure instanceof InvalidFieldException
                || failure instanceof InvalidInputException
                || failure instanceof InvalidContentException
                || failure instanceof StoreRejectedException
                || failure instanceof InputOverLimitIOException;
    }
}
