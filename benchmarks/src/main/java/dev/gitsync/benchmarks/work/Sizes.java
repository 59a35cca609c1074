package dev.gitsync.benchmarks.work;

import org.jspecify.annotations.Nullable;

/**
 * How much is measured.
 *
 * @param pages pages of the large space
 * @param fewPages pages of the small space
 * @param runs counted runs of what takes long
 * @param shortRuns counted runs of what takes a moment
 * @param warmups uncounted runs before them, for the JVM of a server that has just been started
 * @param idleSpaces spaces in which nothing happens
 * @param crowd clients at once, each in a space of its own
 * @param crowdPages pages of each of their spaces
 * @param crowdSeconds how long they are at work at a time
 * @param imageMegabytes images of one push, in megabytes
 */
public record Sizes(
        int pages,
        int fewPages,
        int runs,
        int shortRuns,
        int warmups,
        int idleSpaces,
        int crowd,
        int crowdPages,
        int crowdSeconds,
        int imageMegabytes) {

    /** What the figures in docs/performance.md were measured with. */
    public static Sizes full() {
        return new Sizes(100_000, 1000, 5, 21, 30, 10_000, 16, 1000, 60, 500);
    }

    /** Enough to see whether it runs. */
    public static Sizes quick() {
        return new Sizes(2000, 300, 3, 5, 5, 500, 4, 100, 2, 30);
    }

    /** The same with some sizes replaced. */
    public Sizes with(
            @Nullable Integer newPages,
            @Nullable Integer newFewPages,
            @Nullable Integer newRuns,
            @Nullable Integer newCrowdSeconds) {
        return new Sizes(
                newPages == null ? pages : newPages,
                newFewPages == null ? fewPages : newFewPages,
                newRuns == null ? runs : newRuns,
                shortRuns,
                warmups,
                idleSpaces,
                crowd,
                crowdPages,
                newCrowdSeconds == null ? crowdSeconds : newCrowdSeconds,
                imageMegabytes);
    }

    /** The same with another size of images. */
    public Sizes withImages(int newImageMegabytes) {
        return new Sizes(
                pages,
                fewPages,
                runs,
                shortRuns,
                warmups,
                idleSpaces,
                crowd,
                crowdPages,
                crowdSeconds,
                newImageMegabytes);
    }
}
