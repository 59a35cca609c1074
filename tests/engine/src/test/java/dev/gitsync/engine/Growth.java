package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.engine.SizedSpace.Cost;
import dev.gitsync.tests.repository.RepositoryCall;
import java.io.IOException;

/**
 * Judges what a step costs at two sizes, of which one is ten times the other: law 7. What counts is each object that is read, looked for
 * or inserted, each page and change that is handed over, and each name that is made or compared. Bytes are not counted: git writes a
 * folder anew whenever something in it changes.
 */
final class Growth {
    /** For a step with ten times as many changes: at most n log n. */
    static final int LINEAR = 12;
    /** For the same step in a space of ten times the size. Tries that hold more records are a little deeper. */
    static final int CONSTANT = 2;

    private Growth() {}

    /** Builds a space of a size, and tells what the step that counts cost. */
    interface Shape {
        Cost cost(int n) throws IOException;
    }

    /** Asserts that a step costs at most {@code factor} times as much at the larger size. */
    static void assertAtMost(int factor, int few, Shape shape) throws IOException {
        Cost small = shape.cost(few);
        Cost large = shape.cost(10 * few);
        if (factor >= LINEAR) {
            assertThat(operations(small)).isGreaterThanOrEqualTo(few);
        }
        assertThat(operations(large)).as("%s after %s", large, small).isLessThanOrEqualTo(factor * operations(small));
        assertThat(large.names()).as("names").isLessThanOrEqualTo(factor * small.names());
    }

    static long operations(Cost cost) {
        return cost.git().lookups()
                + cost.git().of(RepositoryCall.INSERT)
                + cost.wiki().items()
                + cost.names();
    }
}
