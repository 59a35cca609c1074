package dev.gitsync.internal.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.util.io.LimitedInputStream;
import org.junit.jupiter.api.Test;

/** The input of a slow connection is read like that of a fast one. */
class ConnectionInputTest {
    private static final int LIMIT = 10;

    @Test
    void limitsSlowPushes() {
        InputStream limited = limited(new byte[LIMIT + 1]);

        assertThatThrownBy(limited::readAllBytes).isInstanceOf(TooLargePackException.class);
    }

    @Test
    void readsInputOfTheMaximumSizeCompletely() throws IOException {
        assertThat(limited(new byte[LIMIT]).readAllBytes()).hasSize(LIMIT);
    }

    @Test
    void readsAndReportsAReadAheadByteOnce() throws IOException {
        ConnectionInput input = new ConnectionInput(slow(new byte[] {1, 2, 3}));
        StringBuilder seen = new StringBuilder();
        input.watch((bytes, from, length) -> {
            for (int i = from; i < from + length; i++) {
                seen.append(bytes[i]);
            }
        });

        assertThat(input.available()).isPositive();
        assertThat(input.available()).isPositive();
        assertThat(input.readAllBytes()).containsExactly(1, 2, 3);
        assertThat(input.available()).isZero();
        assertThat(seen).hasToString("123");
    }

    private static InputStream limited(byte[] bytes) {
        return new LimitedInputStream(new ConnectionInput(slow(bytes)), LIMIT) {
            @Override
            protected void limitExceeded() throws TooLargePackException {
                throw new TooLargePackException(LIMIT);
            }
        };
    }

    /** Returns an input without available bytes. */
    private static InputStream slow(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int available() {
                return 0;
            }
        };
    }
}
