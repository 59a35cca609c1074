package dev.gitsync.demo.diff;

import dev.gitsync.demo.diff.DiffLine.Sign;
import dev.gitsync.demo.diff.DiffLine.Span;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;

/** Two texts, merged into one list of lines along the edits that lead from one to the other. */
record AllLines(RawText old, RawText young) {
    List<DiffLine> of(List<Edit> edits) {
        List<DiffLine> lines = new ArrayList<>();
        int at = 0;
        for (Edit edit : edits) {
            same(lines, at, edit.getBeginA(), edit.getBeginB() - edit.getBeginA());
            changed(lines, edit);
            at = edit.getEndA();
        }
        same(lines, at, old.size(), young.size() - old.size());
        return lines;
    }

    /** @param shift how much further down the lines are in the new text */
    private void same(List<DiffLine> lines, int from, int to, int shift) {
        for (int i = from; i < to; i++) {
            lines.add(new DiffLine(Sign.SAME, i + 1, i + shift + 1, whole(old, i)));
        }
    }

    private void changed(List<DiffLine> lines, Edit edit) {
        boolean inPairs = edit.getLengthA() == edit.getLengthB();
        List<DiffLine> added = new ArrayList<>();
        for (int i = edit.getBeginA(); i < edit.getEndA(); i++) {
            int j = edit.getBeginB() + i - edit.getBeginA();
            List<Span> spans =
                    inPairs ? WordDiff.of(old.getString(i), young.getString(j)).before() : whole(old, i);
            lines.add(new DiffLine(Sign.REMOVED, i + 1, 0, spans));
        }
        for (int j = edit.getBeginB(); j < edit.getEndB(); j++) {
            int i = edit.getBeginA() + j - edit.getBeginB();
            List<Span> spans =
                    inPairs ? WordDiff.of(old.getString(i), young.getString(j)).after() : whole(young, j);
            added.add(new DiffLine(Sign.ADDED, 0, j + 1, spans));
        }
        lines.addAll(added);
    }

    private static List<Span> whole(RawText text, int line) {
        return List.of(new Span(text.getString(line), false));
    }
}
