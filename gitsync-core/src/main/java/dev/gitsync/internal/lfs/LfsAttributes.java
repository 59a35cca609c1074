package dev.gitsync.internal.lfs;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Determines which files of a tree have a pointer of Git LFS in place of their contents: those to which the {@code .gitattributes}
 * files of the tree assign {@code filter=lfs}. A file in a deeper folder has precedence, and so has a later line; macros count in the
 * root only. Only the folders above a path are read, and each file is parsed once. Not safe for use by several threads.
 *
 * <p>JGit's own rules are not used: they are regular expressions that take exponential time for some patterns.
 */
public final class LfsAttributes {
    /** The name of the files. */
    public static final String FILE = ".gitattributes";

    /** The maximum size of a file. A longer one is ignored; git has a limit of 100 MiB. */
    static final int MAX_BYTES = 512 << 10;

    /** The maximum size of the files that are kept, before they were parsed. */
    private static final int MAX_CACHED_BYTES = 1 << 20;

    private final ObjectReader reader;
    private final Map<ObjectId, Parsed> cache = new LinkedHashMap<>(16, 0.75f, true);
    private int cachedBytes;

    /** Creates attributes that read objects with {@code reader}. */
    public LfsAttributes(ObjectReader reader) {
        this.reader = reader;
    }

    /** Returns whether the file at {@code path}, which need not exist, has a pointer in place of its contents in {@code tree}. */
    public boolean isLfs(TreeEditor tree, String path) throws IOException {
        return filter(tree, path).value().equals("lfs");
    }

    /** Returns whether the attributes of {@code tree} state or deny a filter for the file at {@code path}. */
    boolean isDecided(TreeEditor tree, String path) throws IOException {
        return filter(tree, path).isDecided();
    }

    private AttributeLookup filter(TreeEditor tree, String path) throws IOException {
        String bytes = latin1(path);
        AttributeLookup filter = new AttributeLookup("filter", file(tree, "").macros());
        String folder = path;
        while (!folder.isEmpty() && !filter.isDecided()) {
            folder = Paths.parent(folder);
            int skipped = folder.isEmpty() ? 0 : latin1(folder).length() + 1;
            file(tree, folder).apply(bytes.substring(skipped), filter);
        }
        return filter;
    }

    private AttributesFile file(TreeEditor tree, String folder) throws IOException {
        Optional<TreeItem> item = tree.find(Paths.join(folder, FILE));
        boolean isFile = item.isPresent() && (item.get().mode().getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
        return isFile ? parsed(item.get().id()) : AttributesFile.EMPTY;
    }

    private AttributesFile parsed(ObjectId blob) throws IOException {
        Parsed known = cache.get(blob);
        if (known != null) {
            return known.file();
        }
        boolean isTooLong = reader.getObjectSize(blob, Constants.OBJ_BLOB) > MAX_BYTES;
        byte[] bytes =
                isTooLong ? new byte[0] : reader.open(blob, Constants.OBJ_BLOB).getBytes(MAX_BYTES);
        Parsed parsed = new Parsed(AttributesParser.parse(bytes), bytes.length);
        cache.put(blob, parsed);
        cachedBytes += parsed.size();
        Iterator<Parsed> eldest = cache.values().iterator();
        while (cachedBytes > MAX_CACHED_BYTES && eldest.hasNext()) {
            cachedBytes -= eldest.next().size();
            eldest.remove();
        }
        return parsed.file();
    }

    private static String latin1(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private record Parsed(AttributesFile file, int size) {}
}
