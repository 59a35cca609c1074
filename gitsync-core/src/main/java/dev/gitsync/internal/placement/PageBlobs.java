package dev.gitsync.internal.placement;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.pages.PageFiles;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/** Writes pages as blobs. */
public record PageBlobs(ObjectReader reader, ObjectInserter inserter, PageFiles files) {
    /** Returns the blob of a page that has the name {@code name}. */
    public ObjectId write(String title, String text, String name) throws IOException {
        return inserter.insert(Constants.OBJ_BLOB, files.render(title, text, name));
    }

    /**
     * Returns the blob of a page whose name changed while the page did not: the file may now have to contain the title, because the
     * name no longer determines it.
     */
    ObjectId renamed(ObjectId blob, String title, String oldName, String newName) throws IOException {
        byte[] bytes = reader.open(blob, Constants.OBJ_BLOB).getBytes();
        PageFormat.Reading reading = files.read(bytes, oldName);
        return reading instanceof PageFormat.Reading.Recognized page ? write(title, page.text(), newName) : blob;
    }
}
