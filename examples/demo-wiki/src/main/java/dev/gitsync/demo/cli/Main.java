package dev.gitsync.demo.cli;

import dev.gitsync.demo.start.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Starts the demo wiki from the command line. Every failure is one sentence and an exit code.
 */
public final class Main {
    private Main() {}

    /** Runs until it is stopped. The exit codes are those of {@link StartException.Problem}. */
    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new DemoCommand())
                .setParameterExceptionHandler(Main::badOption)
                .setExecutionExceptionHandler(Main::failed)
                .execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int badOption(ParameterException failure, String[] arguments) {
        String sentence =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        failure.getCommandLine().getErr().println(sentence + (sentence.endsWith(".") ? "" : ".") + " See --help.");
        return StartException.Problem.BAD_OPTION.exitCode();
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        Logger log = LoggerFactory.getLogger(Main.class);
        if (failure instanceof StartException start) {
            log.info("The demo wiki could not start", start);
            command.getErr().println(start.getMessage());
            return start.problem().exitCode();
        }
        log.error("The demo wiki could not start", failure);
        command.getErr().println("The demo wiki could not start because of an internal error; see above.");
        return StartException.Problem.OTHER.exitCode();
    }
}
