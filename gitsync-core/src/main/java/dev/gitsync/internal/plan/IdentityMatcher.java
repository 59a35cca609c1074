package dev.gitsync.internal.plan;

import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.eclipse.jgit.diff.SimilarityIndex;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * Decides which page a file is that turned up at a new path. Each rule takes what the rules before it left:
 *
 * <ol>
 *   <li>the page id in the front matter;
 *   <li>the same blob, first where the file name is the same as well;
 *   <li>the same path, for a file that seemed to have changed places with another;
 *   <li>the folder that moved: its page, and files at the same place inside of it;
 *   <li>similar content, by the measure of JGit's rename detection ({@link SimilarityIndex}), best pairs first;
 *   <li>the same file name somewhere else.
 * </ol>
 */
final class IdentityMatcher {
    /** Like git's own default: half of the content. */
    private static final int SIMILAR = 50;
    /** More pairs than this are not compared by content; the order of the rules then still holds for the others. */
    private static final int MAX_PAIRS = 20_000;

    private static final int MAX_COMPARED_BYTES = 1 << 20;
    private static final ObjectId EMPTY = ObjectId.fromString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");

    private final ObjectReader reader;
    private final Map<String, String> movedFolders;
    private final Map<String, GonePage> gone = new LinkedHashMap<>();
    private final Map<String, ComePage> come = new LinkedHashMap<>();
    private final Map<String, GonePage> matched = new HashMap<>();

    private IdentityMatcher(
            ObjectReader reader,
            Map<String, String> movedFolders,
            Collection<GonePage> gonePages,
            Collection<ComePage> comePages) {
        this.reader = reader;
        this.movedFolders = movedFolders;
        gonePages.forEach(page -> gone.put(page.path(), page));
        comePages.forEach(page -> come.put(page.path(), page));
    }

    /**
     * The pages that were found again, by their new path.
     *
     * @param movedFolders folders that moved whole, new path to old path
     */
    static Map<String, GonePage> match(
            ObjectReader reader,
            Map<String, String> movedFolders,
            Collection<GonePage> gonePages,
            Collection<ComePage> comePages)
            throws IOException {
        IdentityMatcher matcher = new IdentityMatcher(reader, movedFolders, gonePages, comePages);
        matcher.byFrontMatter();
        matcher.byBlob();
        matcher.byPath();
        matcher.byFolder();
        matcher.bySimilarity();
        matcher.byName();
        return matcher.matched;
    }

    private void byFrontMatter() {
        Map<PageId, GonePage> byId = new HashMap<>();
        gone.values().forEach(page -> byId.put(page.page().id(), page));
        for (ComePage page : List.copyOf(come.values())) {
            GonePage claimed = page.reading().id() == null
                    ? null
                    : byId.remove(page.reading().id());
            if (claimed != null) {
                pair(claimed, page);
            }
        }
    }

    private void byBlob() {
        // Empty files are all alike; their content says nothing about who they are.
        pairEqual(GonePage::blob, ComePage::blob, IdentityMatcher::sameName);
        pairEqual(GonePage::blob, ComePage::blob, (from, to) -> !from.blob().equals(EMPTY));
    }

    /** Of files that changed places, those that nobody found elsewhere have only been edited. */
    private void byPath() {
        for (GonePage from : List.copyOf(gone.values())) {
            ComePage to = come.get(from.path());
            if (to != null) {
                pair(from, to);
            }
        }
    }

    private void byFolder() {
        Map<String, String> targets = folderTargets();
        for (GonePage from : List.copyOf(gone.values())) {
            ComePage to = come.get(targets.getOrDefault(from.path(), ""));
            for (String folder = Paths.parent(from.path());
                    to == null && !folder.isEmpty();
                    folder = Paths.parent(folder)) {
                String target = targets.get(folder);
                if (target != null) {
                    to = come.get(target + from.path().substring(folder.length()));
                }
            }
            if (to != null) {
                pair(from, to);
            }
        }
    }

