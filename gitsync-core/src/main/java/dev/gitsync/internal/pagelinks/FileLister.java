package dev.gitsync.internal.pagelinks;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/** Lists the files in folders, up to a number of them. */
final class FileLister {
    private final IndexedTree state;
    private final int most;
    private final List<FileChanges.Entry> found = new ArrayList<>();
    private boolean isBounded;

    FileLister(IndexedTree state, int most) {
        this.state = state;
        this.most = most;
    }

    /** Returns the files found. */
    List<FileChanges.Entry> found() {
        return found;
    }

    /** Returns whether files were left out. */
    boolean isBounded() {
        return isBounded;
    }

    /** Adds the files of a folder. */
    void addFrom(String folder, ObjectId tree) throws IOException {
        for (Map.Entry<String, TreeItem> entry :
                TreeItems.read(state.reader(), tree).entrySet()) {
            if (found.size() >= most) {
                isBounded = true;
                return;
            }
            String path = Paths.join(folder, entry.getKey());
            if (entry.getValue().isFolder()) {
                addFrom(path, entry.getValue().id());
            } else {
                found.add(new FileChanges.Entry(path, entry.getValue()));
            }
        }
    }
}
