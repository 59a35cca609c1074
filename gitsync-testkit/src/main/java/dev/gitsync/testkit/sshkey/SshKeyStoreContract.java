package dev.gitsync.testkit.sshkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.sshkey.SshKey;
import dev.gitsync.sshkey.SshKeyStore;
import dev.gitsync.sshkey.SshKeys;
import dev.gitsync.sshkey.SshPublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Contract tests for {@link SshKeyStore}, and for {@link SshKeys} on top of it. Extend this class for your own store. */
public abstract class SshKeyStoreContract {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TYPE = "ssh-ed25519";
    private static final int RAW_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final String user = "user-" + UUID.randomUUID();

    /** Creates the contract; for subclasses. */
    protected SshKeyStoreContract() {}

    /** Returns the store under test; the same instance for every call within a test. */
    protected abstract SshKeyStore store();

    @Test
    void findsAKeyByItself() {
        String line = newLine();
        SshKey added = at(START).add(user, "laptop", line);

        assertThat(at(START).find(SshPublicKey.parse(line))).hasValue(added);
        assertThat(at(START).find(SshPublicKey.parse(newLine()))).isEmpty();
    }

    @Test
    void keepsThePropertiesOfAKey() {
        String line = newLine();
        SshKey added = at(START).add(user, "Büro, Zeile 1", line + " ada@laptop");

        assertThat(at(START).ofUser(user))
                .containsExactly(new SshKey(
                        added.id(), user, "Büro, Zeile 1", SshPublicKey.parse(line), START, Optional.empty()));
    }

    @Test
    void takesTheCommentAsLabel() {
        assertThat(at(START).add(user, " ", newLine() + " ada@laptop").label()).isEqualTo("ada@laptop");
    }

    @Test
    void refusesAKeyThatIsInUse() {
        String line = newLine();
        SshKey added = at(START).add(user, "laptop", line);

        for (String second : new String[] {user, user + "x"}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> at(START).add(second, "again", line))
                    .withMessageContaining("in use already");
        }
        assertThat(at(START).find(SshPublicKey.parse(line))).hasValue(added);
    }

    @Test
    void removesKeysOfTheUserImmediately() {
        String line = newLine();
        String id = at(START).add(user, "lost", line).id();

        assertThat(at(START).remove("another", id)).isFalse();
        assertThat(at(START).find(SshPublicKey.parse(line))).isPresent();
        assertThat(at(START).remove(user, id)).isTrue();
        assertThat(at(START).find(SshPublicKey.parse(line))).isEmpty();
        assertThat(at(START).remove(user, id)).isFalse();
        assertThat(at(START).remove(user, "no id at all")).isFalse();
        assertThat(at(START).add(user + "x", "found", line).user()).isEqualTo(user + "x");
    }

    @Test
    void recordsTheLastUseOfAKeyWithinAMinute() {
        SshPublicKey key = SshPublicKey.parse(newLine());
        at(START).add(user, "used", key.line());
        use(key, START.plusSeconds(5));
        use(key, START.plusSeconds(30));
        assertThat(lastUsed()).hasValue(START.plusSeconds(5));
        use(key, START.plusSeconds(65));
        assertThat(lastUsed()).hasValue(START.plusSeconds(65));
    }

    @Test
    void recordsNoUseOfAKeyThatIsGone() {
        SshKey added = at(START).add(user, "gone", newLine());
        at(START).remove(user, added.id());
        at(START).used(added);
        assertThat(at(START).ofUser(user)).isEmpty();
    }

    @Test
    void listsTheKeysOfAUserTheNewestFirst() {
        at(START).add(user, "old", newLine());
        at(START.plusSeconds(1)).add(user, "new", newLine());
        at(START).add(user + "x", "another's", newLine());
        assertThat(at(START).ofUser(user)).extracting(SshKey::label).containsExactly("new", "old");
    }

    @Test
    void refusesInvalidLabels() {
        for (String label : new String[] {"two\nlines", "x".repeat(101)}) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> at(START).add(user, label, newLine()))
                    .withMessageContaining("label");
        }
        assertThat(at(START).ofUser(user)).isEmpty();
    }

    @Test
    void limitsTheNumberOfKeysOfAUser() {
        for (int i = 0; i < SshKeys.MOST_PER_USER; i++) {
            at(START).add(user, "key " + i, newLine());
        }
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> at(START).add(user, "one more", newLine()))
                .withMessageContaining("remove one first");
    }

    private void use(SshPublicKey key, Instant when) {
        at(when).used(at(when).find(key).orElseThrow());
    }

    private Optional<Instant> lastUsed() {
        return at(START).ofUser(user).get(0).lastUsed();
    }

    private String newLine() {
        byte[] raw = new byte[RAW_BYTES];
        random.nextBytes(raw);
        ByteBuffer blob = ByteBuffer.allocate(Integer.BYTES + TYPE.length() + Integer.BYTES + RAW_BYTES);
        blob.putInt(TYPE.length()).put(TYPE.getBytes(StandardCharsets.US_ASCII));
        blob.putInt(RAW_BYTES).put(raw);
        return TYPE + ' ' + Base64.getEncoder().encodeToString(blob.array());
    }

    private SshKeys at(Instant now) {
        return new SshKeys(store(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
