package dev.gitsync.repository;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.jgit.FileMaintenance;
import dev.gitsync.internal.jgit.FileRepositories;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * A directory of bare repositories, {@code <root>/<spaceId>.git}, that plain git can read. One process writes to a root at
 * a time: file locks and unfinished pushes that an earlier process left behind are cleared away when a repository is first
 * opened. Safe for use by several threads.
 *
 * <p>What is received or inserted lies in a directory of its own, {@code objects/tmp_objdir-incoming-…}, until a ref moves,
 * and is deleted if none does.
 */
public final class FileRepositoryStore implements RepositoryStore {
    private static final Duration GRACE = Duration.ofDays(1);
    /** How long a pack is kept after another one has all of it, and how often a space is tidied up at most. */
    private static final Duration PACK_GRACE = Duration.ofHours(1);

    private final Path root;
    private final ConcurrentHashMap<SpaceId, Boolean> busy = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SpaceId, Long> tidied = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Path, Boolean> prepared = new ConcurrentHashMap<>();

    /** Keeps the repositories below {@code root}, which is made when it is first needed. */
    public FileRepositoryStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Repository open(Space space) {
        return open(space, FileRepositories::open);
    }

    private Repository open(Space space, Opening opening) {
        Path directory = root.resolve(directoryName(space));
        try {
            prepared.computeIfAbsent(directory, FileRepositories::prepare);
            return opening.open(directory);
        } catch (IOException | RuntimeException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be opened in " + root, e);
        }
    }

    @Override
    public ObjectInserter bulkInserter(Repository repository) {
        return FileRepositories.packInserter(repository);
    }

    /** Reads the files of the refs, which are small, and opens no repository. */
    @Override
    public Optional<Map<SpaceId, String>> marks(Collection<Space> spaces) {
        Map<SpaceId, String> marks = new HashMap<>();
        try {
            for (Space space : spaces) {
                Path directory = root.resolve(directoryName(space));
                if (Files.exists(directory)) {
                    marks.put(space.id(), FileRepositories.refs(directory));
                }
            }
        } catch (IOException e) {
            throw new StoreException("The refs of the repositories in " + root + " can't be read", e);
        }
        return Optional.of(marks);
    }

    /** At most once an hour: for so long packs that were replaced stay where they are, and would be counted again. */
    @Override
    public boolean needsMaintenance(Space space) {
        Long last = tidied.get(space.id());
        if (last != null && System.nanoTime() - last < PACK_GRACE.toNanos()) {
            return false;
        }
        try (Repository repository = open(space, FileRepositories::openForMaintenance)) {
            return FileMaintenance.isWorthIt(repository);
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be looked at in " + root, e);
        }
    }

    /**
     * What no ref reaches is kept for a day, a pack that was replaced for an hour. Each space by one thread at a time.
     */
    @Override
    public boolean maintain(Space space) {
        if (busy.putIfAbsent(space.id(), true) != null) {
            return false;
        }
        try (Repository repository = open(space, FileRepositories::openForMaintenance)) {
            FileMaintenance.run(repository, PACK_GRACE, GRACE);
            tidied.put(space.id(), System.nanoTime());
            return true;
        } catch (IOException e) {
            throw new StoreException("The repository of space " + space.id() + " can't be tidied up in " + root, e);
        } finally {
            busy.remove(space.id());
        }
    }

    /** One of the ways to open a repository. */
    @FunctionalInterface
    private interface Opening {
        Repository open(Path directory) throws IOException;
    }

    /** Upper-case letters get a mark, because some file systems can't tell them from lower-case ones. */
    private static String directoryName(Space space) {
        StringBuilder name = new StringBuilder();
        for (char c : space.id().value().toCharArray()) {
            if (Character.isUpperCase(c)) {
                name.append('+').append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
        }
        return name.append(".git").toString();
    }
}
