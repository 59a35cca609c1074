package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.RemoteRepository.Heads;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * Lists the branches of a remote.
 *
 * @param host the name of the remote for sentences
 */
public record RefListing(Wire wire, String host) {
    private static final String LS_REFS = "ls-refs";
    private static final String UNBORN = "unborn";
    private static final String TARGET = "symref-target:";

    /** Asks for the branches. */
    public Heads read() throws IOException {
        Advertisement advertised = Advertisement.read(new PacketReader(wire.start(RemoteService.UPLOAD)), host);
        if (!advertised.isVersion2()) {
            return advertised.refs().heads();
        }
        String features = advertised.command(LS_REFS).orElse("");
        boolean hasUnborn = Arrays.asList(features.split(" ", -1)).contains(UNBORN);
        return heads(new PacketReader(wire.call(out -> request(out, hasUnborn))));
    }

    private static void request(OutputStream to, boolean hasUnborn) throws IOException {
        PacketLineOut out = new PacketLineOut(to);
        out.writeString("command=" + LS_REFS + "\n");
        out.writeDelim();
        out.writeString("symrefs\n");
        if (hasUnborn) {
            out.writeString(UNBORN + "\n");
        }
        out.writeString("ref-prefix " + Constants.R_HEADS + "\n");
        out.writeString("ref-prefix " + Constants.HEAD + "\n");
        out.end();
    }

    private Heads heads(PacketReader in) throws IOException {
        AdvertisedRefs refs = new AdvertisedRefs(host);
        while (in.nextLine()) {
            Errors.check(in, host);
            String[] parts = in.text().split(" ", -1);
            if (parts.length > 1) {
                add(refs, parts);
            }
        }
        return refs.heads();
    }

    private static void add(AdvertisedRefs refs, String[] parts) throws IOException {
        if (!parts[0].equals(UNBORN)) {
            refs.add(parts[0], parts[1]);
        }
        for (int i = 2; i < parts.length && parts[1].equals(Constants.HEAD); i++) {
            if (parts[i].startsWith(TARGET)) {
                refs.head(parts[i].substring(TARGET.length()));
            }
        }
    }
}
