package dev.gitsync.internal.mirror.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a secret that a remote repeats reaches a report, wherever a text is cut. */
class RemoteFailuresTest {
    private static final String SECRET = "glpat-0123456789abcdefghij";

    /** Before and behind the places where a line is cut, and where no more is read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 200, 273, 274, 280, 290, 299, 300, 301, 8_150, 8_170, 8_180, 8_191, 8_192})
    void removesASecretAtTheEdge(int before) {
        List<String> details = details("x".repeat(before) + SECRET + " and more");
        assertThat(String.join("\n", details)).doesNotContain("glpa", "0123", "efghij");
        assertThat(details).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(301));
    }

    @Test
    void removesSecretsWhereManyOfThemMakeALineShort() {
        assertThat(String.join("\n", details(SECRET.repeat(1_000)))).doesNotContain("glpa", "0123");
    }

    @Test
    void removesABeginningAtTheEndOfALine() {
        assertThat(details("the password glpat-0123")).containsExactly("the password ***");
    }

    private static List<String> details(String said) {
        RemoteWords words = new RemoteWords();
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        words.add(bytes, 0, bytes.length);
        RemoteFailures failures = new RemoteFailures("git.example.org", Optional.of(new UserPassword("wiki", SECRET)));
        return failures.explain(new WireException(Outcome.REFUSED_BY_REMOTE, "Refused.", words.lines(), null))
                .details();
    }
}
