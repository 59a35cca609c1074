package dev.gitsync.internal.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogTextTest {
    @Test
    void removesLineBreaks() {
        assertThat(LogText.clean("a\r\nb\u0085c\u2028d\u202ee\u001b[1m ö")).isEqualTo("a??b?c?d?e?[1m ö");
    }

    @Test
    void truncatesLongText() {
        assertThat(LogText.clean("x".repeat(10_000))).hasSize(200);
    }
}
