package dev.gitsync.spring;

import dev.gitsync.servlet.GitSyncServlet;

/** Changes the builder of the {@link GitSyncServlet} before it is built. Beans of this type are called in their order. */
@FunctionalInterface
public interface GitSyncServletCustomizer {
    /** Sets parts of the builder. */
    void customize(GitSyncServlet.Builder builder);
}
