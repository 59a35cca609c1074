package dev.gitsync.internal.mirror.remote.protocol;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.jgit.SelectedPack;
import dev.gitsync.internal.mirror.RemoteRepository.Heads;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.Wire;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PacketLineOut;
import org.jspecify.annotations.Nullable;

/**
 * Moves a branch of a remote. The steps:
 *
 * <ol>
 *   <li>The move must be a fast-forward, which few servers check themselves.
 *   <li>The branch must be where it is expected, or is advertised at an older commit; the expected commit is part of the command, so that the server checks it again.
 *   <li>The objects that the remote lacks are sent. They are looked for between the branches that both sides know and the new commit.
 *   <li>The report of the remote is read. If it refuses the move, the branch is read again: it may have moved meanwhile.
 * </ol>
 */
public final class BranchPush {
    private static final int MAX_KNOWN = 50;
    private static final String SIDE_BAND = "side-band-64k";
    private static final String REPORT = "report-status";
    private static final String OFFSET_DELTAS = "ofs-delta";

    private final Wire wire;
    private final String host;
    private final RemoteWords words = new RemoteWords();

    /** Creates an object that pushes to {@code host} once. */
    public BranchPush(Wire wire, String host) {
        this.wire = wire;
        this.host = host;
    }

    /** Moves a branch, and returns whether it moved; false if it was not where it was expected. */
    public boolean run(Repository from, Move move) throws IOException {
        checkFastForward(from, move);
        Advertisement advertised = Advertisement.read(new PacketReader(wire.start(RemoteService.RECEIVE)), host);
        Heads heads = advertised.refs().heads();
        if (!isAt(from, heads.at(move.branch()), move.expected())) {
            return false;
        }
        if (!advertised.has(REPORT)) {
            throw new WireException(
                    Outcome.REMOTE_FAILED,
                    "The remote at " + host + " does not report the result of pushes. Use another server.");
        }
        PushReport report = send(from, move, advertised);
        if (report.isMoved()) {
            return true;
        }
        if (!new RefListing(wire, host).read().at(move.branch()).equals(move.expected())) {
            return false;
        }
        throw report.refusal(host, move.branch(), words.lines());
    }

    /**
     * Returns whether the branch may be at the expected commit. The server of another wiki advertises an older commit to those who
     * push while its newest edits are a few seconds old; the command names the expected one, so that the server decides.
     */
    private static boolean isAt(Repository from, ObjectId advertised, ObjectId expected) {
        return advertised.equals(expected)
                || (!advertised.equals(ObjectId.zeroId())
                        && !expected.equals(ObjectId.zeroId())
                        && isFastForward(from, advertised, expected));
    }

    private static void checkFastForward(Repository from, Move move) {
        if (!move.expected().equals(ObjectId.zeroId()) && !isFastForward(from, move.expected(), move.to())) {
            throw new IllegalArgumentException(move + " is not a fast-forward");
        }
    }

    private static boolean isFastForward(Repository from, ObjectId older, ObjectId newer) {
        try (RevWalk walk = new RevWalk(from)) {
            return walk.getObjectReader().has(older) && NewCommits.isDescendant(walk, newer, older);
        } catch (IOException e) {
            throw new StoreException("The commits of a push to a remote can't be read", e);
        }
    }

    private PushReport send(Repository from, Move move, Advertisement advertised) throws IOException {
        boolean hasSideBand = advertised.has(SIDE_BAND);
        String command = move.expected().name() + " " + move.to().name() + " " + Constants.R_HEADS + move.branch()
                + "\0 " + REPORT + (hasSideBand ? " " + SIDE_BAND : "");
        try (RevWalk walk = new RevWalk(from)) {
            Collection<RevObject> objects =
                    objects(walk, move, advertised.refs().heads());
            InputStream answer = wire.call(to -> {
                PacketLineOut out = new PacketLineOut(to);
                out.writeString(command);
                out.end();
                pack(walk.getObjectReader(), objects, advertised.has(OFFSET_DELTAS), to);
            });
            return report(answer, hasSideBand);
        }
    }

    private PushReport report(InputStream answer, boolean hasSideBand) throws IOException {
        PacketReader in = new PacketReader(answer);
        try {
            return PushReport.read(hasSideBand ? new PacketReader(new SideBand(in, words, host)) : in);
        } catch (WireException e) {
            throw e;
        } catch (IOException e) {
            throw new WireException(
                    Outcome.UNREACHABLE,
                    "The connection to the remote at " + host
                            + " was lost before the remote confirmed a push. The next run looks what became of it.",
                    words.lines(),
                    e);
        }
    }

    private static Collection<RevObject> objects(RevWalk walk, Move move, Heads heads) {
        Set<ObjectId> known = new LinkedHashSet<>();
        known.add(move.expected());
        heads.head().map(heads::at).ifPresent(known::add);
        heads.branches().values().stream().limit(MAX_KNOWN).forEach(known::add);
        known.remove(ObjectId.zeroId());
        try {
            return NewObjects.of(walk, move.to(), List.copyOf(known));
        } catch (IOException e) {
            throw new StoreException("The objects of a push to a remote can't be read", e);
        }
    }

    private static void pack(
            ObjectReader reader, Collection<RevObject> objects, boolean hasOffsetDeltas, OutputStream to)
            throws IOException {
        Recorded out = new Recorded(to);
        try {
            SelectedPack.write(reader, objects, hasOffsetDeltas, out);
        } catch (IOException e) {
            if (out.failure != null) {
                throw out.failure;
            }
            throw new StoreException("The objects of a push to a remote can't be read", e);
        }
    }

    /** Remembers why writing failed, so that this is not taken for a failure of the repository. */
    private static final class Recorded extends FilterOutputStream {
        private @Nullable IOException failure;

        Recorded(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
