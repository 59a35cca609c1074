package dev.gitsync.demo.account;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.SpaceId;
import dev.gitsync.servlet.identity.Access;
import org.jdbi.v3.core.Jdbi;

/** Who may do what with which space: administrators everything, the others nothing with a restricted space. */
public final class Rights {
    private final Jdbi jdbi;
    private final JdbiTransactions transactions;

    /** Keeps the list of restricted spaces in the tables that the demo's migrations made. */
    public Rights(Jdbi jdbi) {
        this.jdbi = jdbi;
        transactions = new JdbiTransactions(jdbi);
    }

    /** What {@code account} may do with {@code space} at this moment. */
    public Access access(Account account, SpaceId space) {
        return switch (account.role()) {
            case ADMIN -> Access.MAINTAIN;
            case WRITER -> isRestricted(space) ? Access.NONE : Access.WRITE;
            case READER -> isRestricted(space) ? Access.NONE : Access.READ;
        };
    }

    /** Hides a space from everybody but administrators. */
    public void restrict(SpaceId space) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into demo.restricted_space (space) values (?) on conflict do nothing", space.value()));
    }

    /** Whether only administrators see the space. */
    public boolean isRestricted(SpaceId space) {
        return transactions.read(
                "look whether space " + space + " is restricted",
                handle -> handle.select(
                                "select exists (select 1 from demo.restricted_space where space = ?)", space.value())
                        .mapTo(Boolean.class)
                        .one());
    }
}
