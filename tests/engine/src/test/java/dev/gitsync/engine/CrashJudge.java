package dev.gitsync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.tests.repository.RepositoryCall;
import dev.gitsync.tests.store.Call;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares the state after a failed task with the states before and after a successful one, and lets the space
 * continue.
 *
 * <p>Hundreds of failures leave one of a few states in the storage. A restarted engine knows nothing else, so each
 * state is judged twice: recovered by a cycle and by a fetch. A running engine also remembers its failure, so each
 * state is judged once for every call that can fail.
 */
final class CrashJudge {
    private final CrashTask task;
    private final List<RepositoryCall> gitCalls;
    private final Map<Call, Integer> wikiCalls;
    private final VisibleState before;
    private final VisibleState after;
    private final Map<Object, Integer> judged = new HashMap<>();

    private CrashJudge(
            CrashTask task,
            List<RepositoryCall> gitCalls,
            Map<Call, Integer> wikiCalls,
            VisibleState before,
            VisibleState after) {
        this.task = task;
        this.gitCalls = gitCalls;
        this.wikiCalls = wikiCalls;
        this.before = before;
        this.after = after;
    }

    /** Runs the task without a failure, and counts its calls. */
    static CrashJudge of(CrashTask task, Supplier<RepositoryStore> storage) throws IOException {
        CrashSite site = task.prepared(storage);
        VisibleState before = VisibleState.of(site);
        Map<Call, Integer> wikiCalls = new EnumMap<>(Call.class);
        for (Call call : Call.values()) {
            wikiCalls.put(call, -site.faultyWiki.calls(call));
        }
        assertThat(task.work().on(site)).isTrue();
        wikiCalls.replaceAll((call, earlier) -> site.faultyWiki.calls(call) + earlier);
        VisibleState after = VisibleState.of(site);
        assertThat(after).isNotEqualTo(before);
        return new CrashJudge(task, site.faultyGit.calls(), wikiCalls, before, after);
    }

    /** Returns the calls on git storage, in order. */
    List<RepositoryCall> gitCalls() {
        return gitCalls;
    }

    /** Returns how often the task makes each call on the wiki. */
    Map<Call, Integer> wikiCalls() {
        return wikiCalls;
    }

    /** Runs the task, which fails by the fault that was set, and starts the next engine. */
    void judgeDeath(CrashSite site, String fault) throws IOException {
        boolean acknowledged = task.work().on(site);
        site.restart();
        judgeRestarted(site, acknowledged, fault);
    }

    /** Judges a site with a restarted engine. */
    void judgeRestarted(CrashSite site, boolean acknowledged, String fault) throws IOException {
        int earlier = earlier(List.of(LeftBehind.by(site), acknowledged));
        if (earlier < 2) {
            judge(site, acknowledged, fault, earlier == 1);
        }
    }

    /** Runs the task, which fails by a fault at {@code call}, and continues with the same engine. */
    void judgeFailure(CrashSite site, String call, String fault) throws IOException {
        boolean acknowledged = task.work().on(site);
        site.clearFaults();
        if (earlier(List.of(LeftBehind.by(site), acknowledged, call)) == 0) {
            judge(site, acknowledged, call + ", " + fault, call.hashCode() % 2 == 0);
        }
    }

    /** Returns how often this state was judged before. */
    int earlier(Object state) {
        return judged.merge(state, 1, Integer::sum) - 1;
    }

    private void judge(CrashSite site, boolean acknowledged, String fault, boolean byFetch) throws IOException {
        site.recover(byFetch);
        VisibleState left = VisibleState.of(site);
        if (!task.isPush() || acknowledged) {
            assertThat(left).as(fault).isEqualTo(after);
        } else {
            assertThat(left).as(fault).isIn(before, after);
        }
        site.assertVerified();
        if (!left.equals(after)) {
            assertThat(task.work().on(site)).as("%s: again", fault).isTrue();
            assertThat(VisibleState.of(site)).as("%s: again", fault).isEqualTo(after);
        }
        site.page(null, "Life goes on", "in the wiki");
        site.recover(true);
        assertThat(site.push(client -> client.write("Me.md", "too"))).as(fault).isTrue();
        site.assertVerified();
    }
}
