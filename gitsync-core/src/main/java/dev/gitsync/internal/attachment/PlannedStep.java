package dev.gitsync.internal.attachment;

import dev.gitsync.model.Provenance;
import dev.gitsync.store.PageChange;
import java.util.function.Function;

/**
 * A change to a page or attachment whose provenance is not known yet.
 *
 * @param subject the path in git whose change tells the author
 * @param change makes the step
 */
public record PlannedStep(String subject, Function<Provenance, PageChange> change) {}
