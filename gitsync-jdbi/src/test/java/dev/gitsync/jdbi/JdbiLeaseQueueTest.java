package dev.gitsync.jdbi;

import dev.gitsync.lock.LeaseStorage;
import dev.gitsync.testkit.LeaseQueueContract;

final class JdbiLeaseQueueTest extends LeaseQueueContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final JdbiLeases leases = new JdbiLeases(DATABASE.jdbi());

    @Override
    protected LeaseStorage storage() {
        return leases;
    }
}
