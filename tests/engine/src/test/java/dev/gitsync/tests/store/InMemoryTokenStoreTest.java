package dev.gitsync.tests.store;

import dev.gitsync.testkit.TokenStoreContract;
import dev.gitsync.token.TokenStore;

class InMemoryTokenStoreTest extends TokenStoreContract {
    private final TokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore store() {
        return store;
    }
}
