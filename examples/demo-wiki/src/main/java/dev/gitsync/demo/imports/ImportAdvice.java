package dev.gitsync.demo.imports;

import dev.gitsync.report.PushResult;
import java.util.List;
import java.util.stream.Collectors;

/** Explains why an import was refused, in terms of a folder instead of commits. */
final class ImportAdvice {
    private static final String NOTHING_CHANGED = "Nothing was changed";
    private static final String VERBOSE = ". To list up to ";

    private ImportAdvice() {}

    /** The reasons and what to do. */
    static String of(PushResult.Refused refused) {
        String reasons = reasons(refused.details());
        String why = reasons.isBlank() ? refused.summary() + "." : reasons;
        return why + advice(refused.reason());
    }

    private static String reasons(List<String> details) {
        return details.stream()
                .map(ImportAdvice::reason)
                .filter(reason -> !reason.isBlank())
                .collect(Collectors.joining(" "));
    }

    /** A line of the answer to a push, without its advice for git users. */
    private static String reason(String line) {
        String text = line.startsWith("Push refused: ") ? line.substring("Push refused: ".length()) : line;
        int advice = text.indexOf(NOTHING_CHANGED);
        int verbose = text.indexOf(VERBOSE);
        if (advice >= 0) {
            text = text.substring(0, advice).strip();
        } else if (verbose >= 0) {
            text = text.substring(0, verbose) + ".";
        }
        return text.replace("and push again", "and import again");
    }

    private static String advice(PushResult.Reason reason) {
        return switch (reason) {
            case INVALID, MISSING_OBJECTS -> " Nothing was imported. Correct the folder, and import it again.";
            case TOO_MUCH_WORK -> " Nothing was imported. Make a git repository of the folder, and push it in parts.";
            case BUSY, UNAVAILABLE, STALE, CONFLICT -> " Import the folder again in a moment.";
            default -> "";
        };
    }
}
