package dev.gitsync.internal.receive;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Determines from the {@link LeadingCommits} of a pack, while it is still arriving, whether the push is certain to be refused. Once they
 * are known:
 *
 * <ol>
 *   <li>The graph is walked from the pushed commit, as far as the pack has it.
 *   <li>Of the commits reached, those that the repository lacks are checked: they are not in {@code main}, so {@link
 *       PushedObjects} would check them.
 *   <li>If there are too many of them, or one has a flaw, the push is refused; and also if the walk ended everywhere at commits without
 *       parents, and did not reach the commit that the client saw as {@code main}.
 * </ol>
 *
 * Everything else is left to {@link PushedObjects}. The repository is read only to confirm a refusal. For one push
 * and one thread.
 */
public final class EarlyCommitCheck implements AutoCloseable {
    private final Tips tips;
    private final int mostCommits;
    private final History history;
    private final LeadingCommits pack;
    private boolean isDecided;
    private Optional<Refusal> refusal = Optional.empty();

    /**
     * The commits between which a push moves {@code main}.
     *
     * @param seen the commit that the client saw as {@code main}
     * @param pushed the commit to which the push moves it
     */
    public record Tips(ObjectId seen, ObjectId pushed) {}

    /** The history before the push. */
    public interface History {
        /** Returns those of {@code commits} that the repository does not have. */
        Set<ObjectId> missing(Collection<ObjectId> commits) throws IOException;
    }

    /** The reason why a push is refused. */
    public sealed interface Refusal {}

    /** Commits of the push are invalid; one sentence for each problem. */
    public record Invalid(List<String> problems) implements Refusal {}

    /** The push would remove commits from the history. */
    public record Rewritten() implements Refusal {}

    /** Creates a check for the pack of a push that may have up to {@code mostCommits} commits. */
    public EarlyCommitCheck(Tips tips, int mostCommits, History history) {
        this.tips = tips;
        this.mostCommits = mostCommits;
        this.history = history;
        this.pack = new LeadingCommits(mostCommits);
    }

    /** Processes the next bytes of the pack, and returns the reason for a refusal as soon as one is certain. */
    public Optional<Refusal> accept(byte[] bytes, int from, int length) throws IOException {
        pack.accept(bytes, from, length);
        if (pack.isAtEnd() && !isDecided) {
            isDecided = true;
            refusal = decide();
            pack.close();
        }
        return refusal;
    }

    /** Returns the number of objects that the pack header declares; 0 until it is read. */
    public long objects() {
        return pack.objects();
    }

    /** Returns the approximate memory that this check holds, in bytes. */
    public long heldBytes() {
        return pack.heldBytes();
    }

    /** Returns whether more bytes can't change the result. */
    public boolean isDecided() {
        return isDecided;
    }

    @Override
    public void close() {
        pack.close();
    }

    /** Returns those of {@code commits} that a repository does not have. */
    public static Set<ObjectId> missing(Repository repository, Collection<ObjectId> commits) throws IOException {
        Set<ObjectId> missing = new HashSet<>();
        try (ObjectReader reader = repository.newObjectReader()) {
            for (ObjectId commit : commits) {
                if (!reader.has(commit)) {
                    missing.add(commit);
                }
            }
        }
        return missing;
    }

    private Optional<Refusal> decide() throws IOException {
        Reached reached = Reached.from(tips.pushed, pack.commits());
        Set<ObjectId> commits = reached.commits().keySet();
        if (commits.size() > mostCommits && history.missing(commits).size() > mostCommits) {
            return Optional.of(new Invalid(List.of(PushedObjects.tooManyCommits(mostCommits))));
        }
        List<String> problems = problems(reached.flaws());
        if (!problems.isEmpty()) {
            return Optional.of(new Invalid(problems));
        }
        boolean isOther = reached.isWhole()
                && !commits.contains(tips.seen)
                && !tips.seen.equals(ObjectId.zeroId())
                && history.missing(List.of(tips.seen)).isEmpty();
        return isOther ? Optional.of(new Rewritten()) : Optional.empty();
    }

    private List<String> problems(Map<ObjectId, String> flaws) throws IOException {
        if (flaws.isEmpty()) {
            return List.of();
        }
        Set<ObjectId> missing = history.missing(flaws.keySet());
        return flaws.entrySet().stream()
                .filter(flaw -> missing.contains(flaw.getKey()))
                .map(flaw -> PushProblems.of(flaw.getKey(), flaw.getValue()))
                .toList();
    }

    /**
     * The part of a commit's history that the pack contains.
     *
     * @param isWhole whether that is the whole history
     */
    private record Reached(Map<ObjectId, LeadingCommits.Commit> commits, boolean isWhole) {
        static Reached from(ObjectId tip, Map<ObjectId, LeadingCommits.Commit> pack) {
            Map<ObjectId, LeadingCommits.Commit> reached = new LinkedHashMap<>();
            Deque<ObjectId> next = new ArrayDeque<>(List.of(tip));
            boolean isWhole = true;
            while (!next.isEmpty()) {
                ObjectId id = next.remove();
                LeadingCommits.Commit commit = pack.get(id);
                if (commit == null) {
                    isWhole = false;
                } else if (reached.put(id, commit) == null) {
                    next.addAll(commit.parents());
                }
            }
            return new Reached(reached, isWhole);
        }

        Map<ObjectId, String> flaws() {
            Map<ObjectId, String> flaws = new LinkedHashMap<>();
            commits.forEach((id, commit) -> commit.flaw().ifPresent(flaw -> flaws.put(id, flaw)));
            return flaws;
        }
    }
}
