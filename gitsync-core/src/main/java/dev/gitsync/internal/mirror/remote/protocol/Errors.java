package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.util.List;

/** Recognizes errors that a remote sends within the protocol. */
final class Errors {
    private static final String ERROR = "ERR ";

    private Errors() {}

    /** Throws if the packet that was read last is an error. */
    static void check(PacketReader in, String host) throws WireException {
        if (in.kind() == PacketReader.Kind.DATA && in.text().startsWith(ERROR)) {
            List<String> words = RemoteWords.lines(in.text().substring(ERROR.length()));
            throw new WireException(
                    Outcome.REMOTE_FAILED,
                    "The remote at " + host + " answered with an error. gitsync tries again; if that goes on, check the"
                            + " URL and the credentials of the mirror.",
                    words,
                    null);
        }
    }
}
