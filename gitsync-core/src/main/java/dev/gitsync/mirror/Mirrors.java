package dev.gitsync.mirror;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operates the mirrors of all spaces; {@link dev.gitsync.GitSync#mirrors()} returns it. After {@link
 * dev.gitsync.GitSync#start()}, mirrors run by themselves: after {@code main} moved, at each poll of the remote, and after
 * {@link #remoteChanged}. Safe for use by several threads. Embedders don't implement this interface; a later version may add
 * methods.
 */
public interface Mirrors {
    /**
     * Runs a mirror now and waits for the result. If another thread or process runs it, the report says {@code BUSY}. Never
     * throws.
     */
    MirrorReport run(MirrorId id);

    /**
     * Notifies gitsync that the remote of a mirror may have new commits, as a webhook does. Many calls in a short time lead to one
     * run. Cheap; never waits for work and never throws. Does nothing before {@link dev.gitsync.GitSync#start()}, or if there
     * is no such mirror.
     */
    void remoteChanged(MirrorId id);

    /**
     * Receives a webhook: calls {@code check} with the {@linkplain MirrorSecrets#webhookSecret secret} of a mirror and, if the
     * request is signed with it, does the same as {@link #remoteChanged}. Returns whether the webhook was accepted. If there is no
     * such mirror, or if it has no secret, this takes the same steps with a random secret and returns false. A webhook that
     * arrives twice does no harm, because it only requests a run.
     *
     * @throws dev.gitsync.error.StoreException when the directory of the mirrors can't be read. A secret that can't be read is logged
     *     and counts as none, so that the error does not reveal which mirrors exist
     * @throws IOException when {@code check} can't read the request
     */
    boolean receiveWebhook(MirrorId id, WebhookCheck check) throws IOException;

    /**
     * Connects to the remote of a mirror that need not be in the directory yet, and reads its branches. Changes nothing at either
     * side. Returns {@code UP_TO_DATE} with a sentence that says what is there, or the error. Never throws.
     */
    MirrorReport test(Mirror mirror);

    /**
     * Pauses or resumes a mirror. A run in progress ends its current step. Returns false if there is no such mirror.
     *
     * @throws dev.gitsync.error.StoreException when the state can't be saved
     */
    boolean setPaused(MirrorId id, boolean isPaused);

    /**
     * Stores a decision for the next run. Returns false if there is no such mirror, or if its last outcome does not ask for this
     * decision.
     *
     * @throws dev.gitsync.error.StoreException when the state can't be saved
     */
    boolean decide(MirrorId id, MirrorState.Decision decision);

    /**
     * Does the same, but only if the last report has the outcome and the remote's commit of the one that the operator saw. Another run may
     * have ended since, and the decision may not fit what it found.
     *
     * @param seen the report that was shown to the operator
     * @throws dev.gitsync.error.StoreException when the state can't be saved
     */
    boolean decide(MirrorId id, MirrorState.Decision decision, MirrorReport seen);

    /**
     * Returns the state of a mirror; empty if there is no such mirror.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached
     */
    Optional<MirrorState> state(MirrorId id);

    /**
     * Returns the states of these mirrors, by one query at most. A mirror that never ran has {@link MirrorState#initial()}.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached
     */
    Map<MirrorId, MirrorState> states(Collection<MirrorId> ids);

    /**
     * Returns all mirrors, ordered by id.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached
     */
    List<Mirror> all();

    /**
     * Returns the newest reports of a mirror, newest first, without those that found nothing to do.
     *
     * @throws dev.gitsync.error.StoreException when the storage can't be reached
     */
    List<MirrorReport> reports(MirrorId id, int limit);
}
