package dev.gitsync.demo.web;

import dev.gitsync.demo.files.FileNames;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.jdbi.JdbiAttachments.AttachmentInfo;
import dev.gitsync.lfs.LfsLock;
import dev.gitsync.model.Change;
import dev.gitsync.model.Change.AttachmentRevision;
import dev.gitsync.model.PageId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The live files of a page or, without a page, of a space itself.
 *
 * @param files by name
 * @param locks the locks of Git LFS, by file
 */
public record Gallery(OpenSpace in, @Nullable PageId page, List<AttachmentInfo> files, Map<PageId, LfsLock> locks) {
    /** The largest image that is shown beside its name. */
    public static final int MAX_THUMBNAIL_BYTES = 10 << 20;

    private static final int MAX_LOCKS = 1_000;
    private static final int MAX_ENDING = 5;

    static Gallery of(Visit visit, OpenSpace in, @Nullable PageId page) {
        List<AttachmentInfo> files = visit.wiki().files().stored().ofPage(in.space(), page);
        return new Gallery(in, page, files, files.isEmpty() ? Map.of() : locks(visit, in, files));
    }

    private static Map<PageId, LfsLock> locks(Visit visit, OpenSpace in, List<AttachmentInfo> files) {
        Map<String, LfsLock> byPath = visit.wiki().git().gitSync().largeFiles().stream()
                .flatMap(large -> large.locks().list(in.id(), null, MAX_LOCKS).stream())
                .collect(Collectors.toMap(LfsLock::path, lock -> lock, (one, other) -> one));
        Map<PageId, LfsLock> locks = new HashMap<>();
        if (!byPath.isEmpty()) {
            List<PageId> ids =
                    files.stream().map(file -> file.attachment().id()).toList();
            visit.wiki().git().paths().paths(in.space(), ids).forEach((id, path) -> {
                LfsLock lock = byPath.get(path);
                if (lock != null) {
                    locks.put(id, lock);
                }
            });
        }
        return locks;
    }

    /** What stands in place of a thumbnail: the ending of the name. */
    public static String ending(String name) {
        String last = FileNames.last(FileNames.shown(name));
        String ending = last.substring(last.lastIndexOf('.') + 1);
        return last.contains(".") && ending.length() <= MAX_ENDING ? ending.toUpperCase(Locale.ROOT) : "FILE";
    }

    /** The newest version that has contents. */
    public static long shownVersion(List<Change> versions) {
        return versions.stream()
                .filter(AttachmentRevision.class::isInstance)
                .mapToLong(Change::version)
                .findFirst()
                .orElse(0);
    }

    /** Where files are uploaded and all of them are listed. */
    public String address() {
        return Links.files(in.id(), page);
    }

    /** A text that changes whenever a file does. */
    public String mark() {
        return mark(files);
    }

    static String mark(List<AttachmentInfo> files) {
        return Integer.toHexString(files.stream()
                .map(file -> Objects.hash(
                        file.attachment().id().value(), file.attachment().version()))
                .toList()
                .hashCode());
    }
}
