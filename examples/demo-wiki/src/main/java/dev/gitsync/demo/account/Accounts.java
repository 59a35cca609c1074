package dev.gitsync.demo.account;

import dev.gitsync.demo.account.Account.Role;
import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The accounts, in the database. If it is unreachable, a {@link dev.gitsync.error.StoreException} gives git a 503. Thread-safe. */
public final class Accounts {
    private final Jdbi jdbi;
    private final JdbiTransactions transactions;

    /** Stores accounts in the tables of the demo. */
    public Accounts(Jdbi jdbi) {
        this.jdbi = jdbi;
        transactions = new JdbiTransactions(jdbi);
    }

    /** The account with this name. */
    public Optional<Account> find(String name) {
        return transactions.read(
                "look for an account",
                handle -> handle.select("select * from demo.account where name = ?", name)
                        .map(Accounts::account)
                        .findOne());
    }

    /** All accounts, ordered by name. */
    public List<Account> all() {
        return transactions.read(
                "list the accounts",
                handle -> handle.createQuery("select * from demo.account order by name")
                        .map(Accounts::account)
                        .list());
    }

    /**
     * A new account.
     *
     * @param name the name for signing in
     * @param person the name and e-mail address in history
     * @param role the general rights
     */
    public record Member(String name, Person person, Role role) {}

    /**
     * Creates the accounts that do not exist, with the same well-known password. They share its hash, which is slow to compute.
     */
    public void createMissing(Collection<Member> members, String password) {
        List<Member> missing =
                members.stream().filter(member -> find(member.name()).isEmpty()).toList();
        if (missing.isEmpty()) {
            return;
        }
        String hash = PasswordHash.of(password);
        jdbi.useHandle(handle -> missing.forEach(member -> handle.execute(
                """
                insert into demo.account (name, person_name, email, role, password) values (?, ?, ?, ?, ?)
                on conflict (name) do nothing""",
                member.name(),
                member.person().name(),
                member.person().email(),
                member.role().name(),
                hash)));
    }

    /** Changes the password of an account and signs it out everywhere; false if there is no such account. */
    public boolean setPassword(String name, String password) {
        String hash = PasswordHash.of(password);
        return jdbi.withHandle(
                handle -> handle.execute("update demo.account set password = ? where name = ?", hash, name) == 1);
    }

    /** The accounts that still have the password of the first start. Slow: it checks a hash for each account. */
    public List<Account> withDefaultPassword() {
        return all().stream()
                .filter(account -> PasswordHash.matches(PasswordRules.DEFAULT, account.password()))
                .toList();
    }

    private static Account account(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                row.getString("name"),
                new Person(row.getString("person_name"), row.getString("email")),
                Role.valueOf(row.getString("role")),
                row.getString("password"));
    }
}
