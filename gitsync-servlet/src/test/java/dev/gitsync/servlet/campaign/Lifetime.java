package dev.gitsync.servlet.campaign;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The life of a process: ends at the call on one of its stores that a test names, before or after the call took effect. Nothing that
 * the process does afterwards has an effect, as if it had been killed.
 */
final class Lifetime {
    private final FaultyRepositoryStore git;
    private int callsLeft;
    private boolean isAfter;
    private boolean isOver;

    /** Begins a life on a git storage. */
    Lifetime(RepositoryStore storage) {
        git = new FaultyRepositoryStore(storage);
    }

    /** The git storage as the process sees it. */
    RepositoryStore git() {
        return git;
    }

    /** Another store as the process sees it. */
    <T> T mortal(Class<T> type, T store) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean isLast = enter();
                    try {
                        Object answer = method.invoke(store, arguments);
                        if (isLast) {
                            end();
                            throw new StoreException("The process was killed");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Ends at the {@code nth} call on the git storage. */
    void endAtGitCall(int nth, boolean after) {
        git.fail(nth, after ? Fault.DEAD_AFTER : Fault.DEAD_BEFORE);
    }

    /** Ends at the {@code nth} call on another store. */
    synchronized void endAtCall(int nth, boolean after) {
        callsLeft = nth;
        isAfter = after;
    }

    /** Returns whether the call is the last one. */
    private boolean enter() {
        boolean isLast;
        synchronized (this) {
            isLast = callsLeft > 0 && --callsLeft == 0;
        }
        if (isLast && !isAfter) {
            end();
        }
        if (isOver()) {
            throw new StoreException("The process was killed");
        }
        return isLast;
    }

    private synchronized void end() {
        isOver = true;
        git.failFromNowOn();
    }

    boolean isOver() {
        synchronized (this) {
            if (isOver) {
                return true;
            }
        }
        return git.isDead();
    }
}
