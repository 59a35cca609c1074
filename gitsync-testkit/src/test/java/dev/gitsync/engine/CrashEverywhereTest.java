package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.error.StoreException;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.FileRepositoryStore;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.testkit.FaultyPageStore.Call;
import dev.gitsync.testkit.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.testkit.repository.RepositoryCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Law 5: an engine that dies at any call on wiki or git storage, or meets a failure there and lives on, leaves nothing that
 * the next one does not put right by itself. The calls of each task are counted first; then the task is run once for every
 * call and every way in which it can fail, and afterwards the space has to be as if nothing had happened: either the push
 * was not made, and can be made again, or it was. Nothing is lost, nothing is there twice, history included.
 */
class CrashEverywhereTest {
    @TempDir
    private Path root;

    private int sites;

    static Stream<CrashTask> tasks() {
        return Stream.of(
                CrashTask.pull("first pages", site -> {}, CrashEverywhereTest::pages),
                CrashTask.pull("edit, title and place", CrashEverywhereTest::pages, site -> {
                    site.wiki.edit(site.space, site.at("B"), "new text", site.edit("edit"));
                    site.wiki.rename(site.space, site.at("A"), "Other title", site.edit("title"));
                    site.wiki.move(site.space, site.at("C"), site.at("B"), site.edit("move"));
                }),
                CrashTask.pull("delete and swap", CrashEverywhereTest::pages, site -> {
                    PageId a = site.at("A");
                    PageId b = site.at("B");
                    site.wiki.delete(site.space, site.at("A/One"), site.edit("delete"));
                    site.wiki.rename(site.space, a, "Aside", site.edit("swap"));
                    site.wiki.rename(site.space, b, "A", site.edit("swap"));
                    site.wiki.rename(site.space, a, "B", site.edit("swap"));
                }),
                CrashTask.pull("so many that they come in a pack", CrashEverywhereTest::pages, site -> {
                    PageId b = site.at("B");
                    for (int i = 0; i < 25; i++) {
                        site.wiki.edit(site.space, b, "text " + i, site.edit("edit " + i));
                    }
                }),
                CrashTask.push("edit", CrashEverywhereTest::pages, client -> client.write("B.md", "pushed")),
                CrashTask.push("add", CrashEverywhereTest::pages, client -> client.write("B/New.md", "pushed")),
                CrashTask.push("delete", CrashEverywhereTest::pages, client -> client.delete("C.md")),
                CrashTask.push(
                        "restore",
                        site -> {
                            pages(site);
                            site.recover(false);
                            site.wiki.delete(site.space, site.at("C"), site.edit("delete"));
                        },
                        client -> client.write("C.md", "text of C")),
                CrashTask.push(
                        "folder move",
                        CrashEverywhereTest::pages,
                        client -> client.move("A", "B/A").move("A.md", "B/A.md")),
                CrashTask.push("other file", CrashEverywhereTest::pages, client -> client.write("img.png", "png")),
                everything());
    }

    static Stream<CrashTask> someTasks() {
        return tasks().filter(
                        task -> task.name().contains("title") || task.name().contains("everything"));
    }

    private static CrashTask everything() {
        return CrashTask.push(
                "everything",
                site -> {
                    pages(site);
                    site.recover(false);
                    site.wiki.delete(site.space, site.at("D"), site.edit("delete"));
                },
                client -> client.write("B.md", "pushed")
                        .write("New.md", "new")
                        .write("slug.md", "---\ntitle: Another title\n---\ntext\n")
                        .delete("C.md")
                        .write("D.md", "back again")
                        .move("A", "B/A")
                        .move("A.md", "B/A.md")
                        .write("img.png", "png"));
    }

