package dev.gitsync.demo.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports a folder as the tree that git would make of it. */
class FolderTreeTest {
    @TempDir
    private Path folder;

    /** Faults P6. */
    @Test
    void keepsTheExecutableBitAndFollowsNoLink() throws IOException {
        Files.createDirectories(folder.resolve("tools/.git"));
        Files.writeString(folder.resolve("Home.md"), "home\n");
        Files.writeString(folder.resolve("tools/run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(folder.resolve("tools/run.sh"), PosixFilePermissions.fromString("rwxr--r--"));
        Files.createSymbolicLink(folder.resolve("docs"), Path.of("tools"));
        // Git ignores the executable bit of others.
        Files.setPosixFilePermissions(folder.resolve("Home.md"), PosixFilePermissions.fromString("rw-r-xr-x"));
        Map<String, FileMode> modes = new TreeMap<>();
        Space space = new Space(new SpaceId("import"), "", "Import");
        try (Repository repository = new InMemoryRepositoryStore().open(space).git();
                ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tree = FolderTree.write(folder, inserter);
            inserter.flush();
            try (TreeWalk walk = new TreeWalk(repository)) {
                walk.addTree(tree);
                walk.setRecursive(true);
                while (walk.next()) {
                    modes.put(walk.getPathString(), walk.getFileMode(0));
                }
            }
        }

        assertThat(modes)
                .isEqualTo(Map.of(
                        "Home.md", FileMode.REGULAR_FILE,
                        "docs", FileMode.SYMLINK,
                        "tools/run.sh", FileMode.EXECUTABLE_FILE));
    }
}
