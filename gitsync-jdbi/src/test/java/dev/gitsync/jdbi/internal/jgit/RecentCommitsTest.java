package dev.gitsync.jdbi.internal.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitsync.jdbi.Reachable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentCommitsTest {
    private static final int COMMITS = 60;

    @AutoClose
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("history"));

    @AutoClose
    private final InMemoryRepository empty = new InMemoryRepository(new DfsRepositoryDescription("empty"));

    private final RecentCommits commits = new RecentCommits();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void reachesTheObjectsOfAllCommitsFromTheNewest(long seed) throws Exception {
        ObjectId tip = historyWithMerges(new Random(seed));
        try (ObjectReader reader = repository.newObjectReader()) {
            Set<ObjectId> brought = new HashSet<>();
            List<ObjectId> left = new ArrayList<>(List.of(tip));
            while (!left.isEmpty()) {
                ObjectId commit = left.remove(left.size() - 1);
                if (brought.add(commit)) {
                    RecentCommits.Brought one = commits.introducedBy(commit, reader);
                    brought.addAll(one.trees());
                    brought.addAll(one.blobs());
                    left.addAll(one.parents());
                }
            }
            assertThat(brought).isEqualTo(Reachable.from(reader, tip));
        }
    }

    @Test
    void listsExactlyTheObjectsThatACommitChanges() throws Exception {
        try (ObjectReader reader = repository.newObjectReader()) {
            Map<String, String> files = new TreeMap<>();
            for (int i = 0; i < 50; i++) {
                files.put("folder " + i % 5 + "/inner/page " + i, "text " + i);
            }
            ObjectId before = commit(files);
            files.put("folder 3/inner/page 3", "edited");
            ObjectId after = commit(files, before);

            RecentCommits.Brought brought = commits.introducedBy(after, reader);
            assertThat(brought.trees()).as("root, folder 3, inner").hasSize(3);
            assertThat(brought.blobs()).containsExactly(blob("edited"));
            assertThat(brought.parents()).containsExactly(before);
            assertThat(commits.introducedBy(before, reader).blobs()).hasSize(50);
        }
    }

    /** A commit that a merge takes from one side is new to the other side; the merge itself adds only what neither side has. */
    @Test
    void listsTheObjectsOfAMergeThatNoParentHas() throws Exception {
        try (ObjectReader reader = repository.newObjectReader()) {
            ObjectId base = commit(Map.of("a", "1", "b", "1"));
            ObjectId left = commit(Map.of("a", "2", "b", "1"), base);
            ObjectId right = commit(Map.of("a", "1", "b", "2"), base);
            RecentCommits.Brought merged =
                    commits.introducedBy(commit(Map.of("a", "2", "b", "2", "c", "3"), left, right), reader);
            assertThat(merged.trees()).hasSize(1);
            assertThat(merged.blobs()).containsExactly(blob("3"));
        }
    }

    @Test
    void evictsTheLeastRecentlyUsedEntries() throws Exception {
        RecentCommits few = new RecentCommits(100);
        List<ObjectId> history = new ArrayList<>();
        ObjectId tip = commit(Map.of("a", "0"));
        for (int i = 1; i <= 50; i++) {
            tip = commit(Map.of("a", "" + i), tip); // each has a parent, a new tree and a new blob
            history.add(tip);
        }
        try (ObjectReader reader = repository.newObjectReader();
                ObjectReader nothing = empty.newObjectReader()) {
            for (ObjectId commit : history) {
                few.introducedBy(commit, reader);
                few.introducedBy(history.get(0), reader);
            }
            assertThat(few.introducedBy(history.get(0), nothing).parents()).hasSize(1);
            assertThat(few.introducedBy(history.get(20), reader).parents()).containsExactly(history.get(19));
            assertThatThrownBy(() -> few.introducedBy(history.get(1), nothing))
                    .isInstanceOf(MissingObjectException.class);
        }
    }

    @Test
    void doesNotCacheACommitOfVeryManyObjects() throws Exception {
        RecentCommits few = new RecentCommits(100);
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            files.put("page " + i, "text " + i);
        }
        ObjectId large = commit(files);
        try (ObjectReader reader = repository.newObjectReader();
                ObjectReader nothing = empty.newObjectReader()) {
            assertThat(few.introducedBy(large, reader).blobs()).hasSize(10);
            assertThatThrownBy(() -> few.introducedBy(large, nothing)).isInstanceOf(MissingObjectException.class);
        }
    }

    private ObjectId historyWithMerges(Random random) throws Exception {
        List<Map<String, String>> trees = new ArrayList<>(List.of(new TreeMap<>(Map.of("first", "text"))));
        List<ObjectId> ids = new ArrayList<>(List.of(commit(trees.get(0))));
        for (int i = 0; i < COMMITS; i++) {
            int parent = Math.max(0, ids.size() - 1 - random.nextInt(4));
            Map<String, String> files = new TreeMap<>(trees.get(parent));
            List<ObjectId> parents = new ArrayList<>(List.of(ids.get(parent)));
            if (random.nextInt(4) == 0 && parent > 0) {
                int other = random.nextInt(parent);
                files.putAll(trees.get(other));
                parents.add(ids.get(other));
            }
            // A file may take a folder's name, and the other way round.
            String name = "d" + random.nextInt(3) + (random.nextBoolean() ? "/f" + random.nextInt(3) : "");
            files.keySet().removeIf(path -> path.startsWith(name + "/") || name.startsWith(path + "/"));
            files.put(name, "text " + random.nextInt(20));
            files.keySet().removeIf(path -> files.keySet().stream().anyMatch(file -> path.startsWith(file + "/")));
            trees.add(files);
            ids.add(commit(files, parents.toArray(new ObjectId[0])));
        }
        return ids.get(ids.size() - 1);
    }

    private ObjectId commit(Map<String, String> files, ObjectId... parents) throws Exception {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache cache = DirCache.newInCore();
            DirCacheBuilder index = cache.builder();
            for (Map.Entry<String, String> file : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(file.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, Constants.encode(file.getValue())));
                index.add(entry);
            }
            index.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(cache.writeTree(inserter));
            commit.setParentIds(parents);
            commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
            commit.setCommitter(commit.getAuthor());
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private static ObjectId blob(String text) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_BLOB, Constants.encode(text));
        }
    }
}
