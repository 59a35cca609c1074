package dev.gitsync.demo.diff;

import dev.gitsync.demo.diff.DiffLine.Sign;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawText;

/**
 * Compares two texts as git does, with the histogram algorithm of JGit.
 *
 * @param hunks the changed places, each with the lines around it
 * @param added the number of added lines
 * @param removed the number of removed lines
 */
public record TextDiff(List<List<DiffLine>> hunks, int added, int removed) {
    private static final int CONTEXT = 3;
    private static final int MAX_LINES = 20_000;

    /** Takes a copy of the list. */
    public TextDiff {
        hunks = List.copyOf(hunks);
    }

    /** The comparison; empty if a text has more than 20,000 lines. */
    public static Optional<TextDiff> of(String before, String after) {
        RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText young = new RawText(after.getBytes(StandardCharsets.UTF_8));
        if (Math.max(old.size(), young.size()) > MAX_LINES) {
            return Optional.empty();
        }
        List<Edit> edits = LineEdits.of(old, young);
        int added = edits.stream().mapToInt(Edit::getLengthB).sum();
        int removed = edits.stream().mapToInt(Edit::getLengthA).sum();
        return Optional.of(new TextDiff(hunks(new AllLines(old, young).of(edits)), added, removed));
    }

    private static List<List<DiffLine>> hunks(List<DiffLine> all) {
        List<List<DiffLine>> hunks = new ArrayList<>();
        int shown = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).sign() != Sign.SAME) {
                int from = Math.max(shown, i - CONTEXT);
                if (from > shown || hunks.isEmpty()) {
                    hunks.add(new ArrayList<>());
                }
                int to = Math.min(all.size(), i + CONTEXT + 1);
                hunks.get(hunks.size() - 1).addAll(all.subList(from, Math.max(from, to)));
                shown = Math.max(shown, to);
            }
        }
        return hunks;
    }
}
