package dev.gitsync.benchmarks.roundtrip;

import dev.gitsync.GitSync;
import dev.gitsync.jdbi.JdbiPageStore;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a wiki has of a repository, by the paths of files.
 *
 * @param pages the files of the pages that have one
 * @param folders the paths of all pages, which is where their attachments are, with a slash at the end
 * @param attachments the attachments by the path that their page and their name say, with their owner's folder
 */
record WikiFiles(Set<String> pages, Set<String> folders, Map<String, Stored> attachments) {
    private static final int BATCH = 1000;

    /**
     * An attachment.
     *
     * @param folder the folder of its page, or an empty path for the space
     */
    record Stored(String folder, ContentHash hash) {}

    static WikiFiles of(GitSync engine, JdbiPageStore store, Space space) {
        return engine.withPaths(space, paths -> read(paths, store, space));
    }

    private static WikiFiles read(Function<PageId, Optional<String>> paths, JdbiPageStore store, Space space) {
        WikiFiles files = new WikiFiles(new HashSet<>(), new HashSet<>(), new HashMap<>());
        Map<PageId, String> folders = new HashMap<>();
        for (List<Page> batch = store.pages(space, null, BATCH); !batch.isEmpty(); ) {
            batch.forEach(page ->
                    folders.put(page.id(), files.add(paths.apply(page.id()).orElseThrow())));
            batch = store.pages(space, batch.get(batch.size() - 1).id(), BATCH);
        }
        var attachments = store.attachments().orElseThrow();
        for (List<Attachment> batch = attachments.attachments(space, null, BATCH); !batch.isEmpty(); ) {
            batch.forEach(attachment ->
                    files.add(attachment, folder(folders, attachment.content().page())));
            batch = attachments.attachments(space, batch.get(batch.size() - 1).id(), BATCH);
        }
        return files;
    }

    private static String folder(Map<PageId, String> folders, @Nullable PageId page) {
        return page == null ? "" : folders.getOrDefault(page, page + " is no page/");
    }

    private String add(String path) {
        String folder = path;
        if (path.endsWith(".md")) {
            pages.add(path);
            folder = path.substring(0, path.length() - 3) + "/";
        }
        folders.add(folder);
        return folder;
    }

    private void add(Attachment attachment, String folder) {
        attachments.put(
                folder + attachment.content().name(),
                new Stored(folder, attachment.content().hash()));
    }

    /** The paths that are not in the wiki what they are in git, with a word on each; empty if all is well. */
    Set<String> differences(GitFiles git) {
        Set<String> found = new TreeSet<>();
        git.pages().stream().filter(path -> !pages.contains(path)).forEach(path -> found.add("no page: " + path));
        pages.stream().filter(path -> !git.pages().contains(path)).forEach(path -> found.add("no file: " + path));
        git.attachments().forEach((path, hash) -> {
            Stored stored = attachments.get(path);
            if (stored == null) {
                found.add("no attachment: " + path);
            } else if (!stored.hash().equals(hash)) {
                found.add("other contents: " + path);
            } else if (!stored.folder().equals(nearest(path))) {
                found.add("of another page: " + path);
            }
        });
        attachments.keySet().stream()
                .filter(path -> !git.attachments().containsKey(path))
                .forEach(path -> found.add("no file of attachment: " + path));
        return found;
    }

    private String nearest(String path) {
        String folder = path;
        do {
            int slash = folder.lastIndexOf('/', folder.length() - 2);
            folder = slash < 0 ? "" : folder.substring(0, slash + 1);
        } while (!folder.isEmpty() && !folders.contains(folder));
        return folder;
    }
}
