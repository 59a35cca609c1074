package dev.gitsync.internal.index;

import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;

/**
 * The previous places of pages: the data of each deleted page, by its id and by its last path; and the names, in the
 * folders of their parents, of live pages that are at the top level because their parents are missing. Not safe for use
 * by several threads.
 */
final class TrashIndex {
    private static final String BY_ID = "id:";
    private static final String BY_PATH = "path:";
    private static final String HOME = "home:";
    private static final String EXECUTABLE = "executable";

    private final RecordTrie records;

    TrashIndex(RecordTrie records) {
        this.records = records;
    }

    Optional<TrashedPage> page(PageId id) throws IOException {
        return records.get(BY_ID + id).map(fields -> read(id, fields));
    }

    Optional<TrashedPage> at(String path) throws IOException {
        Optional<PageId> id = records.get(BY_PATH + path).map(fields -> new PageId(fields.get(0)));
        return id.isEmpty() ? Optional.empty() : page(id.get());
    }

    void put(TrashedPage trashed) throws IOException {
        List<String> fields = new ArrayList<>(PageRecords.fields(trashed.page()));
        fields.add(trashed.path());
        fields.add(trashed.isExecutable() ? EXECUTABLE : "");
        records.put(BY_ID + trashed.id(), fields);
        records.put(BY_PATH + trashed.path(), List.of(trashed.id().value()));
    }

    /** Removes a page that is live again. */
    void remove(PageId id) throws IOException {
        Optional<TrashedPage> trashed = page(id);
        if (trashed.isPresent()) {
            records.remove(BY_ID + id);
            String path = BY_PATH + trashed.get().path();
            if (records.get(path).filter(List.of(id.value())::equals).isPresent()) {
                records.remove(path);
            }
        }
    }

    Optional<IndexedPage> home(PageId id) throws IOException {
        return records.get(HOME + id).map(fields -> PageRecords.page(id, fields));
    }

    void recordParentFolder(IndexedPage page) throws IOException {
        records.put(HOME + page.id(), PageRecords.fields(page));
    }

    void removeHome(PageId id) throws IOException {
        if (records.get(HOME + id).isPresent()) {
            records.remove(HOME + id);
        }
    }

    /** Returns all deleted pages, in no particular order. */
    List<TrashedPage> pages() throws IOException {
        List<TrashedPage> pages = new ArrayList<>();
        records.forEach((key, fields) -> {
            if (key.startsWith(BY_ID)) {
                pages.add(read(new PageId(key.substring(BY_ID.length())), fields));
            }
        });
        return pages;
    }

    /** Copies the page that was deleted last at each path. */
    void copyPaths(TrashIndex old) throws IOException {
        Map<String, List<String>> paths = new HashMap<>();
        old.records.forEach((key, fields) -> {
            if (key.startsWith(BY_PATH)) {
                paths.put(key, fields);
            }
        });
        for (Map.Entry<String, List<String>> path : paths.entrySet()) {
            records.put(path.getKey(), path.getValue());
        }
    }

    private static TrashedPage read(PageId id, List<String> fields) {
        boolean isExecutable = fields.get(8).equals(EXECUTABLE);
        return new TrashedPage(
                PageRecords.page(id, fields),
                fields.get(7),
                isExecutable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
    }
}
