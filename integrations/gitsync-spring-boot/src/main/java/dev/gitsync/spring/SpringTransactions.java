package dev.gitsync.spring;

import dev.gitsync.model.Space;
import dev.gitsync.store.TransactionRunner;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in transactions of Spring, {@code READ COMMITTED}: in the current one of the thread, or in a new one. An exception of the work
 * rolls it back. Safe for use by several threads.
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
        template.executeWithoutResult(status -> work.run());
    }
}
