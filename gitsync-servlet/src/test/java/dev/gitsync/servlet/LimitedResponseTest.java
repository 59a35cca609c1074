package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.server.transfer.Deadline;
import dev.gitsync.internal.server.transfer.Deadline.TooSlowException;
import dev.gitsync.internal.server.transfer.TransferLimit;
import dev.gitsync.internal.server.transfer.TransferRateCheck;
import dev.gitsync.servlet.internal.transfer.LimitedResponse;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server aborts a response that the client reads too slowly or for too long. */
class LimitedResponseTest {
    private static final int RATE = 100;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(2);

    private final FakeExchange exchange = new FakeExchange("GET", "/", Map.of(), new byte[0]);
    private long now;
    private Duration toWrite = Duration.ZERO;
    private Duration toFlush = Duration.ZERO;
    private final LimitedResponse guarded = new LimitedResponse(
            new SlowResponse(exchange.response()),
            new TransferLimit(Deadline.in(LONGEST, () -> now), new TransferRateCheck(RATE, WINDOW, () -> now)));

    @Test
    void sendsAResponseCompletelyIfTheClientReadsFastEnough() throws IOException {
        toWrite = Duration.ofSeconds(1);
        OutputStream out = guarded.getOutputStream();
        for (int second = 0; second < 200; second++) {
            out.write(new byte[RATE]);
        }
        assertThat(exchange.answer()).hasSize(200 * RATE);
    }

    @Test
    void abortsASlowReaderDuringAWrite() {
        toWrite = Duration.ofSeconds(1);
        assertAbortedWithin(60);
    }

    @Test
    void abortsASlowReaderDuringAFlush() {
        toFlush = Duration.ofSeconds(1);
        assertAbortedWithin(60);
    }

    @Test
    void abortsAResponseBeyondTheMaximumTime() throws IOException {
        OutputStream out = guarded.getOutputStream();
        now = LONGEST.toNanos() - 1;
        out.write(1);
        now++;
        assertThatThrownBy(() -> out.write(1)).isInstanceOf(TooSlowException.class);
        assertThatThrownBy(out::flush).isInstanceOf(TooSlowException.class);
    }

    private void assertAbortedWithin(int rounds) {
        assertThatThrownBy(() -> {
                    OutputStream out = guarded.getOutputStream();
                    for (int i = 0; i < rounds; i++) {
                        out.write(new byte[RATE - 1]);
                        out.flush();
                    }
                })
                .isInstanceOf(TooSlowException.class);
        assertThat(exchange.answer()).hasSize(rounds * (RATE - 1));
    }

    private final class SlowResponse extends HttpServletResponseWrapper {
        SlowResponse(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream out = super.getOutputStream();
            return new ServletOutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    write(new byte[] {(byte) octet}, 0, 1);
                }

                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    now += toWrite.toNanos();
                    out.write(buffer, offset, length);
                }

                @Override
                public void flush() throws IOException {
                    now += toFlush.toNanos();
                    out.flush();
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {}
            };
        }
    }
}
