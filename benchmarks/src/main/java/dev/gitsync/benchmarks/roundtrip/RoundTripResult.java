package dev.gitsync.benchmarks.roundtrip;

import java.util.Locale;
import java.util.Set;

/**
 * What became of one repository.
 *
 * @param name the name of the repository
 * @param commits the number of commits that were pushed
 * @param times how long push and clone took, here and with plain git
 * @param files the files of its {@code HEAD}
 * @param folderPages pages without a file
 * @param faults what is not as it must be; empty if all is well
 */
record RoundTripResult(String name, int commits, Times times, GitFiles files, int folderPages, Set<String> faults) {
    static final String HEADER = """
            | repository | commits | files | pages (and folder pages) | attachments | hidden | links | executable | push, beside plain git | clone, beside plain git | |
            |---|---|---|---|---|---|---|---|---|---|---|""";

    /** Milliseconds. */
    record Times(double push, double plainPush, double fetched, double plainFetched) {}

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d (%,d) | %,d | %,d | %,d | %,d | %.1f s, %.1f s | %.1f s, %.1f s | %s |",
                name,
                commits,
                files.counts().values().stream().mapToInt(Integer::intValue).sum(),
                count(FileKind.PAGE),
                folderPages,
                count(FileKind.ATTACHMENT),
                count(FileKind.HIDDEN),
                count(FileKind.LINK),
                files.executables(),
                times.push() / 1000,
                times.plainPush() / 1000,
                times.fetched() / 1000,
                times.plainFetched() / 1000,
                faults.isEmpty() ? "identical" : "**" + faults.size() + " faults**");
    }

    private int count(FileKind kind) {
        return files.counts().getOrDefault(kind, 0);
    }
}
