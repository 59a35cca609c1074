package dev.gitsync.internal.proposal;

import dev.gitsync.internal.pages.NameCollision;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.PortableNames;
import dev.gitsync.internal.pages.Sibling;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.pages.TreePages;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** Checks every file that a push adds or changes before anything is planned: its mode, name, size, and neighbours. */
public final class ProposalCheck {
    private final ObjectReader reader;
    private final PageFiles files;
    private final ProposalLimits limits;
    private final TreeEditor pushed;
    private final TreePages pages;
    private final SiblingNames siblings;
    private final LinkCheck links;
    private final List<String> problems = new ArrayList<>();
    private long pageBytes;

    public ProposalCheck(ObjectReader reader, PageFiles files, ProposalLimits limits, TreeEditor pushed) {
        this.reader = reader;
        this.files = files;
        this.limits = limits;
        this.pushed = pushed;
        this.pages = files.of(pushed);
        this.siblings = new SiblingNames(files);
        this.links = new LinkCheck(reader, files, limits.links(), pushed, this::problem);
    }

    /** @throws ProposalException if something can't be accepted; it lists all problems found */
    public void check(TreeChanges changes) throws IOException, ProposalException {
        SortedMap<String, Set<String>> touched = new TreeMap<>();
        for (Map.Entry<String, TreeItem> file : changes.addedFiles().entrySet()) {
            checkFile(file.getKey(), file.getValue());
            touch(touched, file.getKey());
        }
        for (TreeDelta file : changes.changedFiles().values()) {
            TreeItem after = file.after();
            if (after != null) {
                checkItem(file.path(), after, file.before());
            }
        }
        links.checkGone(changes.goneFiles());
        for (String folder : changes.movedFolders().keySet()) {
            checkPath(folder);
            touch(touched, folder);
        }
        // Such a file stays where it is, and so do the folders above it.
        changes.reassigned()
                .keySet()
                .forEach(file -> touched.computeIfAbsent(Paths.parent(file), folder -> new HashSet<>())
                        .add(Paths.name(file)));
        for (Map.Entry<String, Set<String>> folder : touched.entrySet()) {
            checkNames(folder.getKey(), folder.getValue());
        }
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
    }

    /** Returns the total size in bytes of the checked page files. */
    public long pageBytes() {
        return pageBytes;
    }

    /** Records, for each folder above a new path, the name in it that leads there. */
    private static void touch(Map<String, Set<String>> touched, String path) {
        String step = path;
        while (!step.isEmpty()
                && touched.computeIfAbsent(Paths.parent(step), folder -> new HashSet<>())
                        .add(Paths.name(step))) {
            step = Paths.parent(step);
        }
    }

    private void checkFile(String path, TreeItem item) throws IOException {
        checkPath(path);
        checkItem(path, item, null);
    }

    /** Checks an entry; does not check the path if it is that of a file of main, because the wiki may have created it. */
    private void checkItem(String path, TreeItem item, @Nullable TreeItem before) throws IOException {
        try {
            if (LinkCheck.isGitmodules(path)) {
                links.checkGitmodules(path, before);
            }
            if (FileMode.SYMLINK.equals(item.mode())) {
                links.checkSymlink(path, item);
            } else if (FileMode.GITLINK.equals(item.mode())) {
                links.checkSubmodule(path);
            } else if (!FileMode.REGULAR_FILE.equals(item.mode()) && !FileMode.EXECUTABLE_FILE.equals(item.mode())) {
                problem(path, "has a file mode that git does not use");
            } else {
                checkSize(path, item);
            }
        } catch (IncorrectObjectTypeException e) {
            problem(path, "is not a file, although its mode says so");
        } catch (MissingObjectException e) {
            problem(path, "is missing from the push");
        }
    }

    private void checkSize(String path, TreeItem item) throws IOException {
        long most = files.isPage(path) ? limits.maxPageBytes() : limits.maxFileBytes();
        long size = reader.getObjectSize(item.id(), Constants.OBJ_BLOB);
        pageBytes += files.isPage(path) ? size : 0;
        if (size > most) {
            problem(path, "has " + size + " bytes; this server accepts up to " + most);
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
            problem(path, "has a name that is not UTF-8. Rename it and push again.");
        }
        for (String name : Paths.names(path)) {
            if (!PortableNames.canBeStored(name)) {
                problem(
                        path,
                        "has a name that not every computer can store (" + Paths.shown(name)
                                + "). Rename it and push again.");
                return;
            }
        }
    }

    private void checkNames(String folder, Set<String> touched) throws IOException {
        List<Sibling> entries = new ArrayList<>();
        for (String name : pushed.names(folder)) {
            boolean isFolder = pushed.find(Paths.join(folder, name))
                    .filter(TreeItem::isFolder)
                    .isPresent();
            entries.add(pages.sibling(folder, name, isFolder));
        }
        for (NameCollision collision : siblings.collisions(entries, touched::contains)) {
            problems.add(collision.sentence() + ". Rename one of them and push again.");
        }
    }

    private void problem(String path, String what) {
        problems.add(Paths.shown(path) + " " + what);
    }
}
