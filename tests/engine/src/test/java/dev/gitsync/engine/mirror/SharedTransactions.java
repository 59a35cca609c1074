package dev.gitsync.engine.mirror;

import dev.gitsync.error.OutcomeUnknownException;
import dev.gitsync.model.Cursor;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.store.ApplyContext;
import dev.gitsync.store.ApplyResult;
import dev.gitsync.store.ChangeBatch;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import dev.gitsync.store.TransactionDomain;
import dev.gitsync.testkit.InMemoryPageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A wiki and a repository in memory that commit together, for one thread: if the refs did not move, the pages are as they were before.
 * Or apart, each by itself.
 */
final class SharedTransactions {
    private final Supplier<InMemoryPageStore> wiki;
    private final RepositoryStore repositories = new InMemoryRepositoryStore();
    private final Optional<TransactionDomain> domain;

    SharedTransactions(Supplier<InMemoryPageStore> wiki, boolean isTogether) {
        this.wiki = wiki;
        this.domain = isTogether ? Optional.of(TransactionDomain.of(this)) : Optional.empty();
    }

    PageStore pages() {
        return new Pages();
    }

    RepositoryStore repositories() {
        return new Repositories();
    }

    private final class Pages implements PageStore {
        @Override
        public ChangeBatch changes(Space space, Cursor after, int limit) {
            return wiki.get().changes(space, after, limit);
        }

        @Override
        public List<Page> pages(Space space, @Nullable PageId after, int limit) {
            return wiki.get().pages(space, after, limit);
        }

        @Override
        public Optional<Page> page(Space space, PageId id) {
            return wiki.get().page(space, id);
        }

        @Override
        public PageId newPageId(Space space) {
            return wiki.get().newPageId(space);
        }

        @Override
        public Optional<TransactionDomain> transactionDomain() {
            return domain;
        }

        @Override
        public ApplyResult apply(Space space, List<PageChange> changes, ApplyContext context) {
            Runnable rollback = wiki.get().backup(space);
            Map<String, ObjectId> before = refs(space);
            ApplyResult result = wiki.get().apply(space, changes, context);
            if (result instanceof ApplyResult.Applied applied) {
                try {
                    context.inTransaction().accept(applied);
                } catch (RuntimeException e) {
                    if (refs(space).equals(before)) {
                        rollback.run();
                        throw e;
                    }
                    throw new OutcomeUnknownException("The transaction was committed, but the answer is lost", e);
                }
            }
            return result;
        }
    }

    private Map<String, ObjectId> refs(Space space) {
        try (SpaceRepository repository = repositories.open(space)) {
            return repository.refs("refs/heads/main", "refs/gitsync/state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Repositories implements RepositoryStore {
        @Override
        public SpaceRepository open(Space space, PackLimits limits) {
            return repositories.open(space, limits);
        }

        @Override
        public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
            return repositories.versionTokens(spaces);
        }

        @Override
        public Optional<TransactionDomain> transactionDomain() {
            return domain;
        }
    }
}
