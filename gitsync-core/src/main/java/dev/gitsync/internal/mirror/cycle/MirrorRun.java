package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jgit.lib.ObjectId;

/** One run of a mirror: both sides as last seen, and what went over so far. Not safe for use by several threads. */
final class MirrorRun {
    private final Target target;
    private final BooleanSupplier isLate;
    private final List<String> receipt = new ArrayList<>();
    private RemoteRepository.Heads heads = new RemoteRepository.Heads(Map.of(), Optional.empty());
    private ObjectId main = ObjectId.zeroId();
    private ObjectId tip = ObjectId.zeroId();
    private boolean hasLooked;
    private boolean isImport;
    private boolean hasPushed;
    private boolean hasTakenIn;

    /**
     * What a run works on.
     *
     * @param memory what is remembered of the mirror
     * @param isForced whether the run was requested and not scheduled; it then checks again what the last run refused
     */
    record Target(
            Mirror mirror,
            Space space,
            SpaceRepository repository,
            RemoteRepository remote,
            MirrorMemory memory,
            boolean isForced) {}

    /**
     * Creates a run.
     *
     * @param isLate whether the time of the run is over
     */
    MirrorRun(Target target, BooleanSupplier isLate) {
        this.target = target;
        this.isLate = isLate;
    }

    /** Reads both sides anew. */
    void look() throws IOException, RemoteException {
        readMain();
        heads = remote().heads();
        tip = heads.at(branch());
        memory().answered();
        if (!hasLooked) {
            hasLooked = true;
            isImport = main.equals(ObjectId.zeroId()) || continuesImport();
        }
    }

    private boolean continuesImport() {
        return memory().last()
                        .filter(last -> last.outcome() == Outcome.IN_PROGRESS)
                        .isPresent()
                && memory().common().equals(Optional.of(main));
    }

    /**
     * Returns whether the wiki was empty when the run began, or has nothing but what earlier runs took in that ended before they had
     * everything.
     */
    boolean isImport() {
        return isImport;
    }

    /** Reads the wiki's {@code main} anew. */
    ObjectId readMain() throws IOException {
        main = SpaceRefs.read(repository()).main();
        return main;
    }

    /** Ends the run if its time is over. Nothing is lost: the next run continues. */
    void checkTime() throws RemoteException {
        if (isLate()) {
            throw new RemoteException(
                    Outcome.IN_PROGRESS,
                    "The run took longer than its deadline and was ended; the next run continues.",
                    List.of(),
                    null);
        }
    }

    /** Returns whether the time of the run is over. */
    boolean isLate() {
        return isLate.getAsBoolean();
    }

    /** Records what a push of this run did at the remote. */
    void pushed(ObjectId commit) {
        tip = commit;
        hasPushed = true;
    }

    /** Records what was taken into the wiki. */
    void tookIn(List<String> lines) {
        receipt.addAll(lines.subList(
                0, Math.min(lines.size(), Math.max(0, MirrorReport.MAX_DETAILS - receipt.size()))));
        hasTakenIn = true;
    }

    Mirror mirror() {
        return target.mirror();
    }

    Space space() {
        return target.space();
    }

    SpaceRepository repository() {
        return target.repository();
    }

    RemoteRepository remote() {
        return target.remote();
    }

    /** Returns the id under which people find a commit at the remote. */
    ObjectId atRemote(ObjectId commit) {
        return remote().atRemote(commit);
    }

    MirrorMemory memory() {
        return target.memory();
    }

    /** Returns whether the operator made this decision about this outcome, and about the remote's branch as it is. */
    boolean isDecided(Decision wanted, Outcome outcome) {
        return memory().isDecided(wanted, outcome, tip);
    }

    boolean isForced() {
        return target.isForced();
    }

    CommitGraph graph() {
        return new CommitGraph(repository().git());
    }

    /** Returns the short name of the branch at the remote. */
    String branch() {
        return mirror().options().branch();
    }

    boolean isOutwards() {
        return mirror().options().direction().isOutwards();
    }

    boolean isInwards() {
        return mirror().options().direction().isInwards();
    }

    RemoteRepository.Heads heads() {
        return heads;
    }

    /** Returns the wiki's {@code main} as last read; the zero id if there is none. */
    ObjectId main() {
        return main;
    }

    /** Returns the commit of the remote's branch as last read or pushed; the zero id if there is none. */
    ObjectId tip() {
        return tip;
    }

    boolean hasPushed() {
        return hasPushed;
    }

    boolean hasTakenIn() {
        return hasTakenIn;
    }

    /** Returns what the run took in so far: a line for each page. */
    List<String> receipt() {
        return List.copyOf(receipt);
    }
}
