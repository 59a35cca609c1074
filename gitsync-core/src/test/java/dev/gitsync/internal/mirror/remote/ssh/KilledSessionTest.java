package dev.gitsync.internal.mirror.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.mirror.remote.wire.RemoteService;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** What the SSH library does when the server kills a session, as seen with OpenSSH: a run is to be tried again, and has not failed. */
class KilledSessionTest {
    @Test
    void commandThatCannotBeStartedIsABrokenConnection() {
        assertThatThrownBy(() -> SshWire.started(() -> {
                    throw new IllegalStateException("Channel id=1 not registered because session is being closed");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("The SSH session is being closed");
    }

    @Test
    void commandThatEndsWithoutOutputOrErrorsIsExplained() {
        Process killed = new Killed();
        try (CommandOutput out =
                new CommandOutput(killed.getInputStream(), killed, "git.example.org", RemoteService.UPLOAD)) {
            assertThatThrownBy(out::read).isInstanceOfSatisfying(WireException.class, failure -> {
                assertThat(failure.outcome()).isEqualTo(Outcome.REMOTE_FAILED);
                assertThat(failure.sentence())
                        .isEqualTo("The remote at git.example.org ended the command git-upload-pack without an answer."
                                + " gitsync tries again; if that goes on, see the details.");
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A command whose session is closed. */
    private static final class Killed extends Process {
        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return new InputStream() {
                @Override
                public int read() {
                    return -1;
                }

                @Override
                public int available() {
                    return -1;
                }
            };
        }

        @Override
        public int waitFor() {
            return 255;
        }

        @Override
        public int exitValue() {
            return 255;
        }

        @Override
        public void destroy() {}
    }
}
