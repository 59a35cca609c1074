package dev.gitsync.internal.plan;

import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** The provenance of the changes within one push. */
@FunctionalInterface
public interface Authorship {
    /**
     * Returns, for each subject, the provenance of the commit that wrote or deleted its content. Every subject has one. Provenances
     * of one commit are the same object.
     *
     * @param subjects paths of files, and paths of folders with a trailing slash
     */
    Map<String, Provenance> of(Set<String> subjects) throws IOException;
}
