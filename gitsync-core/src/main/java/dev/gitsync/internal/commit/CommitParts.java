package dev.gitsync.internal.commit;

import dev.gitsync.internal.guard.DeleteGuard;
import dev.gitsync.internal.plan.PushPlanner;
import dev.gitsync.store.PageStore;

/** The components that every attempt plans with. */
record CommitParts(PageStore store, PushPlanner planner, DeleteGuard guard) {}
