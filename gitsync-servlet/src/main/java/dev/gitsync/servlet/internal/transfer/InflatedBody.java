package dev.gitsync.servlet.internal.transfer;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.eclipse.jgit.util.io.LimitedInputStream;

/** A request body, inflated if it is compressed, that fails if it exceeds a maximum size. */
public final class InflatedBody extends LimitedInputStream {
    private InflatedBody(InputStream body, long maxBytes) {
        super(body, maxBytes);
    }

    /** Returns the inflated body of {@code request}, which may have at most {@code maxBytes}. */
    public static InputStream of(HttpServletRequest request, long maxBytes) throws IOException {
        try {
            return new InflatedBody(ServletUtils.getInputStream(request), maxBytes);
        } catch (ZipException | EOFException e) {
            throw malformed(e);
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (ZipException | EOFException e) {
            throw malformed(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ZipException | EOFException e) {
            throw malformed(e);
        }
    }

    private static MalformedRequestException malformed(IOException failure) {
        return new MalformedRequestException("the body can't be inflated", failure);
    }

    @Override
    protected void limitExceeded() throws IOException {
        throw new InputOverLimitIOException();
    }
}
