package dev.gitsync.internal.repair;

import dev.gitsync.internal.attachment.AttachmentBlobs;
import dev.gitsync.internal.lfs.LfsPointer;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Attachment;
import dev.gitsync.model.ContentHash;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;

/** The files of a tree that no attachment of the index has yet, by their contents. Reads only files with a size that is asked for. */
final class UnclaimedFiles {
    private final Workspace work;
    private final PageFiles files;
    private final Set<Long> sizes = new HashSet<>();
    private final Map<ContentHash, Set<String>> byHash = new HashMap<>();

    private UnclaimedFiles(Workspace work, PageFiles files) {
        this.work = work;
        this.files = files;
    }

    /** Returns the files that may be those of {@code wanted}. */
    static UnclaimedFiles of(Workspace work, PageFiles files, Collection<Attachment> wanted) throws IOException {
        UnclaimedFiles unclaimed = new UnclaimedFiles(work, files);
        if (!wanted.isEmpty()) {
            wanted.forEach(
                    attachment -> unclaimed.sizes.add(attachment.content().size()));
            unclaimed.read();
        }
        return unclaimed;
    }

    /** Returns the paths of the files with these contents that still belong to no attachment, in their order. */
    List<String> with(ContentHash hash) throws IOException {
        Set<String> paths = byHash.getOrDefault(hash, Set.of());
        for (String path : List.copyOf(paths)) {
            if (work.index().attachments().at(path).isPresent()
                    || work.fileAt(path).isEmpty()) {
                paths.remove(path);
            }
        }
        return List.copyOf(paths);
    }

    private void read() throws IOException {
        Deque<String> open = new ArrayDeque<>(List.of(""));
        while (!open.isEmpty()) {
            String folder = open.remove();
            for (Map.Entry<String, TreeItem> entry : work.tree().items(folder).entrySet()) {
                work.budget().spend();
                String path = Paths.join(folder, entry.getKey());
                TreeItem item = entry.getValue();
                if (item.isFolder()) {
                    open.add(path);
                } else if (files.isAttachment(item.mode().getBits(), path)
                        && work.index().attachments().at(path).isEmpty()) {
                    add(path, item.id());
                }
            }
        }
    }

    private void add(String path, ObjectId blob) throws IOException {
        if (sizes.contains(AttachmentBlobs.size(work.reader(), blob))) {
            Optional<LfsPointer> pointer = LfsPointer.read(work.reader(), blob);
            ContentHash hash = pointer.isPresent() ? pointer.get().hash() : AttachmentBlobs.hash(work.reader(), blob);
            byHash.computeIfAbsent(hash, key -> new TreeSet<>()).add(path);
        }
    }
}
