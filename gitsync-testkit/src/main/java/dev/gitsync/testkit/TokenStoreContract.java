package dev.gitsync.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.SpaceId;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.AccessTokens;
import dev.gitsync.token.AccessTokens.Issued;
import dev.gitsync.token.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Contract tests for {@link TokenStore}, and for {@link AccessTokens} on top of it. Extend this class for your own
 * store.
 */
public abstract class TokenStoreContract {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Set<SpaceId> ALL = Set.of();

    private final String user = "user-" + UUID.randomUUID();

    /** Creates the contract; for subclasses. */
    protected TokenStoreContract() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract TokenStore store();

    @Test
    void findsATokenOnlyByItsSecret() {
        Issued issued = at(START).issue(user, "laptop", Set.of(new SpaceId("docs")), AccessToken.Right.READ, days(30));

        assertThat(at(START).check(issued.secret()).map(AccessToken::id))
                .hasValue(issued.token().id());
        assertThat(at(START).check(issued.token().id())).isEmpty();
        assertThat(at(START).check(issued.secret().substring(1))).isEmpty();
        assertThat(at(START).check(changed(issued.secret()))).isEmpty();
    }

    @Test
    void keepsThePropertiesOfAToken() {
        Set<SpaceId> spaces = Set.of(new SpaceId("docs"), new SpaceId("b-2_X"));
        Issued issued = at(START).issue(user, "Büro, Zeile 1", spaces, AccessToken.Right.WRITE, days(30));

        assertThat(at(START).ofUser(user))
                .containsExactly(new AccessToken(
                        issued.token().id(),
                        user,
                        "Büro, Zeile 1",
                        spaces,
                        AccessToken.Right.WRITE,
                        START,
                        START.plus(days(30)),
                        Optional.empty()));
    }

    @Test
    void grantsAllSpacesToATokenWithoutSpaces() {
        Issued issued = at(START).issue(user, "all", ALL, AccessToken.Right.READ, days(1));
        AccessToken found = at(START).check(issued.secret()).orElseThrow();
        assertThat(found.spaces()).isEmpty();
        assertThat(found.opens(new SpaceId("anything"))).isTrue();
    }

    @Test
    void acceptsATokenUntilItExpires() {
        Issued issued = at(START).issue(user, "short", ALL, AccessToken.Right.READ, Duration.ofMinutes(1));
        Instant end = START.plus(Duration.ofMinutes(1));

        assertThat(at(end.minusMillis(1)).check(issued.secret())).isPresent();
        assertThat(at(end).check(issued.secret())).isEmpty();
        assertThat(at(end).ofUser(user)).hasSize(1);
    }

    @Test
    void revokesTokensOfTheUserImmediately() {
        Issued issued = at(START).issue(user, "lost", ALL, AccessToken.Right.READ, days(1));
        String id = issued.token().id();

        assertThat(at(START).revoke("somebody else", id)).isFalse();
        assertThat(at(START).check(issued.secret())).isPresent();
        assertThat(at(START).revoke(user, id)).isTrue();
        assertThat(at(START).check(issued.secret())).isEmpty();
        assertThat(at(START).revoke(user, id)).isFalse();
        assertThat(at(START).revoke(user, "no id at all")).isFalse();
    }

    @Test
    void recordsTheLastUseOfATokenWithinAMinute() {
        Issued issued = at(START).issue(user, "used", ALL, AccessToken.Right.READ, days(1));
        at(START.plusSeconds(5)).check(issued.secret());
        at(START.plusSeconds(30)).check(issued.secret());
        assertThat(lastUsed()).hasValue(START.plusSeconds(5));
        at(START.plusSeconds(65)).check(issued.secret());
        assertThat(lastUsed()).hasValue(START.plusSeconds(65));
    }

    @Test
    void listsTheTokensOfAUserTheNewestFirst() {
        at(START).issue(user, "old", ALL, AccessToken.Right.READ, days(1));
        at(START.plusSeconds(1)).issue(user, "new", ALL, AccessToken.Right.READ, days(1));
        at(START).issue(user + "x", "another's", ALL, AccessToken.Right.READ, days(1));
        assertThat(at(START).ofUser(user)).extracting(AccessToken::label).containsExactly("new", "old");
    }

    @Test
    void refusesInvalidLabelsAndLifetimes() {
        assertRefused(" ", days(1), "label");
        assertRefused("two\nlines", days(1), "label");
        assertRefused("x".repeat(101), days(1), "label");
        assertRefused("eternal", days(367), "lifetime");
        assertRefused("none", Duration.ZERO, "lifetime");
        assertThat(at(START).ofUser(user)).isEmpty();
    }

    @Test
    void limitsTheNumberOfTokensOfAUser() {
        for (int i = 0; i < AccessTokens.MOST_PER_USER; i++) {
            at(START).issue(user, "token " + i, ALL, AccessToken.Right.READ, days(1));
        }
        assertRefused("one more", days(1), "revoke one first");
    }

    private void assertRefused(String label, Duration lifetime, String why) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> at(START).issue(user, label, ALL, AccessToken.Right.READ, lifetime))
                .withMessageContaining(why);
    }

    private Optional<Instant> lastUsed() {
        return at(START).ofUser(user).get(0).lastUsed();
    }

    private static String changed(String secret) {
        char other = secret.charAt(10) == 'A' ? 'B' : 'A';
        return secret.substring(0, 10) + other + secret.substring(11);
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }

    private AccessTokens at(Instant now) {
        return new AccessTokens(store(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
