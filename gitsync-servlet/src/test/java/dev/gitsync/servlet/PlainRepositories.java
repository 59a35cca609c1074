package dev.gitsync.servlet;

import dev.gitsync.lfs.LargeFiles;
import dev.gitsync.model.Space;
import dev.gitsync.model.SpaceId;
import dev.gitsync.push.PushPreview;
import dev.gitsync.report.SyncReport;
import dev.gitsync.servlet.internal.git.AuthorizedRequest;
import dev.gitsync.servlet.internal.git.SpaceGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/**
 * Serves repositories on disk in place of spaces, with their own configuration and hooks. The repository {@code name}
 * is in {@code name.git} or {@code name}, bare or with a working tree, in git's own order of lookup.
 *
 * @param root the folder of the repositories
 */
record PlainRepositories(Path root) implements SpaceGateway {
    @Override
    public Optional<Space> space(SpaceId id) {
        return gitDir(id).map(found -> new Space(id, "", id.value()));
    }

    @Override
    public SyncReport catchUp(Space space) {
        return new SyncReport.UpToDate(space.id(), null);
    }

    @Override
    public Optional<LargeFiles> largeFiles() {
        return Optional.empty();
    }

    @Override
    public Repository open(Space space) {
        try {
            return new FileRepositoryBuilder()
                    .setGitDir(gitDir(space.id()).orElseThrow().toFile())
                    .setMustExist(true)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public UploadPack uploadPack(Repository repository, @Nullable SyncReport caughtUp) {
        return new UploadPack(repository);
    }

    @Override
    public PushPreview preview(Space space) {
        return (bytes, from, length) -> false;
    }

    @Override
    public ReceivePack receivePack(AuthorizedRequest authorized, Repository repository) {
        ReceivePack receive = new ReceivePack(repository);
        receive.setAllowPushOptions(repository.getConfig().getBoolean("receive", "advertisePushOptions", false));
        ReceiveHooks hooks =
                new ReceiveHooks(repository, authorized.authenticated().user().id());
        receive.setPreReceiveHook(hooks);
        receive.setPostReceiveHook(hooks);
        return receive;
    }

    private Optional<Path> gitDir(SpaceId id) {
        return Stream.of(id + ".git/.git", id + ".git", id + "/.git", id.value())
                .map(root::resolve)
                .filter(folder -> Files.isRegularFile(folder.resolve("HEAD")))
                .findFirst();
    }
}
