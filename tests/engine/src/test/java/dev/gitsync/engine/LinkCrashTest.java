package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.gitsync.model.PageId;
import dev.gitsync.repository.InMemoryRepositoryStore;
import dev.gitsync.testkit.InMemoryPageStore;
import dev.gitsync.tests.repository.FaultyRepositoryStore.Fault;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** An engine that dies at any write leaves an index of links that the next one completes. */
class LinkCrashTest {
    private static final Logger ENGINE_LOG = (Logger) LoggerFactory.getLogger("dev.gitsync");

    @BeforeAll
    static void knownFailuresAreNoNews() {
        ENGINE_LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void failuresAreNewsAgain() {
        ENGINE_LOG.setLevel(null);
    }

    private interface Work {
        void on(CrashSite site) throws IOException;
    }

    private static CrashSite prepared(boolean readsLinks) {
        InMemoryRepositoryStore repositories = new InMemoryRepositoryStore();
        CrashSite site = new CrashSite(() -> repositories, InMemoryPageStore.withAttachments());
        if (readsLinks) {
            site.restartWith(builder -> builder.linkReader(new TextLinks()));
        }
        PageId folder = site.page(null, "Folder", "(Folder/A) [[B]] (Gone)");
        site.page(folder, "A", "(../B) (pic.png) (../Folder)");
        site.page(folder, "C", "(A)");
        site.page(null, "B", "(Folder/A) (Folder/C.md)");
        site.upload(folder, "pic.png", "png");
        site.recover(false);
        return site;
    }

    private static void check(CrashSite site, String fault) {
        GitUser git = new GitUser(site.sync, site.space);
        LinkFixture links = new LinkFixture(site.plain, site.space, true);
        Map<String, Set<String>> expected = links.recount(git);
        assertThat(links.progress().isComplete()).as(fault).isTrue();
        assertThat(expected).as(fault).isNotEmpty();
        assertThat(links.links(git)).as(fault).isEqualTo(expected);
        assertThat(links.reversedLinks(git)).as(fault).isEqualTo(expected);
        site.assertVerified();
    }

    private static void crash(boolean readsLinks, Work work) throws IOException {
        CrashSite counted = prepared(readsLinks);
        if (!readsLinks) {
            counted.restartWith(builder -> builder.linkReader(new TextLinks()));
        }
        int earlier = counted.faultyGit.calls().size();
        work.on(counted);
        check(counted, "none");
        List<RepositoryCall> calls =
                counted.faultyGit.calls().stream().skip(earlier).toList();
        assertThat(calls).contains(RepositoryCall.FLUSH, RepositoryCall.MOVE_REFS);
        for (int call = 1; call <= calls.size(); call++) {
            RepositoryCall each = calls.get(call - 1);
            if (each != RepositoryCall.FLUSH && each != RepositoryCall.MOVE_REFS) {
                continue; // nothing is stored
            }
            for (Fault fault : List.of(Fault.DEAD_BEFORE, Fault.DEAD_AFTER)) {
                CrashSite site = prepared(readsLinks);
                site.restartWith(builder -> builder.linkReader(new TextLinks()));
                site.faultyGit.fail(call, fault);
                work.on(site);
                site.restart();
                site.recover(call % 2 == 0);
                check(site, "call " + call + ", " + fault);
            }
        }
    }

    @Test
    void duringAPush() throws IOException {
        crash(true, LinkCrashTest::push);
    }

    private static void push(CrashSite site) throws IOException {
        site.push(client -> client.move("Folder", "Moved")
                .move("Folder.md", "Moved.md")
                .delete("B.md")
                .write("New.md", "(Moved/C) (B)"));
    }

    @Test
    void betweenThePagesAndTheRefs() throws IOException {
        for (boolean isAfter : new boolean[] {false, true}) {
            CrashSite site = prepared(true);
            if (isAfter) {
                site.faultyWiki.failAfter(Call.APPLY, 1);
            } else {
                site.faultyWiki.failBefore(Call.APPLY, 1);
            }
            push(site);
            site.restart();
            site.recover(false);
            check(site, "apply");
        }
    }

    @Test
    void duringAPull() throws IOException {
        crash(true, site -> {
            site.wiki.move(site.space, site.wikiPage("Folder"), site.wikiPage("B"), site.edit("move"));
            site.wiki.edit(site.space, site.wikiPage("C"), "(pic.png)", site.edit("edit"));
            site.page(null, "Gone", "(B)");
            site.pull();
        });
    }

    @Test
    void whileTheFirstIndexIsWritten() throws IOException {
        crash(false, CrashSite::pull);
    }
}
