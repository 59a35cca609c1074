package dev.gitsync.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Names what gitsync reads by name at run time, for ahead-of-time processing: the scripts of its tables, and the messages of JGit, which
 * sets their fields by reflection. Spring Boot finds the configuration properties itself.
 */
final class GitSyncRuntimeHints implements RuntimeHintsRegistrar {
    private static final List<String> MESSAGES =
            List.of("org.eclipse.jgit.internal.JGitText", "org.eclipse.jgit.http.server.HttpServerText");

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("dev/gitsync/jdbi/migration/*/*.sql");
        for (String messages : MESSAGES) {
            hints.resources().registerResourceBundle(messages);
            hints.reflection()
                    .registerTypeIfPresent(
                            classLoader,
                            messages,
                            MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
                            MemberCategory.DECLARED_FIELDS);
        }
    }
}
