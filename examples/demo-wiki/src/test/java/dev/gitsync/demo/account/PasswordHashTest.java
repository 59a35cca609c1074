package dev.gitsync.demo.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PasswordHashTest {
    @Test
    void usesTheRecommendedIterationsUnlessATestSetsOthers() {
        assertThat(PasswordHash.iterations(null)).isEqualTo(210_000);
        assertThat(PasswordHash.iterations("1000")).isEqualTo(1000);
    }

    /** The hash comes from another program. */
    @Test
    void checksAHashWithOtherIterations() {
        String stored = "pbkdf2-sha512$210000$AAECAwQFBgcICQoLDA0ODw$l4pqr0UVqxiWEnbGDBV//hzeVcB7ZgsFnr5Z+SZYIYg";

        assertThat(PasswordHash.matches("correct horse", stored)).isTrue();
        assertThat(PasswordHash.matches("correct horse", PasswordHash.of("correct horse")))
                .isTrue();
        assertThat(PasswordHash.matches("Correct horse", PasswordHash.of("correct horse")))
                .isFalse();
        assertThat(PasswordHash.matches("correct horse", PasswordHash.unmatched()))
                .isFalse();
    }
}
