package dev.gitsync.internal.mirror.remote.ssh;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** The output of a command. A command that ends without any is explained by what it wrote to its error output. */
final class CommandOutput extends FilterInputStream {
    private static final int MAX_WORDS = 8 << 10;
    private static final Pattern READ_ONLY =
            Pattern.compile("(?i)denied|read.?only|not allowed|not permitted|write access|archived");
    private static final Pattern NOT_FOUND = Pattern.compile("(?i)not found|not appear|no such|not exist");

    private final Process process;
    private final String host;
    private final RemoteService service;
    private boolean hasOutput;

    CommandOutput(InputStream out, Process process, String host, RemoteService service) {
        super(out);
        this.process = process;
        this.host = host;
        this.service = service;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = in.read(into, from, length);
        hasOutput |= read > 0;
        if (read < 0 && !hasOutput) {
            throw refusal();
        }
        return read;
    }

    private WireException refusal() throws IOException {
        RemoteWords words = new RemoteWords();
        InputStream errors = process.getErrorStream();
        int available = errors.available(); // negative if the session is closed
        byte[] said = errors.readNBytes(Math.max(0, Math.min(MAX_WORDS, available)));
        words.add(said, 0, said.length);
        List<String> lines = words.lines();
        String text = String.join("\n", lines);
        if (service == RemoteService.RECEIVE && READ_ONLY.matcher(text).find()) {
            return new WireException(
                    Outcome.READ_ONLY,
                    "The remote at " + host
                            + " can be read but not written: the SSH key may not write, or the repository"
                            + " is archived. Allow writing, or change the direction of the mirror to PULL.",
                    lines,
                    null);
        }
        if (NOT_FOUND.matcher(text).find() || READ_ONLY.matcher(text).find()) {
            return new WireException(
                    Outcome.NOT_FOUND,
                    "The remote at " + host
                            + " has no such repository, or hides it from this SSH key. Check the URL and"
                            + " the credentials of the mirror.",
                    lines,
                    null);
        }
        return new WireException(
                Outcome.REMOTE_FAILED,
                "The remote at " + host + " ended the command " + service.command()
                        + " without an answer. gitsync tries again; if that goes on, see the details.",
                lines,
                null);
    }
}
