package dev.gitsync.servlet.internal.lfs;

import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.servlet.internal.request.HttpResult;
import dev.gitsync.servlet.internal.transfer.LimitedResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Sends an object, or a part of it, so that no browser renders it. */
record ObjectDownload(
        LfsRequest request, StoredObject object, ByteRange range, ServerLimits limits, AuditRecorder audit)
        implements HttpResult {
    private static final int BUFFER = 64 << 10;

    @Override
    public void send(HttpServletResponse response) throws IOException {
        if (request.http().getMethod().equals("HEAD")) {
            sendHead(response);
            return;
        }
        try (InputStream contents = request.files().open(request.space(), object.hash(), range.first())) {
            sendHead(response);
            LimitedResponse limited = new LimitedResponse(
                    response, TransferLimit.of(limits.maxSendTime(), limits.minSendRate(), limits.maxSlowTime()));
            copy(contents, limited.getOutputStream());
        }
        audit.transferred(request.auditSubject(), "download", object.hash().value(), range.length());
    }

    private void sendHead(HttpServletResponse response) {
        response.setStatus(range.isPartial() ? HttpServletResponse.SC_PARTIAL_CONTENT : HttpServletResponse.SC_OK);
        if (range.isPartial()) {
            response.setHeader("Content-Range", range.contentRange(object.size()));
        }
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", StoredObject.tag(object.hash()));
        response.setHeader("Content-Disposition", "attachment");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(range.length());
    }

    private void copy(InputStream contents, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long remaining = range.length();
        while (remaining > 0) {
            int read = contents.read(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (read < 0) {
                throw new EOFException(
                        "The store has fewer bytes of object " + object.hash() + " than " + object.size());
            }
            out.write(buffer, 0, read);
            remaining -= read;
        }
    }
}
