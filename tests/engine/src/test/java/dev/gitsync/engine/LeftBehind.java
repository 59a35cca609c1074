package dev.gitsync.engine;

import dev.gitsync.model.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.dfs.DfsObjDatabase;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * All that an engine has left in its storage. Two engines that start from equal values behave equally.
 *
 * @param refs the commit of each ref, including the refs of the engine
 * @param objects the packs or files of objects, whether a ref needs them or not
 * @param pages each page and attachment, with the data that only the wiki has
 * @param changes the number of changes in the feed
 */
record LeftBehind(SortedMap<String, ObjectId> refs, List<String> objects, List<String> pages, int changes) {

    /** Reads the storage without faults. */
    static LeftBehind by(CrashSite site) throws IOException {
        SortedMap<String, ObjectId> refs = new TreeMap<>();
        List<String> objects;
        try (Repository repository = site.plain.open(site.space).git()) {
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                refs.put(ref.getName(), ref.getObjectId());
            }
            objects = objects(repository);
        }
        List<String> pages = Stream.concat(
                        site.wiki.pages(site.space, null, 10_000).stream()
                                .map(page -> page
                                        + page.content().title()
                                        + page.content().text()),
                        site.files().stream().map(file -> file + file.content().name()))
                .toList();
        int changes =
                site.wiki.changes(site.space, Cursor.START, 10_000).changes().size();
        return new LeftBehind(refs, objects, pages, changes);
    }

    private static List<String> objects(Repository repository) throws IOException {
        if (repository.getObjectDatabase() instanceof DfsObjDatabase memory) {
            return Stream.of(memory.getPacks())
                    .map(pack -> pack.getPackDescription().getObjectCount() + " objects")
                    .toList();
        }
        try (Stream<Path> files = Files.walk(repository.getDirectory().toPath().resolve(Constants.OBJECTS))) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
