package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Reads page files and caches their content, within a limit of memory: a push reads files more than once. Not thread-safe.
 */
final class PageReadings {
    private static final long MOST_BYTES = 8L << 20;

    private final ObjectReader reader;
    private final Form form;
    private final Map<Place, PageFormat.Reading> readings = new HashMap<>();
    private long bytes;

    private record Place(String path, ObjectId blob) {}

    PageReadings(ObjectReader reader, Form form) {
        this.reader = reader;
        this.form = form;
    }

    /** Interprets the bytes of a file. */
    @FunctionalInterface
    interface Form {
        PageFormat.Reading read(String path, byte[] bytes);
    }

    /** Parses a page file; the result may be that it can't be a page. */
    PageFormat.Reading read(String path, ObjectId blob) throws IOException {
        Place place = new Place(path, blob);
        PageFormat.Reading known = readings.get(place);
        if (known != null) {
            return known;
        }
        byte[] read = reader.open(blob, Constants.OBJ_BLOB).getBytes();
        PageFormat.Reading reading = form.read(path, read);
        if (bytes + read.length <= MOST_BYTES) {
            bytes += read.length;
            readings.put(place, reading);
        }
        return reading;
    }

    /** Returns whether the cache has room for more. */
    boolean hasRoom() {
        return bytes < MOST_BYTES;
    }
}
