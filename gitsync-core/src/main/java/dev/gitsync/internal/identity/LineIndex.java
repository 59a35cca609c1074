package dev.gitsync.internal.identity;

import dev.gitsync.internal.tree.Paths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An index of files by line: a sorted list of hashes of lines, each with the number of a file. Finds the files that are
 * most similar to another text, at a bounded cost for each query.
 */
final class LineIndex {
    /** The number of distinct lines, summed over all files, from which on no further file is held in memory. */
    private static final int MOST_LINES = 3_000_000;
    /** The maximum number of files looked up for one line. */
    private static final int FILES_OF_LINE = 64;
    /** The number of lookups after which no further line of a text is looked up. */
    private static final int LOOKS = 2_048;
    /** The maximum number of files compared with one text, beside those with the same name. */
    private static final int COMPARED = 16;
    /** The maximum number of files with the same name that are compared. */
    private static final int SAME_NAME = 8;

    private final PageTexts texts;
    private final List<PageFile> files;
    private final @Nullable LineCounts[] counts;
    private final Map<String, List<Integer>> byName = new HashMap<>();
    private long[] postings = {};
    private int skipped;
    /** For the current query: the weight of the lines that each file has in common with the text; rare lines count more. */
    private final double[] shared;

    private LineIndex(PageTexts texts, List<PageFile> files) {
        this.texts = texts;
        this.files = files;
        this.counts = new LineCounts[files.size()];
        this.shared = new double[files.size()];
    }

    /**
     * A query for similar files.
     *
     * @param file the file
     * @param lines its lines
     * @param rank its position among the queried files, from 0 to 1
     */
    record Question(PageFile file, LineCounts lines, double rank) {}

    /** Reads as many of the files as fit into memory. */
    static LineIndex of(PageTexts texts, List<PageFile> files) throws IOException {
        LineIndex index = new LineIndex(texts, files);
        int total = 0;
        for (int i = 0; i < files.size(); i++) {
            Optional<LineCounts> lines =
                    total < MOST_LINES ? texts.lines(files.get(i).blob()) : Optional.empty();
            if (lines.isEmpty()) {
                index.skipped++;
                continue;
            }
            total += lines.get().size();
            index.counts[i] = lines.get();
            index.byName
                    .computeIfAbsent(Paths.name(files.get(i).path()), name -> new ArrayList<>())
                    .add(i);
        }
        index.post(total);
        return index;
    }

    private void post(int total) {
        postings = new long[total];
        int next = 0;
        for (int i = 0; i < counts.length; i++) {
            LineCounts lines = counts[i];
            for (int line = 0; lines != null && line < lines.size(); line++) {
                postings[next++] = (long) lines.hash(line) << 32 | i;
            }
        }
        Arrays.sort(postings);
    }

    /** Returns how many files were not read. */
    int skipped() {
        return skipped;
    }

    /** Returns the most similar files that are similar enough to be a pair. */
    List<SimilarPair> similar(Question asked) {
        List<SimilarPair> pairs = new ArrayList<>();
        for (int candidate : candidates(asked)) {
            LineCounts lines = counts[candidate];
            int similarity = lines == null ? 0 : lines.similarity(asked.lines());
            if (similarity >= PageTexts.SIMILAR) {
                pairs.add(new SimilarPair(files.get(candidate), asked.file(), similarity));
            }
        }
        return pairs;
    }

    private int[] candidates(Question asked) {
        List<Integer> seen = new ArrayList<>();
        int looks = 0;
        for (Line line : rarestFirst(asked.lines())) {
            int many = Math.min(line.files(), FILES_OF_LINE);
            int first = line.first() + (int) (asked.rank() * (line.files() - many));
            for (int i = first; i < first + many; i++) {
                int file = (int) postings[i];
                if (shared[file] == 0) {
                    seen.add(file);
                }
                shared[file] += (double) line.bytes() / line.files();
            }
            looks += many;
            if (looks >= LOOKS) {
                break;
            }
        }
        texts.budget().spend(1 + looks / FILES_OF_LINE);
        IntStream best = seen.stream()
                .sorted(Comparator.comparingDouble((Integer file) -> -shared[file])
                        .thenComparing(file -> file))
                .limit(COMPARED)
                .mapToInt(file -> file);
        int[] chosen = IntStream.concat(best, sameName(asked).stream().mapToInt(file -> file))
                .distinct()
                .toArray();
        seen.forEach(file -> shared[file] = 0);
        return chosen;
    }

    private List<Integer> sameName(Question asked) {
        List<Integer> same = byName.getOrDefault(Paths.name(asked.file().path()), List.of());
        int many = Math.min(same.size(), SAME_NAME);
        int first = (int) (asked.rank() * (same.size() - many));
        return same.subList(first, first + many);
    }

    /**
     * A line that some of the files have.
     *
     * @param first where its postings begin
     * @param files how many postings there are
     * @param bytes how many bytes of the text it accounts for
     */
    private record Line(int first, int files, int bytes) {}

    private List<Line> rarestFirst(LineCounts text) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            int first = firstOf(text.hash(i));
            int end = text.hash(i) == Integer.MAX_VALUE ? postings.length : firstOf(text.hash(i) + 1);
            if (first < end) {
                lines.add(new Line(first, end - first, text.bytes(i)));
            }
        }
        lines.sort(Comparator.comparingInt(Line::files)
                .thenComparing(Comparator.comparingInt(Line::bytes).reversed())
                .thenComparingInt(Line::first));
        return lines;
    }

    /** Returns where the postings of a hash, or of the next larger one, begin. */
    private int firstOf(int hash) {
        int found = Arrays.binarySearch(postings, (long) hash << 32);
        return found >= 0 ? found : -found - 1;
    }
}
