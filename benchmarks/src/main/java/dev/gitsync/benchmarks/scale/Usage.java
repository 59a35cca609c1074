package dev.gitsync.benchmarks.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What was used up to a moment, or between two moments.
 *
 * @param statements the statements of all replicas
 * @param polls the polls of all replicas
 * @param server the CPU milliseconds of all processes of PostgreSQL
 * @param replicas the CPU milliseconds of this JVM
 */
record Usage(long statements, long polls, long server, long replicas) {
    private static final long MILLIS_PER_TICK = 10; // USER_HZ is 100 wherever Java runs on Linux
    private static final int USER = 11;

    /**
     * Returns what was used up to now.
     *
     * @param database the folder with the data of PostgreSQL
     */
    static Usage now(Path database, List<Replica> replicas) {
        return new Usage(
                replicas.stream().mapToLong(Replica::statements).sum(),
                replicas.stream().mapToLong(Replica::polls).sum(),
                server(database),
                TimeUnit.NANOSECONDS.toMillis(ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow()
                        .toNanos()));
    }

    Usage since(Usage begin) {
        return new Usage(
                statements - begin.statements, polls - begin.polls, server - begin.server, replicas - begin.replicas);
    }

    private static long server(Path database) {
        try {
            long postmaster = Long.parseLong(Files.readAllLines(database.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
            long ticks = ticks(postmaster, USER, USER + 3); // with its processes that have ended
            for (ProcessHandle child :
                    ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
                ticks += ticks(child.pid(), USER, USER + 1);
            }
            return ticks * MILLIS_PER_TICK;
        } catch (IOException e) {
            throw new UncheckedIOException("This needs the files of PostgreSQL and of /proc", e);
        }
    }

    /** Returns the sum of fields of a process, which are counted after the name of its program; 0 if it has ended. */
    private static long ticks(long pid, int first, int last) {
        return read(Path.of("/proc", Long.toString(pid), "stat"))
                .map(stat -> {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    long sum = 0;
                    for (int field = first; field <= last; field++) {
                        sum += Long.parseLong(fields[field]);
                    }
                    return sum;
                })
                .orElse(0L);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
