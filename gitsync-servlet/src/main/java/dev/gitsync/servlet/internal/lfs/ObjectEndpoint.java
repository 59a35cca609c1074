package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.model.ContentHash;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.JsonObject;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Transfers objects. They pass through without being kept here. */
final class ObjectEndpoint {
    private final ServerLimits limits;
    private final AuditRecorder audit;

    ObjectEndpoint(ServerLimits limits, AuditRecorder audit) {
        this.limits = limits;
        this.audit = audit;
    }

    HttpResult download(LfsRequest request) throws LfsException {
        ContentHash hash = new ContentHash(request.url().id());
        long size = size(request, hash).orElseThrow(() -> new LfsException(404, LfsErrors.NO_OBJECT));
        ByteRange range = ByteRange.of(range(request.http(), hash), size)
                .orElseThrow(() -> new LfsException(new LfsResponse(
                        416,
                        Map.of("Content-Range", "bytes */" + size),
                        Map.of("message", "The object has only " + size + " bytes."))));
        return new ObjectDownload(request, new StoredObject(hash, size), range, limits, audit);
    }

    /** Returns the header {@code Range}, unless the client has another object in mind. */
    private static String range(HttpServletRequest http, ContentHash hash) {
        String range = http.getHeader("Range");
        String condition = http.getHeader("If-Range");
        boolean isMeant = condition == null || condition.equals(StoredObject.tag(hash));
        return range != null && isMeant ? range : "";
    }

    LfsResponse upload(LfsRequest request) throws IOException, LfsException {
        HttpServletRequest http = request.http();
        long size = http.getContentLengthLong();
        long maxBytes = request.files().maxBytes();
        if (size < 0) {
            throw LfsException.ofBody(
                    LfsResponse.error(411, "The size of an upload must be known: send a Content-Length."));
        } else if (size > maxBytes) {
            throw LfsException.ofBody(LfsResponse.error(
                    413, "The file has " + size + " bytes; this server accepts up to " + maxBytes + "."));
        } else if (http.getHeader("Content-Encoding") != null) {
            throw LfsException.ofBody(LfsResponse.of(ErrorResponse.UNSUPPORTED_MEDIA_TYPE));
        }
        ContentHash hash = new ContentHash(request.url().id());
        LimitedRequestBody body = new LimitedRequestBody(
                http.getInputStream(),
                size,
                TransferLimit.of(limits.maxUploadTime(), limits.minReceiveRate(), limits.maxSlowTime()));
        Upload upload = new Upload(hash, size, body);
        request.files().store(request.space(), upload);
        if (http.getHeader("Expect") == null) { // else the client waits for the response before it sends the body
            upload.skipUnlessRead();
        }
        audit.transferred(request.auditSubject(), "upload", hash.value(), size);
        return LfsResponse.ok();
    }

    static LfsResponse verify(LfsRequest request, JsonObject body) throws LfsException, InvalidFieldException {
        String oid = body.string("oid").orElse("");
        if (!ContentHash.isValid(oid)) {
            throw new LfsException(422, "The oid must be a SHA-256 in lower-case hexadecimal digits.");
        }
        long stored = size(request, new ContentHash(oid)).orElseThrow(() -> new LfsException(404, LfsErrors.NO_OBJECT));
        if (stored != body.integer("size").orElse(-1L)) {
            throw new LfsException(422, "The object has " + stored + " bytes.");
        }
        return LfsResponse.ok();
    }

    private static Optional<Long> size(LfsRequest request, ContentHash hash) {
        return Optional.ofNullable(
                request.files().sizes(request.space(), Set.of(hash)).get(hash));
    }
}
