package dev.gitsync.store.plan;

import dev.gitsync.model.ContentHash;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageChange.PutAttachment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The attachments that a plan puts. A store checks that it has their contents, under the lock or in the transaction in which it
 * applies the plan.
 *
 * @param puts the steps that put an attachment, in the order of the plan
 */
public record PlannedAttachments(List<PutAttachment> puts) {
    /** Copies the list. */
    public PlannedAttachments {
        puts = List.copyOf(puts);
    }

    /** Returns the attachments of a plan. */
    public static PlannedAttachments of(Collection<PageChange> changes) {
        return new PlannedAttachments(changes.stream()
                .flatMap(change -> change instanceof PutAttachment put ? Stream.of(put) : Stream.empty())
                .toList());
    }

    /** Returns the hashes of their contents. */
    public Set<ContentHash> hashes() {
        return puts.stream().map(put -> put.content().hash()).collect(Collectors.toSet());
    }

    /**
     * Returns the sentence that refuses the plan if contents of an attachment are not stored with the size that the plan states.
     *
     * @param sizes the sizes of those of the {@link #hashes} that the space has
     * @param readsRepository whether the store {@linkplain
     *     dev.gitsync.store.attachment.AttachmentStore#readsRepository reads contents from the repository}, so that those with a blob
     *     need not be stored
     */
    public Optional<String> missing(Map<ContentHash, Long> sizes, boolean readsRepository) {
        Map<ContentHash, Long> known = new HashMap<>(sizes);
        for (PutAttachment put : puts) {
            long size = put.content().size();
            if (readsRepository && put.blob() != null) {
                known.putIfAbsent(put.content().hash(), size);
            }
            if (!Long.valueOf(size).equals(known.get(put.content().hash()))) {
                return Optional.of("The contents of attachment " + put.id() + " are not stored.");
            }
        }
        return Optional.empty();
    }
}
