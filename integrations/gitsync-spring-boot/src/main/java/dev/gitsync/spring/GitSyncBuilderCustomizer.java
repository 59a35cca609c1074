package dev.gitsync.spring;

import dev.gitsync.GitSyncBuilder;

/** Changes the {@link GitSyncBuilder} before {@code GitSync} is built. Beans of this type are called in their order. */
@FunctionalInterface
public interface GitSyncBuilderCustomizer {
    /** Sets parts of the builder. */
    void customize(GitSyncBuilder builder);
}
