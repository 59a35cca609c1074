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

/**
 * The accounts, kept in the database. A database that can't be asked is a {@link dev.gitsync.error.StoreException}, which git's users
 * see as a 503. Safe for use by several threads.
 */
public final class Accounts {
    private final Jdbi jdbi;
    private final JdbiTransactions transactions;

    /** Keeps accounts in the tables that the demo's migrations made. */
    public Accounts(Jdbi jdbi) {
        this.jdbi = jdbi;
        transactions = new JdbiTransactions(jdbi);
    }

    /** The account of that name. */
    public Optional<Account> find(String name) {
        return transactions.read(
                "look for an account",
                handle -> handle.select("select * from demo.account where name = ?", name)
                        .map(Accounts::account)
                        .findOne());
    }

    /** All accounts by name. */
    public List<Account> all() {
        return transactions.read(
                "list the accounts",
                handle -> handle.createQuery("select * from demo.account order by name")
                        .map(Accounts::account)
                        .list());
    }

    /**
     * Somebody who gets an account.
     *
     * @param name what they sign in with
     * @param person who they are in history
     * @param role what they may do
     */
    public record Member(String name, Person person, Role role) {}

    /**
     * Adds an account for each of those who have none, with a password that everybody knows; so they may share its hash too,
     * which takes a while to make.
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

    /** Gives an account another password; false when there is no such account. Whoever is signed in with the old one is out. */
    public boolean setPassword(String name, String password) {
        String hash = PasswordHash.of(password);
        return jdbi.withHandle(
                handle -> handle.execute("update demo.account set password = ? where name = ?", hash, name) == 1);
    }

    /** The accounts that still have the password of the first start. Takes a moment for each account. */
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
