package dev.gitsync.internal.cycle;

import dev.gitsync.internal.index.AttachmentIndex;
import dev.gitsync.internal.index.IndexedAttachment;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.pages.SiblingNames;
import dev.gitsync.internal.state.Workspace;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Gives attachments that the wiki calls {@code .order} files of that name. While the setting was off, such a name counted as hidden, and
 * their files needed another one. A file whose new name is taken stays.
 */
final class OrderFileNames {
    private OrderFileNames() {}

    /** Moves the files of {@code work}, in one commit if there are any. */
    static void restore(Workspace work) throws IOException {
        AttachmentIndex attachments = work.index().attachments();
        List<IndexedAttachment> renamed = new ArrayList<>();
        attachments.forEach(attachment -> {
            work.budget().charge(1);
            if (PageFiles.isOrderName(attachment.title()) && !PageFiles.isOrderName(attachment.name())) {
                renamed.add(attachment);
            }
        });
        SiblingNames siblings = new SiblingNames(work.files());
        for (IndexedAttachment attachment : renamed) {
            String from = attachments.path(attachment);
            String folder = Paths.parent(from);
            TreeItem item = work.tree().find(from).orElse(null);
            boolean isFree = work.tree()
                    .items(folder, siblings.same(PageFiles.ORDER_FILE))
                    .isEmpty();
            if (item != null && isFree && !attachment.isDisplaced()) {
                work.tree().put(Paths.join(folder, PageFiles.ORDER_FILE), item.mode(), item.id());
                work.tree().remove(from);
                String name = Paths.join(Paths.parent(attachment.name()), PageFiles.ORDER_FILE);
                attachments.put(attachment.at(attachment.place(), name));
            }
        }
        work.commit(Provenance.wiki(Workspace.ENGINE, time(work), ""), "Call order files .order");
    }

    /** Returns the time of the newest commit, so that the commit is the same on every machine. */
    private static Instant time(Workspace work) throws IOException {
        if (work.tip().equals(ObjectId.zeroId())) {
            return Instant.EPOCH;
        }
        try (RevWalk walk = new RevWalk(work.reader())) {
            RevCommit tip = walk.parseCommit(work.tip());
            return tip.getCommitterIdent().getWhenAsInstant();
        }
    }
}
