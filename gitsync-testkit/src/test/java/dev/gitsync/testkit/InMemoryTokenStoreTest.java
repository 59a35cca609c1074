package dev.gitsync.testkit;

import dev.gitsync.token.TokenStore;

class InMemoryTokenStoreTest extends TokenStoreContract {
    private final TokenStore store = new InMemoryTokenStore();

    @Override
    protected TokenStore store() {
        return store;
    }
}
