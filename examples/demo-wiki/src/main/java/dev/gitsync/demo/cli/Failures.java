package dev.gitsync.demo.cli;

import dev.gitsync.demo.start.StartException;
import dev.gitsync.demo.start.StartProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One sentence and an exit code for everything that goes wrong. */
final class Failures {
    private Failures() {}

    static int badOption(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        String sentence =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        command.getErr().println(ended(sentence) + " See --help.");
        return StartProblem.BAD_OPTION.exitCode();
    }

    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        Logger log = LoggerFactory.getLogger(Failures.class);
        if (failure instanceof StartException start) {
            log.info("The demo wiki could not start", start);
            command.getErr().println(start.getMessage());
            return start.problem().exitCode();
        }
        log.error("The demo wiki could not start", failure);
        command.getErr().println("The demo wiki could not start because of an error in it; see above.");
        return StartProblem.OTHER.exitCode();
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
