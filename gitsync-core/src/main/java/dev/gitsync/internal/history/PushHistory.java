package dev.gitsync.internal.history;

import dev.gitsync.internal.plan.Authorship;
import dev.gitsync.internal.work.WorkBudget;
import dev.gitsync.model.Provenance;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Finds the commit of a push that made the content at a path, as {@code git log -1 -- path} does:
 *
 * <ol>
 *   <li>Starting at the newest commit, follow at each commit the first parent within the push that has the same content
 *       at the path (git's history simplification). If no parent has it, the commit made it; this includes merges.
 *   <li>If that leads to a commit that {@code main} already had, the push restored an old text. Then only descendants of
 *       the previous {@code main} count: the commit that replaced the newer text with the old one.
 *   <li>What no commit changed by itself is attributed to the newest commit, whose author made the push.
 * </ol>
 *
 * <p>"The same content" is the same blob, whatever its mode; for a folder it is that a folder exists. All paths are
 * traced in one walk ({@link ContentTrail}) through the whole push.
 */
public final class PushHistory implements Authorship {
    private final ObjectReader reader;
    private final PushedRange range;
    private final WorkBudget budget;

    /** Creates the history of the commits in {@code range}, which is read on demand. */
    public PushHistory(ObjectReader reader, PushedRange range, WorkBudget budget) {
        this.reader = reader;
        this.range = range;
        this.budget = budget;
    }

    @Override
    public Map<String, Provenance> of(Set<String> subjects) throws IOException {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        budget.doing("looking for the commits that made", subjects.size(), "changes");
        try (PushedCommits commits = PushedCommits.read(reader, range, budget)) {
            Map<String, RevCommit> makers =
                    commits.newestFirst().size() == 1 ? Map.of() : lastChanges(commits, subjects);
            Map<String, Provenance> provenance = new HashMap<>();
            for (String subject : subjects) {
                RevCommit maker = Optional.ofNullable(makers.get(subject)).orElse(commits.newest());
                provenance.put(subject, commits.provenance(maker));
            }
            return provenance;
        }
    }

    private Map<String, RevCommit> lastChanges(PushedCommits commits, Set<String> subjects) throws IOException {
        SubjectDiff diff = new SubjectDiff(new RecentTrees(reader, budget));
        Map<String, RevCommit> makers = new HashMap<>(new ContentTrail(commits, diff, commits.all()).follow(subjects));
        Set<String> brought = new TreeSet<>(subjects);
        brought.removeAll(makers.keySet());
        if (!brought.isEmpty()) {
            makers.putAll(new ContentTrail(commits, diff, commits.mainLine()).follow(brought));
        }
        return makers;
    }
}
