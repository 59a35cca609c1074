package dev.gitsync.benchmarks;

import picocli.CommandLine;

/** {@code java -jar benchmarks.jar}; {@code --help} says the rest. */
public final class Main {
    private Main() {}

    /** Runs the benchmarks and ends with 0, with 1 if a row does not hold, or with 2 if something is missing. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand()).execute(args));
    }
}
