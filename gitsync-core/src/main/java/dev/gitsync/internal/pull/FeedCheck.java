package dev.gitsync.internal.pull;

import dev.gitsync.internal.index.OutdatedIndexException;
import dev.gitsync.internal.state.CursorCache;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.RestoreCheck;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.model.Space;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageStore;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * Checks without a lease whether the change feed has changes that git does not have yet. Changes nothing. Safe for use by several threads.
 */
public final class FeedCheck {
    private final PageStore store;
    private final CursorCache cursors;
    private final RestoreCheck restores;

    /** Creates a check that reads the feed of {@code parts} after the positions in {@code cursors}. */
    public FeedCheck(EngineParts parts, CursorCache cursors, RestoreCheck restores) {
        this.store = parts.store();
        this.cursors = cursors;
        this.restores = restores;
    }

    /** Returns the current refs if a cycle would change nothing. */
    public Optional<SpaceRefs> upToDate(Space space, SpaceRepository repository) throws IOException {
        SpaceRefs refs = SpaceRefs.read(repository);
        try {
            boolean isBehind = refs.hasPending()
                    || !refs.main().equals(refs.wiki())
                    || hasFilesToAdopt(repository, refs)
                    || !cursors.hasFolderPages(space, repository, refs)
                    || !cursors.hasAllLinks(repository, refs)
                    || !cursors.hasLinkForm(repository, refs)
                    || hasChanges(space, repository, refs);
            return isBehind ? Optional.empty() : Optional.of(refs);
        } catch (OutdatedIndexException e) {
            return Optional.empty();
        }
    }

    private boolean hasFilesToAdopt(SpaceRepository repository, SpaceRefs refs) throws IOException {
        return store.attachments().isPresent() && !cursors.hasAdoptedFiles(repository, refs);
    }

    /** Returns whether the wiki has changed, or was restored to an earlier state, since {@code refs} were written. */
    public boolean hasChanges(Space space, SpaceRepository repository, SpaceRefs refs) throws IOException {
        ChangeBatch news = store.changes(space, cursors.at(repository, refs), 1);
        return news.isUnknown() || !news.changes().isEmpty() || restores.isBehind(space, repository, refs);
    }

    /** Returns the time of the oldest change that is not in git yet, as given by its author. */
    public Optional<Instant> waitingSince(Space space, SpaceRepository repository) throws IOException {
        return store.changes(space, cursors.at(repository, SpaceRefs.read(repository)), 1).changes().stream()
                .findFirst()
                .map(change -> change.provenance().time());
    }
}
