package dev.gitsync.engine.mirror.folder;

import static dev.gitsync.engine.mirror.folder.FolderFixture.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.RemoteRepository.Move;
import dev.gitsync.tests.RealGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 1,000 commits at both sides: inside the folder, outside, both and neither; branches, merges, merges that drop a side, commits of old clones, the
 * folder deleted and made again, and a mirror that forgets everything.
 */
class FolderRandomTest {
    private static final int COMMITS = Integer.getInteger("gitsync.test.commits", 400);

    private final Random random = new Random(27);
    private final List<ObjectId> old = new ArrayList<>();
    private final List<ObjectId> oldHere = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void agreesAfterEveryRun() throws RemoteException, IOException {
        CompactingStore stores = new CompactingStore();
        CompactingStore remotes = new CompactingStore();
        FolderFixture site = new FolderFixture(stores, remotes);
        site.commitThere("Begin", "Main.java", "0");
        int commits = 0;
        int runs = 0;
        while (commits < COMMITS) {
            int there = random.nextInt(4);
            for (int i = 0; i < there; i++) {
                commitThere(site);
            }
            int here = random.nextInt(4);
            for (int i = 0; i < here; i++) {
                commitHere(site);
            }
            commits += there + here;
            ObjectId main = run(site);
            if (++runs % 50 == 0) {
                stores.compact();
                remotes.compact();
                assertThat(site.head()).isEqualTo(main);
            }
        }
        ObjectId main = site.here.ref(MAIN);
        assertThat(site.head()).isEqualTo(main);
        assertThat(site.headAfresh()).isEqualTo(main);
        assertThat(site.here.history(main)).hasSizeGreaterThan(COMMITS / 2);
        site.writeTo(folder.resolve("code.git"));
        String problems =
                RealGit.in(folder, folder.resolve("code.git")).ok("fsck", "--strict", "--full", "--no-dangling");
        assertThat(problems).isEmpty();
    }

    /** Does what the engine does, with a merge that takes the remote's side. */
    private ObjectId run(FolderFixture site) throws RemoteException {
        return site.connected((remote, space) -> {
            ObjectId head = remote.heads().at("main");
            ObjectId before = site.there.ref(MAIN);
            if (!head.equals(ObjectId.zeroId())) {
                remote.fetch(space, head, Set.of());
                FolderFixture.keep(space, head);
                takeIn(site, head);
            }
            ObjectId main = site.here.ref(MAIN);
            if (!main.equals(head)) {
                assertThat(remote.push(space, new Move("main", head, main))).isTrue();
                assertThat(site.inside(site.there.ref(MAIN))).isEqualTo(site.here.files(main));
                assertThat(site.outside(site.there.ref(MAIN))).isEqualTo(site.outside(before));
            }
            return main;
        });
    }

    private static void takeIn(FolderFixture site, ObjectId head) {
        ObjectId main = site.here.ref(MAIN);
        if (main.equals(ObjectId.zeroId()) || site.here.contains(head, main)) {
            site.moveHere(head);
        } else if (!site.here.contains(main, head)) {
            SortedMap<String, String> files = new TreeMap<>(site.here.files(main));
            files.putAll(site.here.files(head));
            site.moveHere(site.here.commit(files, "Merge", main, head));
        }
    }

    private void commitThere(FolderFixture site) {
        ObjectId tip = site.there.ref(MAIN);
        old.add(tip);
        SortedMap<String, String> files = site.there.files(tip);
        int kind = random.nextInt(12);
        if (kind < 9) {
            site.moveThere(site.there.commit(changed(files), "There", tip));
            return;
        }
        ObjectId other = old.get(random.nextInt(old.size()));
        SortedMap<String, String> others = changed(site.there.files(other));
        ObjectId branch = kind == 9 ? other : site.there.commit(others, "Branch", other);
        if (kind != 11) {
            files.putAll(others);
        }
        boolean isFirst = random.nextBoolean();
        site.moveThere(site.there.commit(files, "Merge there", isFirst ? tip : branch, isFirst ? branch : tip));
    }

    private SortedMap<String, String> changed(SortedMap<String, String> before) {
        SortedMap<String, String> files = new TreeMap<>(before);
        String content = "text " + random.nextInt(1_000);
        switch (random.nextInt(20)) {
            case 0 -> files.keySet().removeIf(path -> path.startsWith("docs/"));
            case 1 -> {}
            case 2, 3, 4, 5, 6, 7, 8 -> files.put("src/Code" + random.nextInt(5) + ".java", content);
            case 9, 10 -> {
                files.put("src/Code" + random.nextInt(5) + ".java", content);
                files.put("docs/Page" + random.nextInt(8) + ".md", content);
            }
            case 11 -> files.remove("docs/Page" + random.nextInt(8) + ".md");
            default -> files.put("docs/Page" + random.nextInt(8) + "/More.md", content);
        }
        return files;
    }

    private void commitHere(FolderFixture site) {
        ObjectId tip = site.here.ref(MAIN);
        SortedMap<String, String> files = site.here.files(tip);
        if (tip.equals(ObjectId.zeroId())) {
            site.commitHere("First", "Home.md", "home");
            return;
        }
        oldHere.add(tip);
        String path = "Page" + random.nextInt(8) + "/More.md";
        switch (random.nextInt(10)) {
            case 0 -> site.moveHere(site.here.commit(files, "Nothing", tip));
            case 1 -> site.moveHere(site.here.commit(new TreeMap<>(), "Delete all", tip));
            case 2 -> site.moveHere(site.here.commit(files, "gpgsig abc\n", "Signed", tip));
            case 3, 4 -> {
                ObjectId base = oldHere.get(random.nextInt(oldHere.size()));
                SortedMap<String, String> others = site.here.files(base);
                others.put(path, "old clone");
                ObjectId branch = random.nextInt(4) == 0 ? base : site.here.commit(others, "Old clone", base);
                files.putAll(others);
                if (!branch.equals(tip)) {
                    boolean isFirst = random.nextBoolean();
                    site.moveHere(
                            site.here.commit(files, "Merge here", isFirst ? tip : branch, isFirst ? branch : tip));
                }
            }
            default -> {
                files.put(path, "wiki " + random.nextInt(1_000));
                site.moveHere(site.here.commit(files, "Here", tip));
            }
        }
    }
}
