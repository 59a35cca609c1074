package dev.gitsync.internal.server.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.internal.server.transfer.MalformedRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Law 13: JGit looks up a bounded number of commits and refs, however many lines a client sends. */
class FetchLineCheckTest {
    private static final int MANY = 100_000;

    @Test
    void limitsTheCommitsThatAreLookedUp() throws IOException {
        String haves = lines(MANY, i -> "have " + id(i) + "\n");
        String passed = passed(fetch(haves));
        assertThat(passed)
                .isEqualTo(fetch(haves.substring(
                        0, HaveLineFilter.MAX_LINES * "0032have \n".length() + HaveLineFilter.MAX_LINES * 40)));
        assertThat(count(passed, "have ")).isEqualTo(HaveLineFilter.MAX_LINES);
    }

    @Test
    void passesOnEachCommitOnce() throws IOException {
        assertThat(passed(fetch(lines(MANY, i -> "have " + id(i % 3) + "\n"))))
                .isEqualTo(fetch(lines(3, i -> "have " + id(i) + "\n")));
    }

    @Test
    void passesOnAsManyCommitsAsGitSendsAndThoseThatItRepeats() throws IOException {
        String body = fetch(lines(2 * 16_384, i -> "have " + id(i) + "\n"));
        assertThat(passed(body)).isEqualTo(body);
    }

    @Test
    void passesOnEachPrefixOfAdvertisedRefsOnceAndOneOther() throws IOException {
        List<String> useful = List.of("refs/heads/", "HEAD", "refs/heads/main", "");
        String prefixes = lines(MANY, i -> "ref-prefix refs/tags/" + i + "\n")
                + Stream.concat(useful.stream(), useful.stream())
                        .map(prefix -> line("ref-prefix " + prefix + "\n"))
                        .collect(Collectors.joining());
        assertThat(passed(list(prefixes)))
                .isEqualTo(list(line("ref-prefix refs/tags/0\n")
                        + useful.stream()
                                .map(prefix -> line("ref-prefix " + prefix + "\n"))
                                .collect(Collectors.joining())));
    }

    @Test
    void refusesAnUnsupportedCommand() {
        String body = line("command=object-info\n") + "0001" + line("size\n") + line("oid " + id(1) + "\n") + "0000";
        assertThatThrownBy(() -> passed(body)).isInstanceOf(MalformedRequestException.class);
    }

    private static String fetch(String haves) {
        return line("command=fetch\n") + "0001" + line("want " + id(-1) + "\n") + haves + line("done\n") + "0000";
    }

    private static String list(String prefixes) {
        return line("command=ls-refs\n") + "0001" + line("peel\n") + prefixes + "0000";
    }

    private static String passed(String body) throws IOException {
        return new String(
                new FetchLineCheck(10)
                        .of(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)))
                        .readAllBytes(),
                StandardCharsets.ISO_8859_1);
    }

    private static long count(String text, String what) {
        return text.split(what, -1).length - 1L;
    }

    /** Returns an id whose words are all different. */
    private static String id(int number) {
        return String.format("%08x", number).repeat(5);
    }

    private static String lines(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(i -> line(text.apply(i))).collect(Collectors.joining());
    }

    private static String line(String text) {
        return String.format("%04x", text.length() + 4) + text;
    }
}
