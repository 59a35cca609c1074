package dev.gitsync.repository;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.jgit.FileCompaction;
import dev.gitsync.internal.jgit.FileMaintenance;
import dev.gitsync.internal.jgit.FileRepositories;
import dev.gitsync.internal.jgit.RepositoryObjectsPool;
import dev.gitsync.internal.jgit.RepositoryOpening;
import dev.gitsync.internal.work.KeyedLocks;
import dev.gitsync.internal.work.LruMap;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.repository.pack.PackRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/**
 * A store of bare repositories in a directory, {@code <root>/<spaceId>.git}, that plain git can read. Only one process may
 * write to a root at a time: file locks and unfinished pushes that an earlier process left behind are removed when a repository
 * is first opened. Safe for use by several threads.
 *
 * <p>Received and inserted objects are kept in a separate directory, {@code objects/tmp_objdir-incoming-…}, until a ref moves,
 * and are deleted if none does.
 */
public final class FileRepositoryStore implements RepositoryStore {
    private static final int MOST_SPACES = 10_000;
    private static final String SUFFIX = ".git";
    private static final char UPPER_CASE = '+';
    private static final Duration GRACE = Duration.ofDays(1);
    /**
     * How long a pack is kept after another one contains all of it; also the minimum time between two maintenance runs of a
     * space.
     */
    private static final Duration PACK_GRACE = Duration.ofHours(1);

    /** The number of new packs from which a compaction is considered. A push leaves three. */
    private static final int MANY_NEW_PACKS = PackRules.MIN_SMALL_PACKS;

    private final Path root;
    private final ConcurrentHashMap<SpaceId, Boolean> busy = new ConcurrentHashMap<>();
    private final RepositoryObjectsPool pool = new RepositoryObjectsPool();
    private final KeyedLocks<Path> preparing = new KeyedLocks<>();
    private final LruMap<Path, Boolean> prepared = new LruMap<>(MOST_SPACES);
    private final LruMap<SpaceId, Long> lastMaintained = new LruMap<>(MOST_SPACES);
    private final LruMap<SpaceId, AtomicInteger> newPacks = new LruMap<>(MOST_SPACES);

    /** Creates a store of repositories below {@code root}; the directory is created when it is first needed. */
    public FileRepositoryStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public SpaceRepository open(Space space, PackLimits limits) {
        RepositoryOpening opening = new RepositoryOpening(pool, newPacks(space), limits);
        return SpaceRepository.of(open(space, directory -> FileRepositories.open(directory, opening)));
    }

    /** Returns the counter of packs that this process has written since the last compaction. */
    private AtomicInteger newPacks(Space space) {
        return newPacks.get(space.id(), AtomicInteger::new);
    }

    private Repository open(Space space, Opening opening) {
        Path directory = root.resolve(directoryName(space));
        try {
            prepare(directory);
            return opening.open(directory);
        } catch (IOException | RuntimeException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be opened in " + root, e);
        }
    }

    private void prepare(Path directory) {
        if (prepared.get(directory).isEmpty()) {
            preparing.run(directory, () -> {
                if (prepared.get(directory).isEmpty()) {
                    FileRepositories.prepare(directory);
                }
                return prepared.put(directory, true);
            });
        }
    }

    /** Reads the small files of the refs; opens no repository. */
    @Override
    public Optional<Map<SpaceId, String>> versionTokens(Collection<Space> spaces) {
        Map<SpaceId, String> tokens = new HashMap<>();
        try {
            for (Space space : spaces) {
                Path directory = root.resolve(directoryName(space));
                if (Files.exists(directory)) {
                    tokens.put(space.id(), FileRepositories.refs(directory));
                }
            }
        } catch (IOException e) {
            throw new StoreException("The refs of the repositories in " + root + " can't be read", e);
        }
        return Optional.of(tokens);
    }

    /** Returns a compaction of small packs, if this process has written enough of them. */
    @Override
    public Optional<Runnable> pendingCompaction(Space space) {
        return newPacks(space).get() < MANY_NEW_PACKS ? Optional.empty() : Optional.of(() -> compact(space));
    }

    private void compact(Space space) {
        runExclusively(space, repository -> {
            if (newPacks(space).getAndSet(0) >= MANY_NEW_PACKS) {
                FileCompaction.run(repository);
            }
        });
    }

    /** Returns false for an hour after each maintenance: replaced packs are kept for that time and would be counted again. */
    @Override
    public boolean needsMaintenance(Space space) {
        Optional<Long> last = lastMaintained.get(space.id());
        if (last.isPresent() && System.nanoTime() - last.get() < PACK_GRACE.toNanos()) {
            return false;
        }
        try (Repository repository = open(space, FileRepositories::openForMaintenance)) {
            return FileMaintenance.isWorthIt(repository);
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be inspected in " + root, e);
        }
    }

    /** Keeps replaced packs for an hour. One thread at a time maintains a space. */
    @Override
    public boolean maintain(Space space) {
        return runExclusively(space, repository -> {
            FileMaintenance.run(repository, PACK_GRACE, GRACE);
            pool.forget(repository.getDirectory().toPath());
            lastMaintained.put(space.id(), System.nanoTime());
        });
    }

    @Override
    public List<SpaceId> withPrefix(String prefix) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(FileRepositoryStore::spaceId)
                    .filter(id -> id.startsWith(prefix))
                    .map(SpaceId::new)
                    .toList();
        } catch (IOException e) {
            throw new StoreException("The repositories in " + root + " can't be listed", e);
        }
    }

    @Override
    public void remove(Space space) {
        Path directory = root.resolve(directoryName(space));
        try {
            preparing.run(directory, () -> {
                prepared.remove(directory);
                FileRepositories.delete(directory);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be removed from " + root, e);
        } finally {
            pool.forget(directory);
        }
    }

    /** Returns whether the work was done; false if another thread maintains the same space. */
    private boolean runExclusively(Space space, MaintenanceWork work) {
        if (busy.putIfAbsent(space.id(), true) != null) {
            return false;
        }
        try (Repository repository = open(space, FileRepositories::openForMaintenance)) {
            work.maintain(repository);
            return true;
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be maintained in " + root, e);
        } finally {
            busy.remove(space.id());
        }
    }

    /** Work on a repository, done by one thread at a time. */
    @FunctionalInterface
    private interface MaintenanceWork {
        void maintain(Repository repository) throws IOException;
    }

    /** A way to open a repository. */
    @FunctionalInterface
    private interface Opening {
        Repository open(Path directory) throws IOException;
    }

    /** Returns the directory name. Upper-case letters get a mark, because some file systems ignore case. */
    private static String directoryName(Space space) {
        StringBuilder name = new StringBuilder();
        for (char c : space.id().value().toCharArray()) {
            if (Character.isUpperCase(c)) {
                name.append(UPPER_CASE).append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.append(SUFFIX).toString();
    }

    /** Returns the space whose repository has this directory name. */
    private static String spaceId(String directoryName) {
        StringBuilder id = new StringBuilder();
        String name = directoryName.substring(0, directoryName.length() - SUFFIX.length());
        for (int i = 0; i < name.length(); i++) {
            boolean isMarked = name.charAt(i) == UPPER_CASE && i + 1 < name.length();
            id.append(isMarked ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
        }
        return id.toString();
    }
}
