package dev.gitsync.jdbi.sshkey;

import dev.gitsync.jdbi.TestDatabase;
import dev.gitsync.sshkey.SshKeyStore;
import dev.gitsync.testkit.sshkey.SshKeyStoreContract;

final class JdbiKeyStoreTest extends SshKeyStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final SshKeyStore store = new JdbiKeyStore(DATABASE.jdbi());

    @Override
    protected SshKeyStore store() {
        return store;
    }
}
