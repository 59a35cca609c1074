package dev.gitsync.repository.pack;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which of the packs that writes left behind should become one, between two runs of maintenance: each object is looked for in
 * one pack after the other. Decided like {@code git repack --geometric=2} does:
 *
 * <ol>
 *   <li>The packs are put in order, the smallest first; those of more than a mebibyte are left out.
 *   <li>A pack belongs to those that are chosen if it is at most twice as large as all before it together, and so do all before
 *       it.
 *   <li>If that is not {@value #ENOUGH} or more, there is nothing to do.
 * </ol>
 *
 * So there are never many more than that and the logarithm of what was written, but for those of a mebibyte and more, and each
 * object is copied no more often than that logarithm.
 */
public final class SmallPacks {
    /** Fewer are not worth it. */
    public static final int ENOUGH = 16;

    private static final int FACTOR = 2;
    /** What is larger waits for maintenance: while it is copied, writes beside it take long. */
    private static final long MOST_BYTES = 1L << 20;

    private SmallPacks() {}

    /**
     * Those that should become one; none if it is not worth it.
     *
     * @param packs all that writes left behind, and what became of them here before
     * @param size the size of a pack, in bytes
     */
    public static <T> List<T> choose(Collection<T> packs, ToLongFunction<T> size) {
        List<T> small = packs.stream()
                .filter(pack -> size.applyAsLong(pack) <= MOST_BYTES)
                .sorted(Comparator.comparingLong(size))
                .toList();
        List<T> before = new ArrayList<>();
        List<T> chosen = List.of();
        long bytes = 0;
        for (T pack : small) {
            before.add(pack);
            if (size.applyAsLong(pack) <= FACTOR * bytes) {
                chosen = List.copyOf(before);
            }
            bytes += size.applyAsLong(pack);
        }
        return chosen.size() < ENOUGH ? List.of() : chosen;
    }
}
