package dev.gitsync.demo.imports;

import dev.gitsync.demo.start.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Writes a folder on disk as one git tree: every file unchanged, symbolic links as links, {@code .git} left out.
 */
final class FolderTree extends SimpleFileVisitor<Path> {
    private final Path root;
    private final ObjectInserter inserter;
    private final DirCache cache = DirCache.newInCore();
    private final DirCacheBuilder entries = cache.builder();

    private FolderTree(Path root, ObjectInserter inserter) {
        this.root = root;
        this.inserter = inserter;
    }

    /** Inserts all files and trees and returns the id of the root tree. */
    static ObjectId write(Path root, ObjectInserter inserter) throws IOException {
        FolderTree tree = new FolderTree(root, inserter);
        Files.walkFileTree(root, tree);
        tree.entries.finish();
        return tree.cache.writeTree(inserter);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.endsWith(Constants.DOT_GIT) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (file.endsWith(Constants.DOT_GIT)) {
            return FileVisitResult.CONTINUE; // the file that replaces the folder in submodules and linked working trees
        }
        DirCacheEntry entry = entry(file);
        if (attributes.isSymbolicLink()) {
            entry.setFileMode(FileMode.SYMLINK);
            entry.setObjectId(inserter.insert(
                    Constants.OBJ_BLOB, slashed(Files.readSymbolicLink(file)).getBytes(StandardCharsets.UTF_8)));
        } else if (attributes.isRegularFile()) {
            entry.setFileMode(mode(file));
            try (InputStream content = Files.newInputStream(file)) {
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, attributes.size(), content));
            }
        } else {
            throw refused("The folder contains a special file: " + root.relativize(file) + ". Remove it.");
        }
        entries.add(entry);
        return FileVisitResult.CONTINUE;
    }

    /** As git does: executable is what its owner may execute, if the file system records it. */
    private static FileMode mode(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE)
                ? FileMode.EXECUTABLE_FILE
                : FileMode.REGULAR_FILE;
    }

    private static String slashed(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }

    private DirCacheEntry entry(Path file) {
        String path = slashed(root.relativize(file));
        try {
            return new DirCacheEntry(path.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidPathException e) {
            throw refused("The folder contains a file that git can't store: " + path + ".");
        }
    }

    private static StartException refused(String sentence) {
        return new StartException(StartException.Problem.IMPORT_REFUSED, sentence);
    }
}
