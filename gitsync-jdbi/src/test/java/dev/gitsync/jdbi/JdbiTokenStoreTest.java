package dev.gitsync.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.testkit.TokenStoreContract;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens;
import dev.gitsync.token.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JdbiTokenStoreTest extends TokenStoreContract {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    private final TokenStore store = new JdbiTokenStore(DATABASE.jdbi());

    @Override
    protected TokenStore store() {
        return store;
    }

    @Test
    void storesNoSecretInTheTable() {
        AccessTokens.Issued issued = new AccessTokens(store, Clock.systemUTC())
                .issue("ada", "laptop", Set.of(), AccessToken.Right.READ, Duration.ofDays(1));
        String table = DATABASE.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT string_agg(t::text, ' ') FROM gitsync_tokens t")
                        .mapTo(String.class)
                        .one());
        String random = issued.secret().substring(AccessTokens.PREFIX.length());
        assertThat(table).contains("laptop").doesNotContain(random);
        assertThat(issued.toString()).doesNotContain(random);
    }
}
