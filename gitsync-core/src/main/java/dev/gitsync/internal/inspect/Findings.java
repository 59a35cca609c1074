package dev.gitsync.internal.inspect;

import dev.gitsync.report.VerifyReport.Difference;
import dev.gitsync.report.VerifyReport.Difference.Kind;
import java.util.ArrayList;
import java.util.List;

/** The differences that verification has found, up to a limit. */
final class Findings {
    private static final int MAX_DIFFERENCES = 1_000;

    private final List<Difference> list = new ArrayList<>();

    void add(Kind kind, String subject, String detail) {
        if (list.size() < MAX_DIFFERENCES) {
            list.add(new Difference(kind, subject, detail));
        }
    }

    List<Difference> list() {
        return list;
    }
}
