package dev.gitsync.demo.diff;

import dev.gitsync.demo.diff.DiffLine.Sign;
import dev.gitsync.demo.diff.DiffLine.Span;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;

/** Merges two texts into one list of lines, along the edits between them. */
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
        int shift = edit.getBeginB() - edit.getBeginA();
        for (int i = edit.getBeginA(); i < edit.getEndA(); i++) {
            List<Span> spans = inPairs ? WordDiff.spans(old.getString(i), young.getString(i + shift)) : whole(old, i);
            lines.add(new DiffLine(Sign.REMOVED, i + 1, 0, spans));
        }
        for (int i = edit.getBeginB(); i < edit.getEndB(); i++) {
            List<Span> spans = inPairs ? WordDiff.spans(young.getString(i), old.getString(i - shift)) : whole(young, i);
            lines.add(new DiffLine(Sign.ADDED, 0, i + 1, spans));
        }
    }

    private static List<Span> whole(RawText text, int line) {
        return List.of(new Span(text.getString(line), false));
    }
}
