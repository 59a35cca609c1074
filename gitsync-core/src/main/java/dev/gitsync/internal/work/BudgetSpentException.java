package dev.gitsync.internal.work;

import dev.gitsync.error.GitSyncException;
import org.jspecify.annotations.Nullable;

/** A cycle stopped because its {@link WorkBudget} is spent. Thrown before anything is written, so nothing has changed. */
public final class BudgetSpentException extends GitSyncException {
    private static final long serialVersionUID = 1L;

    private final Limit limit;
    private final String activity;
    private final String amount;

    BudgetSpentException(Limit limit, String activity, String amount, @Nullable Throwable cause) {
        super("The cycle stopped while " + activity + ": " + limit.phrase + amount, cause);
        this.limit = limit;
        this.activity = activity;
        this.amount = amount;
    }

    /** The limit of a budget that was reached. */
    public enum Limit {
        /** The units of work. */
        WORK("it took more than "),
        /** The deadline. */
        TIME("it took more than "),
        /** The memory for texts. */
        MEMORY("it took more than "),
        /** The memory for texts, which other pushes currently hold. */
        MEMORY_IN_USE("other pushes hold too much of "),
        /** The client closed its connection, or the caller gave up. */
        CANCELLED("the client disconnected");

        private final String phrase;

        Limit(String phrase) {
            this.phrase = phrase;
        }
    }

    /** Returns the limit that was reached. */
    public Limit limit() {
        return limit;
    }

    /** Returns what was being done, as a phrase such as {@code comparing 20,000 changed files}. */
    public String activity() {
        return activity;
    }

    /** Returns how much was allowed, such as {@code 300 seconds}; empty after a cancellation. */
    public String amount() {
        return amount;
    }
}
