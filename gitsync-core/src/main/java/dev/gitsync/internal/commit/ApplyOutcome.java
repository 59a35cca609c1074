package dev.gitsync.internal.commit;

import dev.gitsync.store.ApplyResult;

/** Names the result of an apply for {@link dev.gitsync.report.StepObserver}. */
enum ApplyOutcome implements ApplyResult.Visitor<String> {
    NAME;

    @Override
    public String visitApplied(ApplyResult.Applied applied) {
        return "applied";
    }

    @Override
    public String visitStale(ApplyResult.Stale stale) {
        return "stale";
    }

    @Override
    public String visitRefused(ApplyResult.Refused refused) {
        return "refused";
    }

    @Override
    public String visitFenced(ApplyResult.Fenced fenced) {
        return "fenced";
    }

    @Override
    public String visitPartial(ApplyResult.Partial partial) {
        return "partial";
    }
}
