package dev.gitsync.demo.files;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Sends the contents of files as streams, whole or in part. Nothing in them may run: the type comes from {@link FileType}, browsers
 * may not guess another one, and a file that is opened by itself is in a sandbox without scripts, forms and connections.
 */
public final class FileSender {
    private static final String POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
    private static final int BUFFER_BYTES = 64 << 10;

    private FileSender() {}

    /** Answers a GET or HEAD with {@code file}. */
    public static void send(HttpServletRequest request, HttpServletResponse response, FileContent file)
            throws IOException {
        String tag = '"' + file.tag() + '"';
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", tag);
        String condition = request.getHeader("If-Range");
        Optional<ByteRange> range = condition == null || condition.equals(tag)
                ? ByteRange.of(request.getHeader("Range"), file.size())
                : Optional.of(ByteRange.whole(file.size()));
        if (range.isEmpty()) {
            response.setStatus(416);
            response.setHeader("Content-Range", "bytes */" + file.size());
            return;
        }
        try (InputStream in = request.getMethod().equals("HEAD")
                ? InputStream.nullInputStream()
                : file.opener().open(range.get().first())) {
            setHead(response, file, range.get());
            copy(in, response.getOutputStream(), range.get().length());
        } catch (RuntimeException e) {
            if (!response.isCommitted()) {
                response.reset();
            }
            throw e;
        }
    }

    private static void setHead(HttpServletResponse response, FileContent file, ByteRange range) {
        FileType type = FileType.of(file.name());
        boolean isInline = type.isInline() && !file.isDownload();
        response.setHeader(
                "Content-Disposition", FileNames.disposition(isInline ? "inline" : "attachment", file.name()));
        response.setContentType(type.name());
        response.setContentLengthLong(range.length());
        if (range.isPartial()) {
            response.setStatus(206);
            response.setHeader("Content-Range", range.contentRange(file.size()));
        }
    }

    /** Copies what is there, up to {@code most} bytes. */
    private static void copy(InputStream in, OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = most;
        int read = 0;
        while (left > 0 && read >= 0) {
            read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            out.write(buffer, 0, Math.max(0, read));
            left -= Math.max(0, read);
        }
    }
}
