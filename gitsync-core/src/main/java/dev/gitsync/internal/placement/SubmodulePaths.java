package dev.gitsync.internal.placement;

import dev.gitsync.internal.links.SubmoduleList;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/** Keeps the paths in {@code .gitmodules} up to date when the wiki moves a folder, as {@code git mv} does. */
public final class SubmodulePaths {
    private final TreeEditor tree;
    private final PageBlobs blobs;
    private ObjectId known = ObjectId.zeroId();
    private byte[] file = new byte[0];
    private NavigableSet<String> paths = Collections.emptyNavigableSet();

    public SubmodulePaths(TreeEditor tree, PageBlobs blobs) {
        this.tree = tree;
        this.blobs = blobs;
    }

    /** Updates the paths after a folder moved. Reads the file once, and writes it only if there are submodules in the folder. */
    public void follow(String from, String to) throws IOException {
        Optional<TreeItem> item =
                tree.find(SubmoduleList.FILE).filter(found -> FileMode.REGULAR_FILE.equals(found.mode()));
        if (item.isEmpty()) {
            return;
        }
        read(item.get().id());
        String first = paths.ceiling(from + "/");
        if (first != null && first.startsWith(from + "/")) {
            byte[] moved = SubmoduleList.moved(file, from, to);
            tree.putFile(SubmoduleList.FILE, blobs.inserter().insert(Constants.OBJ_BLOB, moved));
        }
    }

    private void read(ObjectId id) throws IOException {
        if (!id.equals(known)) {
            ObjectLoader loader = blobs.reader().open(id, Constants.OBJ_BLOB);
            file = loader.getSize() <= SubmoduleList.MOST_BYTES ? loader.getBytes() : new byte[0];
            paths = SubmoduleList.read(file).paths();
            known = id;
        }
    }
}
