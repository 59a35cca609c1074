package dev.gitsync.benchmarks.work;

import dev.gitsync.benchmarks.report.Outcome;
import java.util.List;

/** One row of the table. */
public interface Work {
    /** Its number, as in P4. */
    String row();

    /** Measures it. */
    List<Outcome> measure(Lab lab);
}
