package dev.gitsync.internal.server.protocol;

import dev.gitsync.internal.server.protocol.PacketLineFilter.LineCheck;
import dev.gitsync.internal.server.protocol.PacketLineFilter.Verdict;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.transport.PacketLineIn.InputOverLimitIOException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the lines of all requests of a fetch that arrive over one connection, each with a {@link FetchLineCheck}. In protocol version 2, a line with
 * a command begins the next request; in versions 0 and 1, all lines are one request.
 */
public final class FetchSessionCheck implements LineCheck {
    private static final String COMMAND = "command=";
    /** The length of a packet line without its content. */
    private static final int HEADER = 4;

    private final int maxWants;
    private final long maxBytes;
    private FetchLineCheck request;
    private long bytes;

    /** Creates a check that accepts requests with {@code maxWants} objects and {@code maxBytes} bytes each. */
    public FetchSessionCheck(int maxWants, long maxBytes) {
        this.maxWants = maxWants;
        this.maxBytes = maxBytes;
        this.request = new FetchLineCheck(maxWants);
    }

    /** Returns {@code connection} with its lines checked as they are read. */
    public InputStream of(InputStream connection) {
        return new PacketLineFilter(connection, this);
    }

    /** Returns the likely reason if an object is not found, or null if JGit's own message is best. */
    public @Nullable String likelyReason() {
        return request.likelyReason();
    }

    @Override
    public Verdict check(boolean isData, String text) throws IOException {
        if (isData && text.startsWith(COMMAND)) {
            request = new FetchLineCheck(maxWants);
            bytes = 0;
        }
        bytes += HEADER + text.length();
        if (bytes > maxBytes) {
            throw new InputOverLimitIOException();
        }
        return request.check(isData, text);
    }
}