    private static void pages(CrashSite site) {
        PageId a = site.page(null, "A", "text of A");
        site.page(a, "One", "one");
        site.page(site.page(a, "Two", null), "Three", "three");
        site.page(null, "B", "text of B");
        site.page(null, "C", "text of C");
        site.page(null, "D", "text of D");
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void gitStorageFailsAtEveryCall(CrashTask task) throws IOException {
        sweepGit(task, this::inMemory, 1);
    }

    @ParameterizedTest
    @MethodSource("someTasks")
    void gitStorageInFilesFails(CrashTask task) throws IOException {
        sweepGit(task, this::inFiles, 7);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void wikiFailsAtEveryCall(CrashTask task) throws IOException {
        Expected expected = expect(task, inMemory());
        for (Call call : Call.values()) {
            for (int n = 1; n <= expected.wikiCalls().getOrDefault(call, 0); n++) {
                for (boolean after : new boolean[] {false, true}) {
                    for (boolean dies : new boolean[] {false, true}) {
                        CrashSite site = prepared(task, inMemory());
                        fail(site, call, n, after, dies);
                        judge(task, site, expected, task.name() + ", " + call + " " + n + " " + after + dies, n);
                    }
                }
            }
        }
    }

    private static void fail(CrashSite site, Call call, int nth, boolean after, boolean dies) {
        Runnable fault = () -> {
            if (dies) {
                site.faultyGit.die();
            }
            throw new StoreException("The wiki is gone");
        };
        if (after) {
            site.faultyWiki.after(call, nth, fault);
        } else {
            site.faultyWiki.before(call, nth, fault);
        }
    }

    private void sweepGit(CrashTask task, Supplier<Supplier<RepositoryStore>> storages, int stride) throws IOException {
        Expected expected = expect(task, storages.get());
        List<RepositoryCall> calls = expected.gitCalls();
        int runs = 0;
        for (int n = 1; n <= calls.size(); n += stride) {
            for (Fault fault : Fault.values()) {
                if (calls.get(n - 1).isWrite() || fault == Fault.BEFORE || fault == Fault.DEAD_BEFORE) {
                    CrashSite site = prepared(task, storages.get());
                    site.faultyGit.fail(n, fault);
                    judge(task, site, expected, task + ", call " + n + " " + calls.get(n - 1) + " " + fault, n);
                    runs++;
                }
            }
        }
        System.out.println(task + " " + calls.size() + " calls, runs " + runs);
    }

    /** Does the task, lets it fail, starts again, and looks at what is left. */
    private static void judge(CrashTask task, CrashSite site, Expected expected, String what, int number)
            throws IOException {
        boolean acknowledged = task.work().on(site);
        site.restart();
        site.recover(number % 2 == 0);
        SpaceState left = SpaceState.of(site);
        if (!task.isPush() || acknowledged) {
            assertThat(left).as(what).isEqualTo(expected.after());
        } else {
            assertThat(left).as(what).isIn(expected.before(), expected.after());
        }
        site.assertVerified();
        if (left.equals(expected.before()) && task.isPush()) {
            assertThat(task.work().on(site)).as("%s: again", what).isTrue();
            assertThat(SpaceState.of(site)).as("%s: again", what).isEqualTo(expected.after());
        }
        site.page(null, "Life goes on", "in the wiki");
        site.recover(true);
        assertThat(site.push(client -> client.write("Me.md", "too"))).as(what).isTrue();
        site.assertVerified();
    }

    private static CrashSite prepared(CrashTask task, Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = new CrashSite(storage);
        task.prepare().on(site);
        site.faultyGit.heal();
        return site;
    }

    private static Expected expect(CrashTask task, Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = prepared(task, storage);
        SpaceState before = SpaceState.of(site);
        Map<Call, Integer> wikiCalls = new EnumMap<>(Call.class);
        for (Call call : Call.values()) {
            wikiCalls.put(call, -site.faultyWiki.calls(call));
        }
        assertThat(task.work().on(site)).isTrue();
        wikiCalls.replaceAll((call, earlier) -> site.faultyWiki.calls(call) + earlier);
        SpaceState after = SpaceState.of(site);
        assertThat(after).isNotEqualTo(before);
        return new Expected(site.faultyGit.calls(), wikiCalls, before, after);
    }

    private Supplier<RepositoryStore> inMemory() {
        RepositoryStore store = new InMemoryRepositoryStore();
        return () -> store;
    }

    private Supplier<RepositoryStore> inFiles() {
        Path directory = root.resolve("site" + sites++);
        return () -> {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return new FileRepositoryStore(directory);
        };
    }

    /** How the task goes when nothing fails. */
    private record Expected(
            List<RepositoryCall> gitCalls, Map<Call, Integer> wikiCalls, SpaceState before, SpaceState after) {}
}
