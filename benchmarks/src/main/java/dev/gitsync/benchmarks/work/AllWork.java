package dev.gitsync.benchmarks.work;

import java.util.List;

/** All rows. */
public final class AllWork {
    private AllWork() {}

    /** In an order in which each finds what the one before has left. */
    public static List<Work> inOrder() {
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
                new ImagesInLfs());
    }
}
