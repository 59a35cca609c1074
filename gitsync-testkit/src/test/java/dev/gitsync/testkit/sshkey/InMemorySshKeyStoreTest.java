package dev.gitsync.testkit.sshkey;

import dev.gitsync.sshkey.InMemorySshKeyStore;
import dev.gitsync.sshkey.SshKeyStore;

final class InMemorySshKeyStoreTest extends SshKeyStoreContract {
    private final SshKeyStore store = new InMemorySshKeyStore();

    @Override
    protected SshKeyStore store() {
        return store;
    }
}
