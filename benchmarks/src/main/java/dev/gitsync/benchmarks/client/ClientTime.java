package dev.gitsync.benchmarks.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** The processor time that clients take, which no server can save. */
public final class ClientTime {
    private static final Path STAT = Path.of("/proc/self/stat");
    /** Linux counts in hundredths of a second, whatever its clock does (USER_HZ, see proc(5)). */
    private static final double TICK_MILLIS = 10;
    /** Of the fields behind the name, those for the user's and the system's time of ended children. */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    private ClientTime() {}

    /**
     * What the processes that this one started and that have ended took since the beginning, with all that they started
     * themselves, in milliseconds; empty where the system does not tell.
     */
    public static OptionalDouble millis() {
        try {
            String stat = Files.readString(STAT);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = Double.parseDouble(fields[CHILDREN_USER]) + Double.parseDouble(fields[CHILDREN_SYSTEM]);
            return OptionalDouble.of(ticks * TICK_MILLIS);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
