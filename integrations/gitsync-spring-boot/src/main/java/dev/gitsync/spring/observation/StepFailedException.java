package dev.gitsync.spring.observation;

/**
 * Marks an observation as failed in place of the exception that ended the step: the message of that one may contain parts of pages, and
 * traces would export it. Has no stack trace.
 */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepFailedException(Throwable failure) {
        super(failure.getClass().getSimpleName(), null, false, false);
    }
}
