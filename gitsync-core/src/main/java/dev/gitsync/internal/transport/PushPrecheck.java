package dev.gitsync.internal.transport;

import dev.gitsync.error.GitSyncException;
import dev.gitsync.internal.push.PushOptions;
import dev.gitsync.internal.receive.EarlyCommitCheck;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushPreview;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.settings.PushLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks a push as {@link PushHandler} will: its commands and options, the number of its objects, and its first commits. The repository
 * is opened only to confirm a refusal. The check ends when it needs more memory than {@link PrecheckMemory} has left. A push that
 * can't be parsed, or whose repository can't be read, is left to the handler.
 */
final class PushPrecheck implements PushPreview {
    private static final Logger LOG = LoggerFactory.getLogger(PushPrecheck.class);
    /** The maximum size of the head; a longer one is a push of hundreds of refs. */
    private static final int MOST_HEAD_BYTES = 64 << 10;

    private final Space space;
    private final RepositoryStore repositories;
    private final PushLimits limits;
    private final PrecheckMemory memory;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private @Nullable EarlyCommitCheck commitCheck;
    /** The number of bytes at which the head is parsed again, each time from its beginning. */
    private int nextLook;

    private long held;
    private boolean isOver;

    PushPrecheck(Space space, RepositoryStore repositories, PushLimits limits, PrecheckMemory memory) {
        this.space = space;
        this.repositories = repositories;
        this.limits = limits;
        this.memory = memory;
    }

    @Override
    public boolean isRefused(byte[] bytes, int from, int length) {
        if (isOver) {
            return false;
        }
        try {
            return commitCheck == null ? inspectHead(bytes, from, length) : inspect(commitCheck, bytes, from, length);
        } catch (IOException | GitSyncException e) {
            LOG.debug("Space {}: an incoming push could not be checked early", space.id(), e);
            isOver = true;
            return false;
        }
    }

    @Override
    public void close() {
        isOver = true;
        if (commitCheck != null) {
            commitCheck.close();
        }
        memory.hold(held, 0);
        held = 0;
    }

    private boolean inspectHead(byte[] bytes, int from, int length) throws IOException {
        head.write(bytes, from, length);
        if (head.size() < nextLook) {
            return false;
        }
        byte[] begun = head.toByteArray();
        Optional<PushHead> read = PushHead.read(begun);
        if (read.isEmpty() || read.get().commands().isEmpty()) {
            nextLook = 2 * begun.length;
            isOver = read.isPresent() || begun.length > MOST_HEAD_BYTES;
            return false;
        }
        PushHead push = read.get();
        if (RefRules.refuse(push.commands()).isPresent()
                || PushOptions.read(push.options()).mistake().isPresent()) {
            return true;
        }
        ReceiveCommand main = push.commands().get(0);
        EarlyCommitCheck.Tips tips = new EarlyCommitCheck.Tips(main.getOldId(), main.getNewId());
        commitCheck = new EarlyCommitCheck(tips, limits.maxCommits(), this::missing);
        return inspect(commitCheck, begun, push.end(), begun.length - push.end());
    }

    private boolean inspect(EarlyCommitCheck commits, byte[] bytes, int from, int length) throws IOException {
        boolean isRefused = commits.accept(bytes, from, length).isPresent() || commits.objects() > limits.maxObjects();
        long needed = commits.heldBytes();
        if (memory.hold(held, needed)) {
            held = needed;
            isOver = commits.isDecided();
        } else {
            close();
        }
        return isRefused;
    }

    private Set<ObjectId> missing(Collection<ObjectId> commits) throws IOException {
        try (SpaceRepository repository = repositories.open(space)) {
            return EarlyCommitCheck.missing(repository.git(), commits);
        }
    }
}
