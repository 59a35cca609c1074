package dev.gitsync.internal.state;

import dev.gitsync.internal.jgit.ForwardingRepository;
import dev.gitsync.repository.SpaceRepository;
import org.eclipse.jgit.lib.Repository;

/**
 * A {@link SpaceRepository} as embedders and JGit's services see it, which know JGit's type only. The engine gets back from it what
 * the store has opened.
 */
public final class RepositoryView extends ForwardingRepository {
    private final SpaceRepository opened;

    /** Shows {@code opened}, and closes it when it is closed itself. */
    public RepositoryView(SpaceRepository opened) {
        super(opened.git());
        this.opened = opened;
    }

    /** Returns what is behind {@code repository}; one that is no view is taken as it is, by what JGit promises of it. */
    public static SpaceRepository behind(Repository repository) {
        return repository instanceof RepositoryView view ? view.opened : SpaceRepository.of(repository);
    }
}
