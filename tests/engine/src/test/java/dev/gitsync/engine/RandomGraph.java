package dev.gitsync.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Grows random histories with all kinds of merges: {@code -s ours}, theirs, mixed, evil, octopus, of unrelated
 * histories and of subtrees. Histories also have forks from old commits, texts that return, and times in any order.
 */
final class RandomGraph {
    private static final String[] PATHS = {
        "a.md", "b.md", "a/x.md", "a/y.md", "c/z.md", "c/d/w.md", "e.md", "f.png", "a/g.png"
    };

    private final Repository repository;
    private final Random random;
    private final Map<ObjectId, SortedMap<String, String>> files = new LinkedHashMap<>();
    private final Map<ObjectId, List<ObjectId>> parents = new LinkedHashMap<>();
    private int commits;

    RandomGraph(Repository repository, Random random) {
        this.repository = repository;
        this.random = random;
    }

    /** Adds random commits on top of {@code main} and of earlier commits. */
    ObjectId grow(ObjectId main) throws IOException {
        learn(main);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tip = main;
            for (int step = 3 + random.nextInt(9); step > 0; step--) {
                tip = step(inserter);
            }
            if (tip.equals(main) || !past(tip).contains(main)) {
                List<ObjectId> both = random.nextBoolean() ? List.of(tip, main) : List.of(main, tip);
                tip = merge(inserter, both);
            }
            inserter.flush();
            return tip;
        }
    }

    /** Returns a commit and all its ancestors. */
    Set<ObjectId> past(ObjectId commit) {
        Set<ObjectId> past = new HashSet<>();
        List<ObjectId> left = new ArrayList<>(List.of(commit));
        while (!left.isEmpty()) {
            ObjectId next = left.remove(left.size() - 1);
            if (past.add(next)) {
                left.addAll(parents(next));
            }
        }
        return past;
    }

    List<ObjectId> parents(ObjectId commit) {
        return Objects.requireNonNull(parents.get(commit));
    }

    SortedMap<String, String> files(ObjectId commit) {
        return Objects.requireNonNull(files.get(commit));
    }

    private ObjectId step(ObjectInserter inserter) throws IOException {
        int kind = random.nextInt(100);
        if (kind < 60) {
            ObjectId on = recent();
            return commit(inserter, edited(files(on)), List.of(on));
        } else if (kind < 80) {
            return merge(inserter, distinct(2));
        } else if (kind < 88) {
            return merge(inserter, distinct(3 + random.nextInt(2)));
        } else if (kind < 94) {
            return commit(inserter, edited(new TreeMap<>()), List.of());
        }
        List<ObjectId> both = distinct(2);
        SortedMap<String, String> all = new TreeMap<>(files(both.get(0)));
        files(both.get(both.size() - 1)).forEach((path, text) -> {
            if (!path.startsWith("sub/")) {
                all.put("sub/" + path, text);
            }
        });
        return commit(inserter, all, both);
    }

    private ObjectId merge(ObjectInserter inserter, List<ObjectId> heads) throws IOException {
        SortedMap<String, String> all = new TreeMap<>();
        int how = random.nextInt(4);
        if (how < 2) {
            all.putAll(files(heads.get(how == 0 ? 0 : heads.size() - 1)));
        } else {
            Set<String> paths = new HashSet<>();
            heads.forEach(head -> paths.addAll(files(head).keySet()));
            for (String path : paths) {
                String text = files(heads.get(random.nextInt(heads.size()))).get(path);
                if (text != null) {
                    all.put(path, text);
                }
            }
        }
        return commit(inserter, how == 3 ? edited(all) : all, heads);
    }

    private SortedMap<String, String> edited(SortedMap<String, String> from) {
        SortedMap<String, String> now = new TreeMap<>(from);
        for (int edit = 1 + random.nextInt(3); edit > 0; edit--) {
            String path = PATHS[random.nextInt(PATHS.length)];
            if (random.nextInt(5) == 0) {
                now.remove(path);
            } else {
                now.put(path, path + " says " + random.nextInt(4) + "\n");
            }
        }
        return now;
    }

    private List<ObjectId> distinct(int count) {
        Set<ObjectId> heads = new HashSet<>();
        List<ObjectId> inOrder = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectId head = recent();
            if (heads.add(head)) {
                inOrder.add(head);
            }
        }
        return inOrder;
    }

    private ObjectId recent() {
        List<ObjectId> all = List.copyOf(files.keySet());
        return all.get(all.size() - 1 - random.nextInt(Math.min(all.size(), 9)));
    }

    private ObjectId commit(ObjectInserter inserter, SortedMap<String, String> content, List<ObjectId> on)
            throws IOException {
        SortedMap<String, String> kept = new TreeMap<>(content);
        kept.put("home.md", "home\n");
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (Map.Entry<String, String> file : kept.entrySet()) {
            DirCacheEntry entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
            entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, text));
            builder.add(entry);
        }
        builder.finish();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(cache.writeTree(inserter));
        commit.setParentIds(on);
        Instant time = EngineFixture.NOON.plusSeconds(random.nextInt(100_000));
        PersonIdent ident = new PersonIdent("Author " + ++commits, "", time, ZoneOffset.UTC);
        commit.setAuthor(ident);
        commit.setCommitter(ident);
        commit.setMessage("Commit " + commits);
        ObjectId id = inserter.insert(commit);
        files.put(id, kept);
        parents.put(id, on);
        return id;
    }

    /** Reads the commits that the engine made. */
    private void learn(ObjectId main) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            List<RevCommit> unknown = new ArrayList<>();
            walk.markStart(walk.parseCommit(main));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (!files.containsKey(commit)) {
                    unknown.add(0, commit);
                }
            }
            for (RevCommit commit : unknown) {
                parents.put(
                        commit.copy(),
                        List.of(commit.getParents()).stream()
                                .map(ObjectId::copy)
                                .toList());
                files.put(commit.copy(), read(commit));
            }
        }
    }

    private SortedMap<String, String> read(RevCommit commit) throws IOException {
        SortedMap<String, String> content = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                byte[] text = repository.open(walk.getObjectId(0)).getBytes();
                content.put(walk.getPathString(), new String(text, StandardCharsets.UTF_8));
            }
        }
        return content;
    }
}
