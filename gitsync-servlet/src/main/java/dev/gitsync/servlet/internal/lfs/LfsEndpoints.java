package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.text.JsonObject;
import dev.gitsync.servlet.internal.text.JsonObject.InvalidFieldException;
import dev.gitsync.servlet.internal.text.JsonReader;
import dev.gitsync.servlet.internal.transfer.LimitedRequestBody;
import java.io.IOException;

/** Passes an authorized request to its endpoint. Safe for use by several threads. */
public final class LfsEndpoints {
    /** The maximum size of a request in JSON: a batch of {@value BatchEndpoint#MAX_OBJECTS} objects has some 150,000 bytes. */
    static final int MAX_JSON_BYTES = 1 << 20;

    private final ServerLimits limits;
    private final BatchEndpoint batch;
    private final ObjectEndpoint objects;
    private final LockEndpoint locks;

    /** Creates the endpoints. */
    public LfsEndpoints(ServerLimits limits, LfsLinks links, AuditRecorder audit) {
        this.limits = limits;
        this.batch = new BatchEndpoint(links);
        this.objects = new ObjectEndpoint(limits, audit);
        this.locks = new LockEndpoint(audit);
    }

    HttpResult handle(LfsRequest request) throws IOException, LfsException, InvalidFieldException {
        return switch (request.url().endpoint()) {
            case BATCH -> batch.handle(request, json(request));
            case OBJECT ->
                request.http().getMethod().equals("PUT") ? objects.upload(request) : objects.download(request);
            case VERIFY -> ObjectEndpoint.verify(request, json(request));
            case LOCKS ->
                request.http().getMethod().equals("POST")
                        ? locks.create(request, json(request))
                        : LockEndpoint.list(request);
            case LOCKS_VERIFY -> LockEndpoint.verify(request, json(request));
            case UNLOCK -> locks.remove(request, json(request));
        };
    }

    private JsonObject json(LfsRequest request) throws IOException, LfsException {
        if (request.http().getContentLengthLong() > MAX_JSON_BYTES) {
            throw LfsException.ofBody(LfsResponse.of(ErrorResponse.TOO_LARGE));
        }
        try (LimitedRequestBody body = new LimitedRequestBody(
                request.http().getInputStream(),
                MAX_JSON_BYTES,
                TransferLimit.of(limits.maxReceiveTime(), limits.minReceiveRate(), limits.maxSlowTime()))) {
            return JsonReader.read(body.readAllBytes());
        }
    }
}
