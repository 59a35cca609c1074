package dev.gitsync.internal.merge;

import dev.gitsync.internal.tree.StreamedBlobs;
import dev.gitsync.internal.work.WorkBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Merges two texts with a common ancestor, line by line, with JGit's {@link MergeAlgorithm} on a {@link BoundedDiff}. Binary or
 * very long files are not merged.
 */
final class TextMerge {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LINES = 20_000;
    /** The number of lines read and numbered per unit of a budget. */
    private static final int LINES_PER_UNIT = 256;

    private final ObjectReader reader;
    private final ObjectInserter inserter;
    private final WorkBudget budget;

    TextMerge(ObjectReader reader, ObjectInserter inserter, WorkBudget budget) {
        this.reader = reader;
        this.inserter = inserter;
        this.budget = budget;
    }

    /** Returns the merged blob, or empty if both sides changed the same lines or the files can't be merged at all. */
    Optional<ObjectId> merge(ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        TextLines.Numbering numbering = new TextLines.Numbering();
        Optional<TextLines> before = text(numbering, base);
        Optional<TextLines> one = text(numbering, ours);
        Optional<TextLines> other = text(numbering, theirs);
        if (before.isEmpty() || one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        MergeResult<TextLines> merged = new MergeAlgorithm(new BoundedDiff(budget))
                .merge(TextLines.COMPARATOR, before.get(), one.get(), other.get());
        return merged.containsConflicts()
                ? Optional.empty()
                : Optional.of(inserter.insert(Constants.OBJ_BLOB, bytes(merged)));
    }

    private Optional<TextLines> text(TextLines.Numbering numbering, ObjectId blob) throws IOException {
        ObjectLoader loader = StreamedBlobs.open(reader, blob);
        if (loader.getSize() > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = loader.getBytes(MAX_BYTES);
        int lines = TextLines.count(bytes);
        if (RawText.isBinary(bytes, bytes.length, true) || lines > MAX_LINES) {
            return Optional.empty();
        }
        budget.spend(1 + lines / LINES_PER_UNIT);
        return Optional.of(numbering.of(bytes));
    }

    private static byte[] bytes(MergeResult<TextLines> merged) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<TextLines> texts = merged.getSequences();
        boolean open = false;
        for (MergeChunk chunk : merged) {
            TextLines text = texts.get(chunk.getSequenceIndex());
            for (int line = chunk.getBegin(); line < chunk.getEnd(); line++) {
                if (open) {
                    out.write('\n');
                }
                byte[] bytes = text.line(line);
                out.writeBytes(bytes);
                open = bytes[bytes.length - 1] != '\n';
            }
        }
        return out.toByteArray();
    }
}
