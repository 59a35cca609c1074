package dev.gitsync.internal.mirror.cycle;

import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorId;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Next;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.MirrorState;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.mirror.MirrorStateStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The state of a mirror during one run. Saves are compare-and-sets: an operator who pauses the mirror or decides meanwhile is
 * respected, and a second run of the same mirror ends the first one. Not safe for use by several threads.
 */
final class MirrorMemory {
    private static final Set<Outcome> NOT_KEPT = EnumSet.of(Outcome.UP_TO_DATE, Outcome.BUSY, Outcome.DISABLED);

    private final MirrorStateStore store;
    private final MirrorId id;
    private final Optional<Decision> decision;
    private MirrorState saved;
    private Optional<ObjectId> common;
    private Optional<ObjectId> underway;
    private Optional<Instant> checked;

    private MirrorMemory(MirrorStateStore store, MirrorId id, MirrorState saved) {
        this.store = store;
        this.id = id;
        this.saved = saved;
        this.decision = saved.decision();
        this.common = saved.common();
        this.underway = saved.underway();
        this.checked = saved.checked();
    }

    /** Reads the state of a mirror. */
    static MirrorMemory load(MirrorStateStore store, Mirror mirror) {
        return new MirrorMemory(store, mirror.id(), read(store, mirror.id()));
    }

    private static MirrorState read(MirrorStateStore store, MirrorId id) {
        return store.states(List.of(id)).getOrDefault(id, MirrorState.initial());
    }

    boolean isPaused() {
        return saved.isPaused();
    }

    /** Returns the newest commit that both sides are known to have had. */
    Optional<ObjectId> common() {
        return common;
    }

    /** Returns the commit that an earlier run was about to push or to take in when it was cut off. */
    Optional<ObjectId> underway() {
        return underway;
    }

    /**
     * Returns whether the operator made this decision before the run, when the mirror had this outcome and the remote's branch was at
     * {@code tip}. A decision about anything else is none: the operator has not seen what is there now.
     */
    boolean isDecided(Decision wanted, Outcome outcome, ObjectId tip) {
        return decision.equals(Optional.of(wanted))
                && last().filter(shown -> shown.outcome() == outcome
                                && shown.remote().orElse(ObjectId.zeroId()).equals(tip))
                        .isPresent();
    }

    /** Returns the last report. */
    Optional<MirrorReport> last() {
        return saved.last();
    }

    /** Returns whether there is a decision that this run has to carry out. */
    boolean hasDecision() {
        return decision.isPresent();
    }

    /** Returns the time, as precise as every store keeps it. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Records that the remote answered. */
    void answered() {
        checked = Optional.of(now());
    }

    /** Saves that the run is about to take in {@code commit} of the remote. */
    void begin(ObjectId commit) throws OvertakenException {
        underway = Optional.of(commit);
        checkpoint();
    }

    /** Saves what both sides have, before the run changes one of them. Ends the run if another one or the operator got ahead of it. */
    void checkpoint() throws OvertakenException {
        save(Answer::of);
        if (saved.isPaused()) {
            throw new OvertakenException(true);
        }
    }

    /** Notes that both sides have {@code commit}; the next save stores it. */
    void reached(ObjectId commit) {
        common = Optional.of(commit);
        underway = Optional.empty();
    }

    /** Drops what both sides were known to have had, because the operator accepts what the remote has now. */
    void forgetCommon() {
        common = Optional.empty();
    }

    /** Stores the report of the run and the state. An interrupted effect is remembered if the run is to be retried. */
    void finish(MirrorReport report) throws OvertakenException {
        boolean isRetried = report.outcome().next() == Next.RETRY;
        if (!isRetried) {
            underway = Optional.empty();
        }
        if (!NOT_KEPT.contains(report.outcome()) && !isRepeated(report)) {
            store.add(report);
        }
        Optional<Instant> waiting = isRetried ? Optional.empty() : waitingSince(report);
        save(stored -> answer(stored, report, waiting));
    }

