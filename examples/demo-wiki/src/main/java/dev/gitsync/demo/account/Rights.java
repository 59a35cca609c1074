package dev.gitsync.demo.account;

import dev.gitsync.access.Access;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.SpaceId;
import org.jdbi.v3.core.Jdbi;

/** Decides what an account may do with a space. Restricted spaces are for administrators only. */
public final class Rights {
    private final Jdbi jdbi;
    private final JdbiTransactions transactions;

    /** Stores the list of restricted spaces in the tables of the demo. */
    public Rights(Jdbi jdbi) {
        this.jdbi = jdbi;
        transactions = new JdbiTransactions(jdbi);
    }

    /** What {@code account} may do with {@code space} now. */
    public Access access(Account account, SpaceId space) {
        return switch (account.role()) {
            case ADMIN -> Access.MAINTAIN;
            case WRITER -> isRestricted(space) ? Access.NONE : Access.WRITE;
            case READER -> isRestricted(space) ? Access.NONE : Access.READ;
        };
    }

    /** Restricts a space to administrators. */
    public void restrict(SpaceId space) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into demo.restricted_space (space) values (?) on conflict do nothing", space.value()));
    }

    /** Whether the space is restricted to administrators. */
    public boolean isRestricted(SpaceId space) {
        return transactions.read(
                "check whether space " + space + " is restricted",
                handle -> handle.select(
                                "select exists (select 1 from demo.restricted_space where space = ?)", space.value())
                        .mapTo(Boolean.class)
                        .one());
    }
}
