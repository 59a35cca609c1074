package dev.gitsync.internal.jgit;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;

/** Checks files that declare submodules, which can make some versions of git run commands. */
public final class Gitmodules {
    private Gitmodules() {}

    /** Returns whether {@code git fsck} would accept the names, paths and URLs in the file. */
    public static boolean isSafe(byte[] file) {
        try {
            SubmoduleValidator.assertValidGitModulesFile(new String(file, StandardCharsets.UTF_8));
            return true;
        } catch (SubmoduleValidationException e) {
            return false;
        }
    }
}
