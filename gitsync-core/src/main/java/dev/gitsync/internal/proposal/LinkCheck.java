package dev.gitsync.internal.proposal;

import dev.gitsync.internal.links.KeptLinks;
import dev.gitsync.internal.links.SubmoduleList;
import dev.gitsync.internal.links.SymlinkTarget;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.EntryNames;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Checks the symbolic links and submodules that a push adds or changes: whether they are kept at all, and whether a clone that has
 * them is safe. Reports problems to {@code problem}, the path first, then the rest of the sentence.
 */
final class LinkCheck {
    private final ObjectReader reader;
    private final PageFiles files;
    private final KeptLinks kept;
    private final TreeEditor pushed;
    private final BiConsumer<String, String> problem;
    private @Nullable Set<String> submodules;

    LinkCheck(
            ObjectReader reader,
            PageFiles files,
            KeptLinks kept,
            TreeEditor pushed,
            BiConsumer<String, String> problem) {
        this.reader = reader;
        this.files = files;
        this.kept = kept;
        this.pushed = pushed;
        this.problem = problem;
    }

    /** Checks a symbolic link. Does not look up its target, which need not exist. */
    void checkSymlink(String path, TreeItem item) throws IOException {
        if (!kept.symlinks()) {
            problem.accept(path, "is a symbolic link; this wiki does not accept symbolic links");
        } else if (files.isPage(path)) {
            problem.accept(path, "is a symbolic link where a page would be; push a plain file, or rename the link");
        } else if (EntryNames.isReadByGit(Paths.name(path).getBytes(StandardCharsets.UTF_8))) {
            problem.accept(
                    path, "is a symbolic link, but git reads this file and follows no link there; push a plain file");
        } else {
            checkTarget(path, item.id());
        }
    }

    private void checkTarget(String path, ObjectId id) throws IOException {
        ObjectLoader target = StreamedBlobs.open(reader, id);
        if (target.getSize() > SymlinkTarget.MOST_BYTES) {
            problem.accept(
                    path,
                    "is a symbolic link with a target of " + target.getSize() + " bytes; this server accepts up to "
                            + SymlinkTarget.MOST_BYTES);
        } else {
            SymlinkTarget.flaw(target.getBytes(), path).ifPresent(flaw -> problem.accept(path, flaw));
        }
    }

    /** Checks a submodule, whose commit this server does not have. */
    void checkSubmodule(String path) throws IOException {
        if (!kept.submodules()) {
            problem.accept(path, "is a submodule; this wiki does not accept submodules");
        } else if (files.isPage(path)) {
            problem.accept(path, "is a submodule where a page would be; rename it");
        } else if (!submodules().contains(path)) {
            problem.accept(
                    path,
                    "is a submodule, but " + SubmoduleList.FILE
                            + " does not name it. Add it with 'git submodule add', or remove"
                            + " it with 'git rm --cached'");
        }
    }

    /** Checks a file that some platform treats as {@code .gitmodules}; {@code before} is the previous entry. */
    void checkGitmodules(String path, @Nullable TreeItem before) throws IOException {
        if (!kept.submodules()) {
            problem.accept(path, "belongs to submodules; this wiki does not accept submodules");
        } else if (!path.equals(SubmoduleList.FILE)) {
            problem.accept(path, "belongs to submodules, but git reads only " + SubmoduleList.FILE + " at the top");
        } else {
            Optional<TreeItem> now = pushed.find(path);
            if (now.isPresent()) {
                read(now.get()).flaws().forEach(flaw -> problem.accept(path, flaw));
            }
            checkStillNamed(before);
        }
    }

    /** Checks that no submodule loses its address while it stays. */
    void checkStillNamed(@Nullable TreeItem before) throws IOException {
        Set<String> lost =
                before == null ? Set.of() : new HashSet<>(read(before).paths());
        if (!lost.isEmpty()) {
            lost.removeAll(submodules());
        }
        for (String path : lost) {
            if (pushed.find(path)
                    .filter(item -> FileMode.GITLINK.equals(item.mode()))
                    .isPresent()) {
                problem.accept(path, "is a submodule, but " + SubmoduleList.FILE + " does not name it any more");
            }
        }
    }

    private Set<String> submodules() throws IOException {
        if (submodules == null) {
            Optional<TreeItem> file = pushed.find(SubmoduleList.FILE);
            submodules = file.isEmpty() ? Set.of() : read(file.get()).paths();
        }
        return submodules;
    }

    private SubmoduleList read(TreeItem file) throws IOException {
        if (!FileMode.REGULAR_FILE.equals(file.mode())) {
            return SubmoduleList.read(new byte[0]);
        }
        ObjectLoader loader = StreamedBlobs.open(reader, file.id());
        return SubmoduleList.read(
                loader.getSize() <= SubmoduleList.MOST_BYTES
                        ? loader.getBytes()
                        : new byte[SubmoduleList.MOST_BYTES + 1]);
    }

    /** Returns whether some platform treats the name as that of the file that lists submodules. */
    static boolean isGitmodules(String path) {
        return EntryNames.isGitmodules(Paths.name(path).getBytes(StandardCharsets.UTF_8));
    }

    /** Checks whether a push deleted the file that lists submodules. */
    void checkGone(Map<String, TreeItem> gone) throws IOException {
        TreeItem file = gone.get(SubmoduleList.FILE);
        if (file != null) {
            checkStillNamed(file);
        }
    }
}