    /** Returns what is shown to the operator after a run. */
    private Answer answer(MirrorState stored, MirrorReport report, Optional<Instant> waiting) {
        Optional<MirrorReport> before = stored.last();
        boolean isRetried = report.outcome().next() == Next.RETRY;
        if (isRetried && stored.decision().isPresent()) {
            return new Answer(before.map(shown -> at(report.at(), shown)), stored.since(), stored.decision());
        }
        if (report.outcome() == Outcome.BUSY
                && before.filter(MirrorMemory::isWaiting).isPresent()) {
            return Answer.of(stored);
        }
        boolean isSame =
                before.filter(last -> last.outcome() == report.outcome()).isPresent();
        boolean isMadeMeanwhile = !stored.decision().equals(decision);
        return new Answer(
                Optional.of(report),
                isSame ? stored.since() : waiting.or(() -> Optional.of(report.at())),
                stored.decision().filter(made -> isMadeMeanwhile && isSameQuestion(before, report)));
    }

    /**
     * The part of a state that the operator sees and answers.
     *
     * @param decision the decision that the next run has to carry out
     */
    private record Answer(Optional<MirrorReport> last, Optional<Instant> since, Optional<Decision> decision) {
        static Answer of(MirrorState state) {
            return new Answer(state.last(), state.since(), state.decision());
        }
    }

    private static boolean isWaiting(MirrorReport report) {
        return report.outcome().next() == Next.WAIT || report.outcome().next() == Next.OPERATOR;
    }

    /** Returns since when the mirror has waited as in {@code report}, if runs that had to be retried came in between. */
    private Optional<Instant> waitingSince(MirrorReport report) {
        boolean isInterrupted =
                saved.last().filter(last -> last.outcome().next() == Next.RETRY).isPresent();
        Optional<Instant> since = Optional.empty();
        if (isInterrupted && isWaiting(report)) {
            for (MirrorReport earlier : store.reports(id, MirrorStateStore.KEPT_REPORTS)) {
                if (earlier.outcome() == report.outcome()) {
                    since = Optional.of(earlier.at());
                } else if (earlier.outcome().next() != Next.RETRY) {
                    break;
                }
            }
        }
        return since;
    }

    /** Returns the report that the operator's decision answers, which stays the last one until the decision is carried out. */
    private static MirrorReport at(Instant time, MirrorReport shown) {
        return new MirrorReport(
                shown.mirror(), time, shown.outcome(), shown.sentence(), shown.details(), shown.main(), shown.remote());
    }

    private boolean isRepeated(MirrorReport report) {
        Optional<MirrorReport> before =
                hasDecision() ? store.reports(id, 1).stream().findFirst() : saved.last();
        return report.outcome().next() != Next.SETTLED
                && before.filter(last -> last.outcome() == report.outcome()
                                && last.main().equals(report.main())
                                && last.remote().equals(report.remote())
                                && last.sentence().equals(report.sentence()))
                        .isPresent();
    }

    /** Saves; {@code shown} may be asked again with what the operator stored meanwhile. */
    private void save(Function<MirrorState, Answer> shown) throws OvertakenException {
        while (true) {
            Answer answer = shown.apply(saved);
            MirrorState next = new MirrorState(
                    saved.version(),
                    saved.isPaused(),
                    common,
                    underway,
                    answer.decision(),
                    checked,
                    answer.since(),
                    answer.last());
            if (store.save(id, next)) {
                saved = next.withVersion(next.version() + 1);
                return;
            }
            MirrorState now = read(store, id);
            if (!isOfOperator(now)) {
                throw new OvertakenException(false);
            }
            saved = now;
        }
    }

    /** Returns whether a report asks the operator the same as the one before. */
    private static boolean isSameQuestion(Optional<MirrorReport> before, MirrorReport next) {
        return before.filter(next::asksTheSameAs).isPresent();
    }

    /** Returns whether only the operator changed the state since this run saved it. */
    private boolean isOfOperator(MirrorState now) {
        return now.version() > saved.version()
                && now.common().equals(saved.common())
                && now.underway().equals(saved.underway())
                && now.checked().equals(saved.checked())
                && now.last().equals(saved.last());
    }
}
