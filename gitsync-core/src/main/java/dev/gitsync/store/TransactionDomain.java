package dev.gitsync.store;

import java.util.Objects;

/**
 * Identifies the transactions in which a store writes. Two stores that declare equal domains commit together: if one of them
 * has a transaction open on a thread, the writes of the other on that thread become part of that transaction.
 *
 * <p>A domain is identified by the object that manages its transactions, such as a {@code Jdbi} or a transaction manager.
 * Domains are equal if that object is the same instance. Immutable and safe for use by several threads.
 */
public final class TransactionDomain {
    private final Object carrier;

    private TransactionDomain(Object carrier) {
        this.carrier = carrier;
    }

    /** Returns the domain of the transactions that {@code carrier} manages. */
    public static TransactionDomain of(Object carrier) {
        return new TransactionDomain(Objects.requireNonNull(carrier, "carrier"));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Two carriers that are equal may still have transactions of their own.
    public boolean equals(Object other) {
        return other instanceof TransactionDomain domain && domain.carrier == carrier;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(carrier);
    }

    /** Returns the type of the carrier, for log messages. */
    @Override
    public String toString() {
        return "transactions of " + carrier.getClass().getSimpleName();
    }
}
