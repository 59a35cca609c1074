package dev.gitsync.internal.state;

import dev.gitsync.error.StoreException;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.RefMove;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The refs of a space; the zero id where there is none. They only move together, in one atomic batch of
 * compare-and-sets.
 *
 * @param main the branch that clients see
 * @param wiki the contents of the wiki, as a commit; equals {@code main} in the steady state
 * @param state the index, as a commit without history
 * @param pending the push that is about to be applied to the wiki, or was when the process died
 */
public record SpaceRefs(ObjectId main, ObjectId wiki, ObjectId state, ObjectId pending) {
    public static final String MAIN = "refs/heads/main";
    public static final String WIKI = "refs/gitsync/wiki";
    static final String STATE = "refs/gitsync/state";
    static final String PENDING = "refs/gitsync/pending";

    /**
     * The refs in one consistent state.
     *
     * @throws StoreException when they keep changing
     */
    public static SpaceRefs read(SpaceRepository repository) throws IOException {
        Map<String, ObjectId> refs = repository.refs(MAIN, WIKI, STATE, PENDING);
        return new SpaceRefs(at(refs, MAIN), at(refs, WIKI), at(refs, STATE), at(refs, PENDING));
    }

    private static ObjectId at(Map<String, ObjectId> refs, String name) {
        return refs.getOrDefault(name, ObjectId.zeroId());
    }

    public boolean hasPending() {
        return !pending.equals(ObjectId.zeroId());
    }

    /** Returns {@code main} as reports show it: null where there is none. */
    @Nullable
    public String mainName() {
        return main.equals(ObjectId.zeroId()) ? null : main.name();
    }

    SpaceRefs withPending(ObjectId push) {
        return new SpaceRefs(main, wiki, state, push);
    }

    /**
     * Moves every ref that differs in {@code next} from here to there, all or none.
     *
     * @throws ConcurrentUpdateException when one of them has changed
     * @throws StoreException when one of them can't be written
     */
    public void move(SpaceRepository repository, SpaceRefs next) throws IOException {
        List<RefMove> moves = Stream.of(
                        new RefMove(MAIN, main, next.main),
                        new RefMove(WIKI, wiki, next.wiki),
                        new RefMove(STATE, state, next.state),
                        new RefMove(PENDING, pending, next.pending))
                .filter(move -> !move.from().equals(move.to()))
                .toList();
        if (!repository.move(moves)) {
            throw new ConcurrentUpdateException(
                    "The refs did not move: one of them has changed since it was read. Expected "
                            + moves.stream()
                                    .map(move ->
                                            move.name() + " at " + move.from().name())
                                    .collect(Collectors.joining(", ")));
        }
    }
}
