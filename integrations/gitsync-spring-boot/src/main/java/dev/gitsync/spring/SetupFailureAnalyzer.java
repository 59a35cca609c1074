package dev.gitsync.spring;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the settings of gitsync, in place of a stack trace. */
final class SetupFailureAnalyzer extends AbstractFailureAnalyzer<GitSyncException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, GitSyncException cause) {
        if (cause instanceof GitSyncSetupException setup) {
            return new FailureAnalysis(setup.getMessage(), setup.action(), setup);
        }
        return cause instanceof InvalidInputException invalid
                ? new FailureAnalysis(
                        invalid.getMessage(),
                        "Correct the property, or the environment variable of the same setting; docs/operations.md lists all settings.",
                        invalid)
                : null;
    }
}
