package dev.gitsync.store.listing;

import dev.gitsync.error.StoreException;
import dev.gitsync.internal.attachment.VerifiedInput;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.lfs.PointedContents;
import dev.gitsync.model.ContentHash;
import dev.gitsync.model.Space;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import dev.gitsync.repository.SpaceRepository.RefMove;
import dev.gitsync.store.attachment.ContentSource;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Stores contents as blobs in the space's own git repository. A file of {@code main} is the same blob, so it takes no further space;
 * an object of Git LFS is a blob that no clone contains. Processes that share the repositories share the contents, without further
 * storage. Clients that fetch don't see them.
 *
 * <p>{@value #REF} is a commit without history. Its tree has kept contents at {@code kept/ab/abcd…}, and others at {@code
 * new/2026-11-30/abcd…}, by the day on which they were stored. {@link #store} removes those of days before yesterday, and keeps those
 * to which the repository has a pointer of Git LFS.
 */
public final class RepositoryListingContents implements ListingContents {
    /** The ref that points to the contents, a commit without history. */
    public static final String REF = "refs/gitsync/contents";

    private static final int MAX_ATTEMPTS = 1_000;
    private static final String NEW = "new";

    private final RepositoryStore repositories;
    private final InstantSource clock;

    /** Creates a storage in the repositories that {@code repositories} opens for the spaces. */
    public RepositoryListingContents(RepositoryStore repositories) {
        this(repositories, InstantSource.system());
    }

    /** Creates a storage that takes the day on which contents are stored from {@code clock}. */
    public RepositoryListingContents(RepositoryStore repositories, InstantSource clock) {
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public Map<ContentHash, Long> sizes(Space space, Set<ContentHash> hashes) {
        return in(space, repository -> {
            Map<ContentHash, Long> sizes = new HashMap<>();
            try (ObjectReader reader = repository.git().newObjectReader()) {
                TreeEditor tree = tree(reader, tip(repository));
                for (ContentHash hash : hashes) {
                    Optional<ObjectId> blob = find(tree, hash);
                    if (blob.isPresent()) {
                        sizes.put(hash, reader.getObjectSize(blob.get(), Constants.OBJ_BLOB));
                    }
                }
            }
            return sizes;
        });
    }

    @Override
    public InputStream open(Space space, ContentHash hash, long offset) throws IOException {
        SpaceRepository repository = repositories.open(space);
        try {
            return new RepositoryInput(repository, open(repository, hash, offset));
        } catch (IOException | RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    private static InputStream open(SpaceRepository repository, ContentHash hash, long offset) throws IOException {
        ObjectReader reader = repository.git().newObjectReader();
        Optional<ObjectId> blob = find(tree(reader, tip(repository)), hash);
        if (blob.isEmpty()) {
            throw new FileNotFoundException("The space has no contents " + hash);
        }
        var loader = reader.open(blob.get(), Constants.OBJ_BLOB);
        InputStream in = loader.openStream();
        in.skipNBytes(Math.min(offset, loader.getSize()));
        return in;
    }

    @Override
    public void store(Space space, ContentSource source) throws IOException {
        String today = folder(day(Duration.ZERO));
        String place = today + "/" + source.hash();
        try (SpaceRepository repository = repositories.open(space)) {
            Optional<ObjectId> there;
            try (ObjectReader reader = repository.git().newObjectReader()) {
                there = find(tree(reader, tip(repository)), source.hash());
            }
            ObjectId blob = there.isPresent() ? there.get() : insert(repository, source);
            edit(space, repository, tree -> {
                removeOldDays(repository, tree);
                if (tree.find(kept(source.hash())).isEmpty()) {
                    tree.put(place, FileMode.REGULAR_FILE, blob);
                }
            });
        }
    }

    private static ObjectId insert(SpaceRepository repository, ContentSource source) throws IOException {
        try (HintedInserter inserter = repository.newInserter();
                VerifiedInput in = new VerifiedInput(source.open(), source.hash(), source.size())) {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, source.size(), in);
            in.finish();
            inserter.flush();
            return blob;
        }
    }

    private void removeOldDays(SpaceRepository repository, TreeEditor tree) throws IOException {
        String oldest = day(Duration.ofDays(1));
        for (String day : Set.copyOf(tree.names(NEW))) {
            if (day.compareTo(oldest) < 0) {
                keepPointed(repository, tree, folder(day));
                tree.remove(folder(day));
            }
        }
    }

    private static void keepPointed(SpaceRepository repository, TreeEditor tree, String day) throws IOException {
        Map<String, TreeItem> items = tree.items(day);
        Map<ContentHash, Long> sizes = new HashMap<>();
        try (ObjectReader reader = repository.git().newObjectReader()) {
            for (Map.Entry<String, TreeItem> item : items.entrySet()) {
                long size = reader.getObjectSize(item.getValue().id(), Constants.OBJ_BLOB);
                sizes.put(new ContentHash(item.getKey()), size);
            }
        }
        for (ContentHash pointed : PointedContents.in(repository, sizes)) {
            ObjectId blob = Objects.requireNonNull(items.get(pointed.value())).id();
            tree.put(kept(pointed), FileMode.REGULAR_FILE, blob);
        }
    }

    @Override
    public void renew(Space space, Set<ContentHash> hashes) {
        String today = folder(day(Duration.ZERO));
        in(space, repository -> {
            edit(space, repository, tree -> {
                for (ContentHash hash : hashes) {
                    Optional<ObjectId> blob = find(tree, hash);
                    if (blob.isPresent() && tree.find(kept(hash)).isEmpty()) {
                        tree.put(today + "/" + hash, FileMode.REGULAR_FILE, blob.get());
                    }
                }
            });
            return hashes.size();
        });
    }

    @Override
    public void keep(Space space, Set<ContentHash> hashes) {
        in(space, repository -> {
            edit(space, repository, tree -> {
                for (ContentHash hash : hashes) {
                    Optional<ObjectId> blob = find(tree, hash);
                    if (blob.isPresent()) {
                        tree.put(kept(hash), FileMode.REGULAR_FILE, blob.get());
                    }
                }
            });
            return hashes.size();
        });
    }

    /** Edits the tree until no other thread or process has moved the ref in between. */
    private static void edit(Space space, SpaceRepository repository, Edit edit) throws IOException {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            ObjectId before = tip(repository);
            try (ObjectReader reader = repository.git().newObjectReader();
                    HintedInserter inserter = repository.newInserter()) {
                TreeEditor tree = tree(reader, before);
                edit.apply(tree);
                ObjectId after = commit(inserter, tree.write(inserter));
                inserter.flush();
                if (after.equals(before) || repository.move(List.of(new RefMove(REF, before, after)))) {
                    return;
                }
            }
        }
        throw new StoreException("The contents of the attachments of space " + space.id() + " can't be replaced");
    }

    private static ObjectId commit(HintedInserter inserter, ObjectId tree) throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        PersonIdent gitsync = new PersonIdent("gitsync", "gitsync@localhost", Instant.EPOCH, ZoneOffset.UTC);
        commit.setAuthor(gitsync);
        commit.setCommitter(gitsync);
        commit.setMessage("gitsync contents\n");
        return inserter.insert(commit);
    }

    private static Optional<ObjectId> find(TreeEditor tree, ContentHash hash) throws IOException {
        Optional<ObjectId> found = tree.find(kept(hash)).map(TreeItem::id);
        for (String day : tree.names(NEW)) {
            if (found.isPresent()) {
                return found;
            }
            found = tree.find(folder(day) + "/" + hash).map(TreeItem::id);
        }
        return found;
    }

    private static TreeEditor tree(ObjectReader reader, ObjectId tip) throws IOException {
        if (tip.equals(ObjectId.zeroId())) {
            return new TreeEditor(reader, tip);
        }
        try (RevWalk commits = new RevWalk(reader)) {
            return new TreeEditor(reader, commits.parseCommit(tip).getTree());
        }
    }

    private static ObjectId tip(SpaceRepository repository) throws IOException {
        Ref ref = repository.git().exactRef(REF);
        return ref == null || ref.getObjectId() == null ? ObjectId.zeroId() : ref.getObjectId();
    }

    private String day(Duration ago) {
        return LocalDate.ofInstant(clock.instant().minus(ago), ZoneOffset.UTC).toString();
    }

    private static String folder(String day) {
        return NEW + "/" + day;
    }

    private static String kept(ContentHash hash) {
        return "kept/" + hash.value().substring(0, 2) + "/" + hash;
    }

    private <T> T in(Space space, Work<T> work) {
        try (SpaceRepository repository = repositories.open(space)) {
            return work.on(repository);
        } catch (IOException e) {
            throw new StoreException(
                    "The contents of the attachments of space " + space.id()
                            + " can't be read or written in its repository",
                    e);
        }
    }

    /** Work on a repository that may meet an error of the git storage. */
    private interface Work<T> {
        T on(SpaceRepository repository) throws IOException;
    }

    /** A change of the tree. */
    private interface Edit {
        void apply(TreeEditor tree) throws IOException;
    }

    /** Closes the repository together with the stream. */
    private static final class RepositoryInput extends FilterInputStream {
        private final SpaceRepository repository;

        RepositoryInput(SpaceRepository repository, InputStream in) {
            super(in);
            this.repository = repository;
        }

        @Override
        public void close() throws IOException {
            try (repository) {
                super.close();
            }
        }
    }
}
