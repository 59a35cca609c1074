package dev.gitsync.internal.repair;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;

/** Files in the form in which they are compared with the pages of an outline: a codec writes the links of a file otherwise. */
final class ComparableBlobs {
    private final Workspace work;
    private final PageFiles files;

    ComparableBlobs(Workspace work, PageFiles files) {
        this.work = work;
        this.files = files;
    }

    /** Returns the blob of a file, which has the name {@code name}, or what it would be without the targets of its links. */
    ObjectId blob(ObjectId file, String name) throws IOException {
        if (files.links().codec().isEmpty()) {
            return file;
        }
        ObjectLoader loader = work.reader().open(file);
        String page = files.isPage(name) ? files.siblingPath(name) : name;
        if (loader.getType() == Constants.OBJ_BLOB
                && files.read(loader.getBytes(), page) instanceof PageFormat.Reading.Recognized read) {
            byte[] bytes = files.render(read.title(), files.withoutTargets(read.text()), page);
            try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
                return formatter.idFor(Constants.OBJ_BLOB, bytes);
            }
        }
        return file;
    }

    /** Returns the title of the page in a file. */
    Optional<String> title(Optional<TreeItem> file, String name) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = work.reader().open(file.get().id(), Constants.OBJ_BLOB).getBytes();
        return files.read(bytes, name) instanceof PageFormat.Reading.Recognized page
                ? Optional.of(page.title())
                : Optional.empty();
    }
}
