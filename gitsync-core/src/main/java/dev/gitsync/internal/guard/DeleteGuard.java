package dev.gitsync.internal.guard;

import dev.gitsync.settings.DeletePolicy;

/**
 * The limit on the pages that one push may delete: at most the cap, and at most a share of the pages of the space. A
 * small number may always be deleted, since a share of a small space is not meaningful. Folder pages without text count
 * neither as pages of the space nor as deleted ones. The same limit holds for attachments, which are counted separately.
 * Immutable.
 *
 * @param cap the maximum number of pages, and of attachments, whatever the size of the space
 * @param share the maximum share of the pages, and of the attachments, from 0 to 1
 */
public record DeleteGuard(int cap, double share) {
    /** Returns the guard that the operator has configured. */
    public static DeleteGuard of(DeletePolicy policy) {
        return new DeleteGuard(policy.maxPages(), policy.maxShare());
    }

    /** Returns how many pages with text, or how many attachments, one push may delete from a space that has so many of them. */
    public int allowed(long count) {
        double byShare = Math.max(DeletePolicy.SMALL_DELETION, Math.floor(count * share));
        return (int) Math.min(cap, byShare);
    }
}
