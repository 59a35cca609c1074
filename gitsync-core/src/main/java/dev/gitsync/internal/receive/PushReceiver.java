package dev.gitsync.internal.receive;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.InvalidPackException;
import dev.gitsync.internal.tree.ReceivedBlobs;
import dev.gitsync.repository.pack.PackLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.SideBandOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads pushes with JGit's service:
 *
 * <ol>
 *   <li>JGit reads the commands; a {@link Screening} may refuse them before the pack is read.
 *   <li>JGit reads the pack, and checks its objects one by one. A {@link EarlyCommitCheck} may refuse it by its first commits; then no
 *       more of it is read or kept. JGit's exceptions are classified here: what reading the connection
 *       has thrown is passed on as it is, as is a {@link GitSyncException} of the storage; the rest is an {@link
 *       InvalidPackException}.
 *   <li>The judge decides, and sets the result of each command. JGit executes none.
 * </ol>
 *
 * Checks that need the whole push are left to {@link PushedObjects}. JGit would compare it with the whole tree of {@code
 * main}, by recursion, would report an invalid name without the path, and fails on some malformed commits.
 */
public final class PushReceiver extends ReceivePack {
    /** The minimum object limit: trees and commits need room even if the limit for files is small. */
    private static final long LEAST_OBJECT_LIMIT = 16L << 20;

    /** An empty packet on the band of the report, as git sends it. */
    private static final byte[] EMPTY_PACKET = {'0', '0', '0', '5', SideBandOutputStream.CH_DATA};

    /** The maximum number of bytes read from a pack that is already refused. */
    private static final long MOST_DISCARDED_BYTES = 1L << 30;

    private final PackFailure failures;
    private final Judge judge;
    private final Screening screening;
    private final int mostCommits;
    private final ReceivedBlobs received = new ReceivedBlobs();
    private @Nullable ConnectionInput connection;
    private @Nullable ClientOutput client;
    private boolean isJudged;
    private boolean isPackUnread;

    /** Refuses a push before its objects are in the repository, and sets the result of every command then. */
    public interface Screening {
        /** Checks the commands and options alone, and returns whether they are refused. */
        boolean refusesCommands(PushReceiver push);

        /** Refuses a push by its first commits. */
        void refuseCommits(PushReceiver push, EarlyCommitCheck.Refusal refusal);
    }

    /** Decides what becomes of a push, and sets the result of every command. */
    public interface Judge {
        /** Returns the screening that may refuse the push earlier; called once, before the push is read. */
        Screening screening();

        /** Decides about a push whose objects are in the repository. */
        void decide(PushReceiver push);
    }

    /**
     * The limits of a push.
     *
     * @param mostFileBytes the maximum size of a file, in bytes
     * @param mostPackBytes the maximum size of the pack, in bytes
     * @param mostDeltaDepth the maximum length of a delta chain in the pack
     * @param mostObjects the maximum number of objects in the pack
     * @param mostCommits the maximum number of commits in the push
     */
    public record Limits(long mostFileBytes, long mostPackBytes, int mostDeltaDepth, int mostObjects, int mostCommits) {
        /** Returns the limits with which the repository of a push is opened. */
        public PackLimits pack() {
            return new PackLimits(mostObjects, mostDeltaDepth, mostObjectBytes());
        }

        private long mostObjectBytes() {
            return Math.max(mostFileBytes, LEAST_OBJECT_LIMIT);
        }
    }

    /** Creates a receiver into a repository that was opened with these limits; {@code judge} decides about the push. */
    public PushReceiver(Repository repository, Limits limits, Judge judge) {
        super(repository);
        this.judge = judge;
        this.screening = judge.screening();
        this.mostCommits = limits.mostCommits;
        setMaxObjectSizeLimit(limits.mostObjectBytes());
        setMaxPackSizeLimit(limits.mostPackBytes);
        failures = new PackFailure(this, limits.mostObjectBytes(), limits.mostPackBytes, limits.mostObjects);
        setUnpackErrorHandler(failures);
        // Only the hook is called for a push without a pack.
        setPreReceiveHook((service, commands) -> checkCommands());
        connectivityChecker = (info, haves, monitor) -> {};
        setObjectChecker(new ReceivedObjectChecker(received));
        setCheckReferencedObjectsAreReachable(false);
        setAllowDeletes(false);
        setAllowNonFastForwards(false);
    }

