package dev.gitsync.internal.plan;

import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectReader;

/** Looks at every file that a push adds or changes before anything is planned: its mode, name, size, and neighbours. */
final class ProposalCheck {
    private final ObjectReader reader;
    private final PageFiles files;
    private final PushLimits limits;
    private final TreeEditor pushed;
    private final ObjectChecker names =
            new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true);
    private final List<String> problems = new ArrayList<>();

    ProposalCheck(ObjectReader reader, PageFiles files, PushLimits limits, TreeEditor pushed) {
        this.reader = reader;
        this.files = files;
        this.limits = limits;
        this.pushed = pushed;
    }

    /** @throws ProposalException when something can't be taken; it names all that was found */
    void check(TreeChanges changes) throws IOException, ProposalException {
        Set<String> folders = new TreeSet<>();
        for (Map.Entry<String, TreeItem> file : changes.comeFiles().entrySet()) {
            checkFile(file.getKey(), file.getValue());
            addFolders(folders, file.getKey());
        }
        for (TreeDelta file : changes.changedFiles().values()) {
            TreeItem after = file.after();
            if (after != null) {
                checkFile(file.path(), after);
            }
        }
        for (String folder : changes.movedFolders().keySet()) {
            checkPath(folder);
            addFolders(folders, folder);
        }
        for (String folder : folders) {
            checkNeighbours(folder);
        }
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
    }

    /** The path, cut to what a person can read, without anything that would confuse a terminal. */
    static String shortened(String path) {
        return Paths.shown(path);
    }

    private static void addFolders(Set<String> folders, String path) {
        for (String folder = Paths.parent(path); folders.add(folder) && !folder.isEmpty(); ) {
            folder = Paths.parent(folder);
        }
    }

    private void checkFile(String path, TreeItem item) throws IOException {
        checkPath(path);
        if (Paths.name(path).equalsIgnoreCase(Constants.DOT_GIT_MODULES)) {
            problem(path, "belongs to submodules; a wiki can't hold other repositories");
        }
        if (FileMode.SYMLINK.equals(item.mode())) {
            problem(path, "is a symbolic link; a wiki can't hold links to files");
        } else if (FileMode.GITLINK.equals(item.mode())) {
            problem(path, "is a submodule; a wiki can't hold other repositories");
        } else if (!FileMode.REGULAR_FILE.equals(item.mode()) && !FileMode.EXECUTABLE_FILE.equals(item.mode())) {
            problem(path, "has a file mode that git does not use");
        } else {
            checkSize(path, item);
        }
    }

    private void checkSize(String path, TreeItem item) throws IOException {
        long most = files.isPage(path) ? limits.maxPageBytes() : limits.maxFileBytes();
        try {
            long size = reader.getObjectSize(item.id(), Constants.OBJ_BLOB);
            if (size > most) {
                problem(path, "has " + size + " bytes; this server takes up to " + most);
            }
        } catch (IncorrectObjectTypeException e) {
            problem(path, "is not a file, although its mode says so");
        } catch (MissingObjectException e) {
            problem(path, "is missing from the push");
        }
    }

    private void checkPath(String path) {
        if (path.getBytes(StandardCharsets.UTF_8).length > limits.maxPathBytes()) {
            problem(path, "is longer than " + limits.maxPathBytes() + " bytes");
        }
        if (Paths.depth(path) > limits.maxDepth()) {
            problem(path, "is deeper than " + limits.maxDepth() + " folders");
        }
        if (path.indexOf('\uFFFD') >= 0) {
            problem(path, "has a name that is not UTF-8");
        }
        for (String name : Paths.names(path)) {
            try {
                names.checkPathSegment(Constants.encode(name), 0, Constants.encode(name).length);
            } catch (CorruptObjectException e) {
                problem(path, "has a name that not every computer can store (" + shortened(name) + ")");
                return;
            }
        }
    }

    private void checkNeighbours(String folder) throws IOException {
        Map<String, String> seen = new HashMap<>();
        for (String name : new TreeSet<>(pushed.names(folder))) {
            String other = seen.put(files.naming().collisionKey(name), name);
            if (other != null) {
                problem(
                        Paths.join(folder, name),
                        "and " + shortened(other)
                                + " are the same name on computers that ignore case or normalise Unicode");
            }
        }
    }

    private void problem(String path, String what) {
        problems.add(shortened(path) + " " + what);
    }
}