    /** Where each folder went: known for those that moved whole, otherwise where most of its pages went. */
    private Map<String, String> folderTargets() {
        Map<String, Map<String, Integer>> votes = new TreeMap<>();
        matched.forEach((to, from) -> votes.computeIfAbsent(Paths.parent(from.path()), key -> new TreeMap<>())
                .merge(Paths.parent(to), 1, Integer::sum));
        Map<String, String> targets = new HashMap<>();
        votes.forEach((from, counts) -> counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(most -> !most.getKey().equals(from))
                .ifPresent(most -> targets.put(from, most.getKey())));
        movedFolders.forEach((to, from) -> targets.put(from, to));
        return targets;
    }

    private void bySimilarity() throws IOException {
        if (gone.isEmpty() || (long) gone.size() * come.size() > MAX_PAIRS) {
            return;
        }
        Map<ObjectId, Optional<SimilarityIndex>> indexes = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (GonePage from : gone.values()) {
            for (ComePage to : come.values()) {
                SimilarityIndex old = index(indexes, from.blob());
                SimilarityIndex now = index(indexes, to.blob());
                int score = old == null || now == null ? 0 : old.score(now, 100);
                if (score >= SIMILAR) {
                    candidates.add(new Candidate(from, to, score));
                }
            }
        }
        candidates.sort(Candidate.BEST_FIRST);
        for (Candidate candidate : candidates) {
            if (gone.containsKey(candidate.from().path())
                    && come.containsKey(candidate.to().path())) {
                pair(candidate.from(), candidate.to());
            }
        }
    }

    private @Nullable SimilarityIndex index(Map<ObjectId, Optional<SimilarityIndex>> indexes, ObjectId blob)
            throws IOException {
        Optional<SimilarityIndex> known = indexes.get(blob);
        if (known == null) {
            known = Optional.ofNullable(index(blob));
            indexes.put(blob, known);
        }
        return known.orElse(null);
    }

    private @Nullable SimilarityIndex index(ObjectId blob) throws IOException {
        ObjectLoader loader = reader.open(blob, Constants.OBJ_BLOB);
        if (loader.getSize() == 0 || loader.getSize() > MAX_COMPARED_BYTES) {
            return null;
        }
        try {
            return SimilarityIndex.create(loader);
        } catch (SimilarityIndex.TableFullException e) {
            return null;
        }
    }

    private void byName() {
        pairEqual(page -> Paths.name(page.path()), page -> Paths.name(page.path()), (from, to) -> true);
    }

    private <K> void pairEqual(
            Function<GonePage, K> goneKey, Function<ComePage, K> comeKey, BiPredicate<GonePage, ComePage> test) {
        Map<K, List<GonePage>> candidates = new HashMap<>();
        gone.values()
                .forEach(page -> candidates
                        .computeIfAbsent(goneKey.apply(page), key -> new ArrayList<>())
                        .add(page));
        for (ComePage to : List.copyOf(come.values())) {
            List<GonePage> same = candidates.getOrDefault(comeKey.apply(to), List.of());
            Optional<GonePage> from = same.stream()
                    .filter(page -> test.test(page, to))
                    .min(Comparator.comparing((GonePage page) ->
                                    !Paths.parent(page.path()).equals(Paths.parent(to.path())))
                            .thenComparing(GonePage::path));
            if (from.isPresent()) {
                same.remove(from.get());
                pair(from.get(), to);
            }
        }
    }

    private void pair(GonePage from, ComePage to) {
        gone.remove(from.path());
        come.remove(to.path());
        matched.put(to.path(), from);
    }

    private static boolean sameName(GonePage from, ComePage to) {
        return Paths.name(from.path()).equals(Paths.name(to.path()));
    }

    /** Two files that look alike. */
    private record Candidate(GonePage from, ComePage to, int score) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::score)
                .reversed()
                .thenComparing(pair -> !sameName(pair.from(), pair.to()))
                .thenComparing(pair -> pair.from().path())
                .thenComparing(pair -> pair.to().path());
    }
}
