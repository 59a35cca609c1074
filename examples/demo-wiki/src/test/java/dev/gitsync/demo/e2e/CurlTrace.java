package dev.gitsync.demo.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code GIT_TRACE_CURL}: the time that git waited for the server, without git's own time. */
final class CurlTrace {
    private static final Pattern SENT = Pattern.compile("(\\S+) http\\.c.*=> Send header: (?:GET|POST) .*");
    private static final Pattern ANSWERED = Pattern.compile("(\\S+) http\\.c.*<= Recv header: HTTP/\\S+ \\d+.*");

    private CurlTrace() {}

    /** Returns the total time from each request to the first line of its response. */
    static Duration waits(Path trace) throws IOException {
        Duration sum = Duration.ZERO;
        LocalTime sent = LocalTime.MIDNIGHT;
        List<String> lines = Files.readAllLines(trace);
        for (String line : lines) {
            Matcher request = SENT.matcher(line);
            Matcher answer = ANSWERED.matcher(line);
            if (request.matches()) {
                sent = LocalTime.parse(request.group(1));
            } else if (answer.matches()) {
                sum = sum.plus(Duration.between(sent, LocalTime.parse(answer.group(1))));
            }
        }
        return sum;
    }
}
