package dev.gitsync.spring.database;

import dev.gitsync.model.Space;
import dev.gitsync.store.TransactionRunner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in transactions of Spring, {@code READ COMMITTED}: in the current one of the thread, or in a new one. Changes that JPA holds back
 * are written when the work ends. An exception of the work rolls the transaction back and is thrown as it is; a transaction that can't begin,
 * flush or commit is a {@link dev.gitsync.error.StoreException}. Safe for use by several threads.
 */
public final class SpringTransactions implements TransactionRunner {
    private final TransactionTemplate template;

    /** Creates a runner for the transactions of {@code manager}. */
    public SpringTransactions(PlatformTransactionManager manager) {
        template = new TransactionTemplate(manager);
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Override
    public void run(Space space, Runnable work) {
        AtomicBoolean isWorking = new AtomicBoolean();
        try {
            template.executeWithoutResult(status -> {
                isWorking.set(true);
                work.run();
                isWorking.set(false);
                status.flush();
            });
        } catch (DataAccessException | TransactionException e) {
            throw isWorking.get() ? e : SpringFailures.of("write pages of space " + space.id(), e);
        }
    }
}
