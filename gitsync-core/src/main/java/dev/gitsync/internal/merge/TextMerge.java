package dev.gitsync.internal.merge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeChunk;
import org.eclipse.jgit.merge.MergeResult;

/**
 * Merges two texts with a common ancestor, line by line, with JGit's {@link MergeAlgorithm}. What is not text, or so long
 * that comparing could take minutes, is not merged.
 */
final class TextMerge {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LINES = 20_000;

    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TextMerge(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** The merged blob, or empty when both sides changed the same lines or the files can't be merged at all. */
    Optional<ObjectId> merge(ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        Optional<RawText> before = text(base);
        Optional<RawText> one = text(ours);
        Optional<RawText> other = text(theirs);
        if (before.isEmpty() || one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        MergeResult<RawText> merged =
                new MergeAlgorithm().merge(RawTextComparator.DEFAULT, before.get(), one.get(), other.get());
        return merged.containsConflicts()
                ? Optional.empty()
                : Optional.of(inserter.insert(Constants.OBJ_BLOB, bytes(merged)));
    }

    private Optional<RawText> text(ObjectId blob) throws IOException {
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        if (loader.getSize() > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = loader.getBytes();
        RawText text = new RawText(bytes);
        return RawText.isBinary(bytes, bytes.length, true) || text.size() > MAX_LINES
                ? Optional.empty()
                : Optional.of(text);
    }

    private static byte[] bytes(MergeResult<RawText> merged) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean open = false;
        for (MergeChunk chunk : merged) {
            RawText text = merged.getSequences().get(chunk.getSequenceIndex());
            for (int line = chunk.getBegin(); line < chunk.getEnd(); line++) {
                if (open) {
                    out.write('\n');
                }
                text.writeLine(out, line);
                open = line == text.size() - 1 && text.isMissingNewlineAtEnd();
                if (!open) {
                    out.write('\n');
                }
            }
        }
        return out.toByteArray();
    }
}
