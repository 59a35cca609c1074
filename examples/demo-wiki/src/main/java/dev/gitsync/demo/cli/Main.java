package dev.gitsync.demo.cli;

import picocli.CommandLine;

/** Starts the demo wiki from the command line. */
public final class Main {
    private Main() {}

    /** Runs until it is told to stop; the exit codes are those of {@link dev.gitsync.demo.start.StartProblem}. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new DemoCommand())
                .setParameterExceptionHandler(Failures::badOption)
                .setExecutionExceptionHandler(Failures::failed);
    }
}