    /** Returns what is known of the large blobs of the pack; complete once the judge decides. */
    public ReceivedBlobs received() {
        return received;
    }

    @Override
    protected void init(InputStream input, OutputStream output, @Nullable OutputStream messages) {
        connection = new ConnectionInput(input);
        client = new ClientOutput(output);
        super.init(connection, client, messages);
    }

    /**
     * Sends a line to the client at once and returns whether that succeeded. This detects a client that has disconnected, which JGit does
     * not report.
     */
    public boolean sendLine(String line) throws IOException {
        sendMessage(line);
        OutputStream messages = getMessageOutputStream();
        if (messages != null) {
            messages.flush();
        }
        return client == null || !client.hasFailed();
    }

    /**
     * Sends an empty packet at once, as git's own server does while it works, and returns whether that succeeded. Sends nothing to a client
     * that accepts no packets besides the report.
     */
    public boolean keepAlive() throws IOException {
        ClientOutput out = Objects.requireNonNull(client);
        if (isSideBand()) {
            out.write(EMPTY_PACKET);
            out.flush();
        }
        return !out.hasFailed();
    }

    @Override
    protected void receivePackAndCheckConnectivity() throws IOException {
        if (checkCommands()) {
            isPackUnread = true;
            return;
        }
        try {
            receiveScreened();
        } catch (RefusedException e) {
            isPackUnread = true;
            screening.refuseCommits(this, e.refusal());
            return;
        } catch (GitSyncException e) {
            throw e;
        } catch (Exception e) {
            Objects.requireNonNull(connection).throwFailure();
            throw failures.invalid(e);
        }
        judge.decide(this);
    }

    private void receiveScreened() throws Exception {
        ReceiveCommand command = getAllCommands().get(0);
        EarlyCommitCheck.Tips tips = new EarlyCommitCheck.Tips(command.getOldId(), command.getNewId());
        ConnectionInput input = Objects.requireNonNull(connection);
        try (EarlyCommitCheck commitCheck = new EarlyCommitCheck(
                tips, mostCommits, commits -> EarlyCommitCheck.missing(getRepository(), commits))) {
            input.watch((bytes, from, length) -> {
                Optional<EarlyCommitCheck.Refusal> refusal = commitCheck.accept(bytes, from, length);
                if (refusal.isPresent()) {
                    throw new RefusedException(refusal.get());
                }
            });
            super.receivePackAndCheckConnectivity();
        } finally {
            input.watch((bytes, from, length) -> {});
        }
    }

    private boolean checkCommands() {
        if (isJudged) {
            return false;
        }
        isJudged = true;
        return screening.refusesCommands(this);
    }

    /** Does nothing: the judge has executed or refused the commands, and JGit executes none. */
    @Override
    protected void executeCommands() {}

    /** Receives a push; over a bidirectional connection, discards the rest of a refused pack, so that the client can read the report. */
    @Override
    public void receive(InputStream input, OutputStream output, @Nullable OutputStream messages) throws IOException {
        super.receive(input, output, messages);
        if (isPackUnread && isBiDirectionalPipe()) {
            Objects.requireNonNull(connection).discard(MOST_DISCARDED_BYTES);
        }
    }

    /** Thrown to end the reading of a pack. */
    private static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient EarlyCommitCheck.Refusal refusal;

        RefusedException(EarlyCommitCheck.Refusal refusal) {
            super("the push is refused by its first commits");
            this.refusal = refusal;
        }

        EarlyCommitCheck.Refusal refusal() {
            return refusal;
        }
    }
}
