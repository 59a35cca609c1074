package dev.gitsync.report;

/** Ignores all steps. In a class cycle with {@link StepObserver}: it is the default of that interface, and one of its kind, so that it is recognized. */
enum NoopStepObserver implements StepObserver {
    INSTANCE;

    @Override
    public Running begin(Step step) {
        return ending -> {};
    }
}
