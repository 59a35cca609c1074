package dev.gitsync.report;

import java.util.List;

/**
 * What was done about a {@code main} that had been moved in the repository without a push: by a script, a restored backup,
 * or, with {@link dev.gitsync.settings.Acceptance#DURABLE}, by a push whose pages were still to be written.
 *
 * @param found the commit at which {@code main} was found, 40 hexadecimal digits, or "nothing" when it was gone
 * @param main the commit to which it points now
 * @param pages what happened to pages of the wiki, by path
 * @param conflicts the paths that both sides had changed; policy decided, and both texts are in the history
 * @param setAside sentences about what the wiki could not take, which stays in the history of {@code main} only
 */
public record Reconciliation(
        String found, String main, List<PushedPage> pages, List<String> conflicts, List<String> setAside) {
    /** Takes copies. */
    public Reconciliation {
        pages = List.copyOf(pages);
        conflicts = List.copyOf(conflicts);
        setAside = List.copyOf(setAside);
    }
}
