package dev.gitsync.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.servlet.internal.request.ErrorResponse;
import dev.gitsync.servlet.internal.request.ExceptionMapper;
import dev.gitsync.tests.http.RawHttp;
import dev.gitsync.tests.http.RawHttp.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests bodies that git would not send, and compressed ones that it would. */
final class WireTest extends HttpTest {
    private static final String SOME_ID = "0123456789".repeat(4);
    private static final String NO_ID = "0".repeat(40);
    private static final String CAPABILITIES = "\0report-status side-band-64k";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzzz",
                "00",
                "fffe",
                "0001",
                "0009done\n",
                "000bwant x\n",
                "0032want zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n",
                "0032want 0123456789012345678901234567890123456789\n",
                "0032want 0123456789012345678901234567890123456789\n000fdeepen abc\n0000",
                "0032want 0123456789012345678901234567890123456789\n000ddeepen 0\n0000",
                "0032want 0123456789012345678901234567890123456789\n000cshallow x",
                "garbage without any form",
            })
    void answers400ToAMalformedFetchInProtocol0(String body) {
        assertBadRequest(post("reader", "git-upload-pack", ascii(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzzz",
                "0014command=ls-refs\n",
                "0014command=ls-refs\n0001",
                "0012command=fetch\n0001",
                "0014command=unknown\n0000",
                "0012command=fetch\n00010009zzzz\n0000",
                "0012command=fetch\n0001000bwant x\n0000",
                "0012command=fetch\n0001000fdeepen abc\n0000",
                "0012command=fetch\n00010015filter blob:none:x\n0000",
                "0012command=fetch\n0001000bhave z\n0000",
                "garbage without any form",
            })
    void answers400ToAMalformedFetchInProtocol2(String body) {
        assertBadRequest(post("reader", "git-upload-pack", ascii(body)).header("Git-Protocol", "version=2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzzz",
                "00",
                "fffe",
                "0001",
                "0009done\n",
                "0035shallow zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\n",
                "garbage without any form",
            })
    void answers400ToAMalformedPush(String body) {
        assertBadRequest(post("writer", "git-receive-pack", ascii(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000"})
    void answersNothingToABodyWithoutLines(String body) {
        assertThat(post("writer", "git-receive-pack", ascii(body)).send().status())
                .isEqualTo(200);
        assertThat(post("reader", "git-upload-pack", ascii(body)).send().status())
                .isEqualTo(200);
    }

    @Test
    void answers400ToAMalformedPushWithSideBand() {
        String first = packet(NO_ID + " " + SOME_ID + " refs/heads/main" + CAPABILITIES);
        assertBadRequest(post("writer", "git-receive-pack", ascii(first + "0009zzzz\n0000")));
    }

    @Test
    void reportsABrokenPackInTheFormThatGitReads() {
        String command = packet(NO_ID + " " + SOME_ID + " refs/heads/main" + CAPABILITIES) + "0000";
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            Response response = post("writer", "git-receive-pack", ascii(command + "PACKgarbage"))
                    .send();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Content-Type")).contains("application/x-git-receive-pack-result");
            assertThat(response.body()).contains("unpack error").contains("ng refs/heads/main");
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void refusesTooManyCommands() {
        String command = packet(NO_ID + " " + SOME_ID + " refs/heads/" + "x".repeat(1000));
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            assertThat(post("writer", "git-receive-pack", ascii(command.repeat(3200)))
                            .send()
                            .status())
                    .isEqualTo(413);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip"})
    void inflatesCompressedRequests(String encoding) {
        byte[] lsRefs = ascii("0014command=ls-refs\n0000");
        Response plain = post("reader", "git-upload-pack", lsRefs)
                .header("Git-Protocol", "version=2")
                .send();
        Response inflated = post("reader", "git-upload-pack", gzip(lsRefs, new byte[0], 0))
                .header("Git-Protocol", "version=2")
                .header("Content-Encoding", encoding)
                .send();
        assertThat(plain.status()).isEqualTo(200);
        assertThat(inflated.withoutDate()).isEqualTo(plain.withoutDate());
    }

    @Test
    void refusesASmallRequestThatInflatesToAHugeOne() {
        byte[] have = ascii(packet("have " + SOME_ID + "\n"));
        byte[] bomb = gzip(ascii("0012command=fetch\n0001"), have, 400_000);
        assertThat(bomb.length).isLessThan(1 << 20);
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            Response response = post("reader", "git-upload-pack", bomb)
                    .header("Git-Protocol", "version=2")
                    .header("Content-Encoding", "gzip")
                    .send();
            assertThat(response.status()).isEqualTo(413);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void answers400ToBytesThatAreNotCompressedAsDeclared() {
        assertBadRequest(
                post("reader", "git-upload-pack", ascii("not gzip at all")).header("Content-Encoding", "gzip"));
        assertBadRequest(
                post("writer", "git-receive-pack", ascii("not gzip at all")).header("Content-Encoding", "gzip"));
    }

    @ParameterizedTest
    @CsvSource({"git-upload-pack, br", "git-receive-pack, deflate", "git-upload-pack, identity"})
    void refusesOtherEncodings(String service, String encoding) {
        Response response = post("writer", service, new byte[4])
                .header("Content-Encoding", encoding)
                .send();
        assertThat(response.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({
        "git-upload-pack, application/x-git-receive-pack-request",
        "git-receive-pack, application/x-git-upload-pack-request",
        "git-receive-pack, application/x-www-form-urlencoded",
    })
    void refusesOtherContentTypes(String service, String type) {
        Response response = as("writer", "POST", "/docs.git/" + service)
                .body(type, new byte[4])
                .send();
        assertThat(response.status()).isEqualTo(415);
        assertThat(server.spaces().calls()).containsExactly("space docs");
    }

    private static void assertBadRequest(RawHttp request) {
        try (LoggedLines log = LoggedLines.of(ExceptionMapper.class)) {
            Response response = request.send();
            assertThat(response.status()).as(() -> response + "" + log.lines()).isEqualTo(400);
            assertThat(response.body()).isEqualTo(ErrorResponse.MALFORMED.message() + "\n");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("Malformed request")
                    .doesNotContain("\n");
        }
    }

    private static String packet(String line) {
        return String.format("%04x%s", line.length() + 4, line);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] gzip(byte[] head, byte[] repeated, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(head);
            for (int i = 0; i < times; i++) {
                gzip.write(repeated);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
