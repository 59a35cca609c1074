package dev.gitsync.internal.state;

import dev.gitsync.internal.jgit.forward.ForwardingRepository;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.SpaceRepository;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/**
 * A {@link SpaceRepository} for embedders and JGit's services, which know only JGit's type. From it the engine obtains the repository that
 * the store opened.
 */
public final class RepositoryView extends ForwardingRepository {
    private final SpaceId space;
    private final SpaceRepository opened;

    /** Creates a view of {@code opened}, the repository of {@code space}, which is closed with the view. */
    public RepositoryView(SpaceId space, SpaceRepository opened) {
        super(opened.git());
        this.space = space;
        this.opened = opened;
    }

    /** Returns the space of a view; empty for any other repository. */
    public static Optional<SpaceId> space(Repository repository) {
        return repository instanceof RepositoryView view ? Optional.of(view.space) : Optional.empty();
    }

    /** Returns the repository behind a view; any other repository is used as it is, by JGit's contract. */
    public static SpaceRepository behind(Repository repository) {
        return repository instanceof RepositoryView view ? view.opened : SpaceRepository.of(repository);
    }
}
