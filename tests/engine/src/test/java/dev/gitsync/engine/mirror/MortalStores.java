package dev.gitsync.engine.mirror;

import dev.gitsync.error.StoreException;
import dev.gitsync.mirror.InMemoryMirrorStateStore;
import dev.gitsync.mirror.MirrorStateStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.store.PageStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.store.Call;
import dev.gitsync.tests.store.FaultyPageStore;
import java.util.Random;

/** The stores of a process that dies at one of its calls, before or after the call took effect. */
final class MortalStores {
    private static final int MOST_GIT_CALLS = 200;
    private static final int MOST_STATE_CALLS = 6;
    private static final int MOST_PAGE_CALLS = 3;

    private final FaultyRepositoryStore git;
    private final FaultyPageStore pages;
    private final FaultyStateStore states = new FaultyStateStore(new InMemoryMirrorStateStore());
    private boolean isDead;

    MortalStores(SharedTransactions stores) {
        git = new FaultyRepositoryStore(stores.repositories());
        pages = new FaultyPageStore(stores.pages());
    }

    RepositoryStore git() {
        return git;
    }

    PageStore pages() {
        return pages;
    }

    MirrorStateStore states() {
        return states;
    }

    /** Lets the process die at one of its next calls. */
    void dieSoon(Random random) {
        boolean after = random.nextBoolean();
        states.deadWhile(() -> isDead || git.isDead());
        switch (random.nextInt(3)) {
            case 0 -> git.fail(fewMostly(random, MOST_GIT_CALLS), after ? Fault.DEAD_AFTER : Fault.DEAD_BEFORE);
            case 1 -> states.fail(fewMostly(random, MOST_STATE_CALLS), after, this::die);
            default -> dieAt(Call.values()[random.nextInt(Call.values().length)], after, random);
        }
    }

    private void dieAt(Call call, boolean after, Random random) {
        Runnable death = () -> {
            die();
            throw new StoreException("The process is dead");
        };
        int nth = fewMostly(random, MOST_PAGE_CALLS);
        if (after) {
            pages.after(call, nth, death);
        } else {
            pages.before(call, nth, death);
        }
    }

    private static int fewMostly(Random random, int most) {
        return (int) Math.round(Math.pow(most, random.nextDouble()));
    }

    private void die() {
        isDead = true;
        git.failFromNowOn();
    }

    /** Lets the next process use the stores. */
    void revive() {
        isDead = false;
        git.clearFaults();
        states.clearFaults();
        pages.clearFaults();
    }
}
