package dev.gitsync.spring;

import dev.gitsync.GitSync;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks whether the wiki can list its spaces. */
record SpaceHealth(GitSync gitSync) {
    private static final Logger LOG = LoggerFactory.getLogger(SpaceHealth.class);

    /** The result of a check, with details for those who may see them. */
    record Result(boolean isUp, Map<String, Object> details) {}

    Result check() {
        try {
            return new Result(true, Map.of("spaces", gitSync.spaces().size()));
        } catch (RuntimeException e) {
            LOG.warn("Health check failed: could not read the wiki", e);
            return new Result(false, Map.of("error", e.getClass().getSimpleName()));
        }
    }
}
