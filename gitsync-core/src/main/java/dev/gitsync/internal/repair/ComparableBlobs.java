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
            return blob(read, page);
        }
        return file;
    }

    private ObjectId blob(PageFormat.Reading.Recognized page, String name) {
        byte[] bytes = files.render(page.title(), files.withoutTargets(page.text()), name);
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, bytes);
        }
    }

    /**
     * The page in a file.
     *
     * @param blob what the file would be under the name that gitsync gives the page
     */
    record Titled(String title, ObjectId blob) {}

    /** Returns the page in a file. */
    Optional<Titled> titled(Optional<TreeItem> file, String name) throws IOException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes = work.reader().open(file.get().id(), Constants.OBJ_BLOB).getBytes();
        return files.read(bytes, name) instanceof PageFormat.Reading.Recognized page
                ? Optional.of(new Titled(page.title(), blob(page, files.naming().nameFor(page.title()))))
                : Optional.empty();
    }
}
