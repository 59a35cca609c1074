package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.servlet.internal.transfer.BufferedResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Faults F1: a client that does not read the receipt of its push blocks no other client. */
class BufferedResponseTest {
    private final FakeExchange exchange = new FakeExchange("POST", "/", Map.of(), new byte[0]);
    private final BufferedResponse held = new BufferedResponse(exchange.response());
    private final byte[] receipt = new byte[300_000];

    @Test
    void sendsTheFirst8KibibytesAndKeepsTheRestUntilRelease() throws IOException {
        new Random(1).nextBytes(receipt);
        OutputStream out = held.getOutputStream();
        for (int sent = 0; sent < receipt.length; sent += 1000) {
            out.write(receipt, sent, 1000);
            out.flush();
        }
        assertThat(exchange.answer()).isEqualTo(Arrays.copyOf(receipt, 8192));

        held.release();
        held.release();

        assertThat(exchange.answer()).isEqualTo(receipt);
    }

    @Test
    void discardsTheKeptBytesOnReset() throws IOException {
        held.getOutputStream().write(receipt);
        held.reset();
        held.getOutputStream().write('!');
        held.release();

        assertThat(exchange.answer()).containsExactly('!');
    }
}
