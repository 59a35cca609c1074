package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;

/** Fetches commits from a remote, in one exchange if the remote has one of the commits that it is believed to have. */
public final class PackFetch {
    private static final String SIDE_BAND = "side-band-64k";
    private static final int SHORT_ID = 8;

    private final Wire wire;
    private final String host;
    private final PackReceiver receiver;

    /** Creates an object that fetches from {@code host}. */
    public PackFetch(Wire wire, String host, PackReceiver receiver) {
        this.wire = wire;
        this.host = host;
        this.receiver = receiver;
    }

    /**
     * Fetches a commit, with all that the repository lacks of it.
     *
     * @param believed commits that the repository has and the remote probably, too
     */
    public void run(Repository into, ObjectId want, Collection<ObjectId> believed) throws IOException {
        Advertisement advertised = Advertisement.read(new PacketReader(wire.start(RemoteService.UPLOAD)), host);
        Negotiation negotiation = new Negotiation(into, believed);
        receiver.receive(
                advertised.isVersion2() ? version2(want, negotiation) : version0(advertised, want, negotiation), into);
        check(into, want, negotiation);
    }

    /** Checks that the commit arrived with all of its history that was not here. Files that are missing are found when they are read. */
    private void check(Repository into, ObjectId want, Negotiation negotiation) throws IOException {
        try (RevWalk walk = new RevWalk(into)) {
            walk.setRetainBody(false);
            walk.getObjectReader().open(want, Constants.OBJ_COMMIT);
            NewCommits.check(walk, want, negotiation.tips());
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw new WireException(
                    Outcome.REMOTE_FAILED,
                    "The remote at " + host + " did not send the commit "
                            + want.abbreviate(SHORT_ID).name()
                            + " of its branch with its whole history. Check the repository there with git fsck; gitsync"
                            + " tries again.",
                    List.of(),
                    e);
        }
    }

    private InputStream version2(ObjectId want, Negotiation negotiation) throws IOException {
        List<ObjectId> believed = negotiation.believed();
        PacketReader in = null;
        if (!believed.isEmpty()) {
            in = new PacketReader(wire.call(out -> request(out, want, believed, false)));
            if (!isReady(in)) {
                in = null;
            }
        }
        if (in == null) {
            List<ObjectId> sample = negotiation.sample();
            in = new PacketReader(wire.call(out -> request(out, want, sample, true)));
        }
        boolean isLine = in.nextLine();
        Errors.check(in, host);
        if (!isLine || !in.text().equals("packfile")) {
            throw isLine && in.text().equals("shallow-info")
                    ? shallow()
                    : new ProtocolException("no pack where one is expected");
        }
        return new SideBand(in, new RemoteWords(), host);
    }

    private WireException shallow() {
        return new WireException(
                Outcome.NOT_FOUND,
                "The remote at " + host + " is a shallow clone, which lacks a part of its history."
                        + " Use a complete repository.");
    }

    private static void request(OutputStream to, ObjectId want, List<ObjectId> have, boolean isLast)
            throws IOException {
        PacketLineOut out = new PacketLineOut(to);
        out.writeString("command=fetch\n");
        out.writeDelim();
        out.writeString("thin-pack\n");
        out.writeString("no-progress\n");
        out.writeString("ofs-delta\n");
        out.writeString("want " + want.name() + "\n");
        for (ObjectId id : have) {
            out.writeString("have " + id.name() + "\n");
        }
        if (isLast) {
            out.writeString("done\n");
        }
        out.end();
    }

    private boolean isReady(PacketReader in) throws IOException {
        boolean isLine = in.nextLine();
        Errors.check(in, host);
        if (!isLine || !in.text().equals("acknowledgments")) {
            throw new ProtocolException("no acknowledgments where they are expected");
        }
        while (in.nextLine()) {
            Errors.check(in, host);
        }
        return in.kind() == PacketReader.Kind.DELIMITER;
    }

    private InputStream version0(Advertisement advertised, ObjectId want, Negotiation negotiation) throws IOException {
        List<ObjectId> sample = negotiation.sample();
        boolean hasSideBand = advertised.has(SIDE_BAND);
        StringBuilder first = new StringBuilder("want " + want.name());
        for (String capability : List.of("thin-pack", "no-progress", "ofs-delta", SIDE_BAND)) {
            first.append(advertised.has(capability) ? " " + capability : "");
        }
        InputStream answer = wire.call(to -> {
            PacketLineOut out = new PacketLineOut(to);
            out.writeString(first + "\n");
            out.end();
            for (ObjectId id : sample) {
                out.writeString("have " + id.name() + "\n");
            }
            out.writeString("done\n");
            out.flush();
        });
        PacketReader in = new PacketReader(answer);
        boolean isLine = in.nextLine();
        Errors.check(in, host);
        if (!isLine || (!in.text().equals("NAK") && !in.text().startsWith("ACK "))) {
            throw new ProtocolException("no acknowledgment where one is expected");
        }
        return hasSideBand ? new SideBand(in, new RemoteWords(), host) : answer;
    }
}
