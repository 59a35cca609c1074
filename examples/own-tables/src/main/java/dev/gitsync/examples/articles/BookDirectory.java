package dev.gitsync.examples.articles;

import dev.gitsync.jdbi.JdbiTransactions;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.store.SpaceDirectory;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The books for which git is switched on. */
public final class BookDirectory implements SpaceDirectory {
    private final JdbiTransactions transactions;

    /** Reads the books from this database. */
    public BookDirectory(Jdbi jdbi) {
        transactions = new JdbiTransactions(jdbi);
    }

    @Override
    public Optional<Space> find(SpaceId id) {
        return enabled("AND id = :id", id.value()).stream().findFirst();
    }

    @Override
    public List<Space> enabled() {
        return enabled("AND :id IS NOT NULL", "");
    }

    private List<Space> enabled(String condition, String id) {
        return transactions.read(
                "list the books",
                handle -> handle.createQuery("SELECT id, title FROM book WHERE git " + condition + " ORDER BY id")
                        .bind("id", id)
                        .map((row, ctx) -> new Space(new SpaceId(row.getString("id")), "", row.getString("title")))
                        .list());
    }
}
