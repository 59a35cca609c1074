package dev.gitsync.benchmarks.work;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows. */
public final class AllWork {
    private AllWork() {}

    /**
     * In an order in which each finds what the one before has left.
     *
     * @param lfsServer the program of a standalone server for Git LFS, or null to compare with a folder
     */
    public static List<Work> inOrder(@Nullable Path lfsServer) {
        return List.of(
                new FirstExport(),
                new NoOpCycle(),
                new EditUntilFetched(),
                new PushOfOneFile(),
                new PushOfManyFiles(),
                new FullClone(),
                new EmptyFetch(),
                new Crowd(),
                new IdlePoll(),
                new SmallHeap(),
                new FolderRename(),
                new Bystander(),
                new HeavyShapes(),
                new ImagesInGit(),
                new ImagesInLfs(lfsServer));
    }
}
