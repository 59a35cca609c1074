package dev.gitsync.demo.diff;

import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Finds the lines that differ between two texts. */
final class LineEdits {
    private LineEdits() {}

    /**
     * Compares with the histogram algorithm of JGit. Where every line is too frequent for it, one edit replaces all of them, because
     * the fallback of JGit is quadratic: half a minute for 19,000 lines.
     */
    static EditList of(RawText before, RawText after) {
        HistogramDiff histogram = new HistogramDiff();
        histogram.setFallbackAlgorithm(null);
        return histogram.diff(RawTextComparator.DEFAULT, before, after);
    }
}
