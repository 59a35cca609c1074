package dev.gitsync.internal.pagelinks;

import dev.gitsync.format.link.LinkReader;
import dev.gitsync.format.link.TextLink;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the links of pages in one state of a space. A text of more than {@value #MOST_BYTES} bytes counts as one without links, and
 * so does one for which the embedder's reader fails: links never stop a cycle.
 */
final class PageLinkReader {
    private static final Logger LOG = LoggerFactory.getLogger(PageLinkReader.class);
    private static final int MOST_BYTES = 16 << 20;

    private final IndexedTree state;
    private final LinkReader links;
    private final IndexedFiles files;

    PageLinkReader(IndexedTree state, LinkReader links) {
        this.state = state;
        this.links = links;
        this.files = new IndexedFiles(state);
    }

    /** Returns the links of a page that has this file. */
    PageReading read(PageId page, String file) throws IOException {
        Optional<ObjectId> blob =
                state.find(file).filter(item -> !item.isFolder()).map(item -> item.id());
        SoughtNames names = new SoughtNames(files, file);
        List<TextLink> found = blob.isEmpty() ? List.of() : links(file, text(blob.get()), names);
        Set<PageId> targets = new HashSet<>();
        for (TextLink link : found) {
            if (link.target().isPresent()) {
                String path = link.target().get();
                state.target(path).ifPresentOrElse(targets::add, () -> names.add(path));
            }
        }
        if (!found.isEmpty() && targets.isEmpty()) {
            names.addNone();
        }
        return new PageReading(page, file, found, targets, names.names());
    }

    private String text(ObjectId blob) throws IOException {
        ObjectLoader loader = state.reader().open(blob, Constants.OBJ_BLOB);
        return loader.getSize() > MOST_BYTES
                ? ""
                : new String(loader.getCachedBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }

    private List<TextLink> links(String file, String text, SoughtNames names) throws IOException {
        try {
            return List.copyOf(links.links(file, text, names));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may contain text of the page.
            LOG.warn(
                    "The LinkReader failed with {}; the page counts as one without links",
                    e.getClass().getName());
            return List.of();
        }
    }
}
