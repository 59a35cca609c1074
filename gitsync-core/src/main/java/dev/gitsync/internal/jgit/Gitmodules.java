package dev.gitsync.internal.jgit;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;

/** Files that name submodules, which some versions of git run commands from. */
public final class Gitmodules {
    private Gitmodules() {}

    /** Whether names, paths and addresses in the file are such as {@code git fsck} lets pass. */
    public static boolean isSafe(byte[] file) {
        try {
            SubmoduleValidator.assertValidGitModulesFile(new String(file, StandardCharsets.UTF_8));
            return true;
        } catch (SubmoduleValidationException e) {
            return false;
        }
    }
}
