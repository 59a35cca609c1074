package dev.gitsync.internal.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of objects that stay open between two requests is bounded. */
class RepositoryObjectsPoolTest {
    private final RepositoryObjectsPool pool = new RepositoryObjectsPool();

    @TempDir
    Path root;

    @Test
    void keepsFourOfOneRepositoryOpen() throws IOException {
        giveBack("docs", 6);
        assertThat(taken("docs")).isEqualTo(4);
    }

    @Test
    void keepsTheThirtyTwoMostRecentlyUsedOpen() throws IOException {
        for (int i = 0; i < 40; i++) {
            giveBack("space-" + i, 1);
        }
        assertThat(IntStream.range(0, 8).mapToLong(i -> taken("space-" + i)).sum())
                .isZero();
        assertThat(IntStream.range(8, 40).mapToLong(i -> taken("space-" + i)).sum())
                .isEqualTo(32);
    }

    private void giveBack(String repository, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            Path directory = root.resolve(repository);
            pool.giveBack(directory, RepositoryObjects.open(directory, new Config(), FS.DETECTED));
        }
    }

    private long taken(String repository) {
        return Stream.generate(() -> pool.borrow(root.resolve(repository)))
                .takeWhile(objects -> objects != null)
                .count();
    }
}
