package dev.gitsync.internal.guard;

import dev.gitsync.settings.DeletePolicy;

/**
 * Says how many pages a push may delete: no more than the cap, and no more than a share of the pages of the space; a few
 * may always be deleted, since a share of a small space says nothing. A page is what a person would call one: a folder
 * page without text counts neither as a page of the space nor as a deleted one. Pure.
 *
 * @param cap the most pages, whatever the space holds
 * @param share the largest part of the pages, from 0 to 1
 */
public record DeleteGuard(int cap, double share) {
    /** The guard that an operator has set. */
    public static DeleteGuard of(DeletePolicy policy) {
        return new DeleteGuard(policy.maxPages(), policy.maxShare());
    }

    /** How many pages with text one push may delete from a space that has {@code pages} of them. */
    public int allowed(long pages) {
        double byShare = Math.max(DeletePolicy.SMALL_DELETION, Math.floor(pages * share));
        return (int) Math.min(cap, byShare);
    }
}
