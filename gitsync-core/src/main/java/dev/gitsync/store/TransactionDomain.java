package dev.gitsync.store;

import java.util.Objects;

/**
 * The transactions that a store writes in, as a value. Two stores that declare equal domains commit together: what one of them
 * writes on a thread while the other has a transaction open on that thread becomes part of that transaction.
 *
 * <p>A domain is named by the object that carries its transactions, such as a {@code Jdbi} or a transaction manager. Domains are equal
 * if that object is the same instance. Immutable and safe for use by several threads.
 */
public final class TransactionDomain {
    private final Object carrier;

    private TransactionDomain(Object carrier) {
        this.carrier = carrier;
    }

    /** Returns the domain of the transactions that {@code carrier} carries. */
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
