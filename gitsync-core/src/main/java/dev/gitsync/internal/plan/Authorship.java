package dev.gitsync.internal.plan;

import dev.gitsync.model.Provenance;

/** Who changed what is at a path, within one push. */
@FunctionalInterface
public interface Authorship {
    /** The commit that last touched a path or what is below it, as provenance. */
    Provenance of(String path);
}
