package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.tree.TreeItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A translation of the mirrored branch that has begun and goes on in the next run.
 *
 * @param isRewrite whether the branch does not descend from the one that was translated before
 * @param count the number of commits to translate
 * @param done how many of them are translated
 * @param ends the ends of the parts that are left, see {@link TranslationPlan#ends()}; the last one is the tip
 * @param heads the commits made so far that no other one has as its parent, to be kept until a branch has them
 * @param pairs the stored entries of the pairs so far
 */
record Unfinished(
        boolean isRewrite, int count, int done, List<ObjectId> ends, Set<ObjectId> heads, Map<String, TreeItem> pairs) {
    private static final String SPACE = " ";

    Unfinished {
        ends = List.copyOf(ends);
        heads = Set.copyOf(heads);
        pairs = Map.copyOf(pairs);
    }

    /** Returns the tip of the branch that is translated. */
    ObjectId tip() {
        return ends.get(ends.size() - 1);
    }

    /** Returns the same translation after {@code more} of it is done. */
    Unfinished after(InwardTranslation more, Collection<ObjectId> left, Map<String, TreeItem> pairsNow) {
        return new Unfinished(isRewrite, count, done + more.count(), List.copyOf(left), more.heads(), pairsNow);
    }

    /** Reads what {@link #text} returned. */
    static Unfinished parse(String text, Map<String, TreeItem> pairs) {
        String[] lines = text.split("\n", -1);
        String[] numbers = lines[0].split(SPACE, -1);
        return new Unfinished(
                Boolean.parseBoolean(numbers[0]),
                Integer.parseInt(numbers[1]),
                Integer.parseInt(numbers[2]),
                ids(lines[1]),
                new LinkedHashSet<>(ids(lines[2])),
                pairs);
    }

    private static List<ObjectId> ids(String line) {
        List<ObjectId> ids = new ArrayList<>();
        for (String id : line.split(SPACE, -1)) {
            if (!id.isEmpty()) {
                ids.add(ObjectId.fromString(id));
            }
        }
        return ids;
    }

    /** Returns everything but the pairs as text. */
    String text() {
        return isRewrite + SPACE + count + SPACE + done + "\n" + line(ends) + "\n"
                + line(heads.stream().sorted().toList());
    }

    private static String line(List<ObjectId> ids) {
        return ids.stream().map(ObjectId::name).collect(Collectors.joining(SPACE));
    }
}
