package dev.gitsync.internal.plan;

import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Who made what, within one push. */
@FunctionalInterface
public interface Authorship {
    /**
     * The commit that made the content at each subject, or took it away, as provenance; none is left out. Provenances of one
     * commit are the same object.
     *
     * @param subjects paths of files, and paths of folders with a slash behind
     */
    Map<String, Provenance> of(Set<String> subjects) throws IOException;
}
