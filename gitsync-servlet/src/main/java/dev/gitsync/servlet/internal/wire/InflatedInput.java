package dev.gitsync.servlet.internal.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.http.server.ServletUtils;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.eclipse.jgit.util.io.LimitedInputStream;

/** The body of a request, inflated if it is compressed, which a small one can be to a huge one. */
public final class InflatedInput extends LimitedInputStream {
    private InflatedInput(InputStream body, long maxBytes) {
        super(body, maxBytes);
    }

    public static InputStream of(HttpServletRequest request, long maxBytes) throws IOException {
        return new InflatedInput(ServletUtils.getInputStream(request), maxBytes);
    }

    @Override
    protected void limitExceeded() throws IOException {
        throw new InputOverLimitIOException();
    }
}
