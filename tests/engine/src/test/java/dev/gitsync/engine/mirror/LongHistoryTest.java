package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.Clocks;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.PageId;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.Test;

/** A history that is longer than a push may be comes into the wiki by parts. */
class LongHistoryTest {
    private static final int MOST = 3;

    private long time;
    private Duration eachPush = Duration.ZERO;
    private Optional<String> refused = Optional.empty();
    private int pushes;
    private final MirrorFixture site = new MirrorFixture(builder -> Clocks.of(builder, () -> time)
            .settings(GitSyncSettings.builder()
                    .push(push -> push.maxCommits(MOST))
                    .mirror(mirror -> mirror.deadline(Duration.ofMinutes(8)))
                    .build())
            .validator((space, pusher, changes) -> {
                time += eachPush.multipliedBy(changes.size()).toNanos();
                pushes++;
                return refused.filter(title -> changes.toString().contains(title));
            }));

    private void history(int commits) throws IOException {
        for (int i = 0; i < commits; i++) {
            site.commitThere("Page " + i % 4 + ".md", "text " + i, "Commit " + i);
        }
    }

    @Test
    void comesIntoAnEmptyWikiInOneRun() throws IOException {
        history(10);
        assertThat(site.run(Outcome.TAKEN_IN).details()).contains("created Page 0.md", "updated Page 0.md");
        assertThat(pushes).isEqualTo(4);
        assertThat(site.here().log(site.main())).hasSize(10).startsWith("Commit 9");
        site.assertSettled();
        site.run(Outcome.UP_TO_DATE);
    }

    @Test
    void comesIntoAWikiWithPagesOfItsOwn() throws IOException {
        site.page("Here", "text");
        site.run(Outcome.PUSHED);
        history(7);
        site.page("Also here", "text");
        site.run(Outcome.BOTH_WAYS);
        assertThat(site.titles()).hasSize(6);
        site.assertSettled();
    }

    @Test
    void goesOnInTheNextRunWhenTheTimeIsOver() throws IOException {
        history(10);
        eachPush = Duration.ofSeconds(90);
        assertThat(site.run(Outcome.IN_PROGRESS).sentence())
                .isEqualTo("Took in 6 of 10 new commits of the remote's branch main; the next run continues.");
        assertThat(site.here().log(site.main())).hasSize(6);
        assertThat(site.state().common()).contains(site.main());
        assertThat(site.run(Outcome.TAKEN_IN).sentence()).startsWith("Took in the remote's branch main");
        site.assertSettled();
        assertThat(site.titles()).hasSize(4);
    }

    @Test
    void keepsPartsWithMergesWithinTheLimit() throws IOException {
        history(2);
        ObjectId base = site.there.branch("main");
        ObjectId one = site.there.at(base).write("One.md", "1").commit("One");
        ObjectId two = site.there.at(one).write("One.md", "2").commit("Two");
        site.there.set("main", base);
        site.commitThere("Other.md", "other", "Other");
        ObjectId merge =
                site.there.at(site.there.branch("main")).write("One.md", "2").merge(two, "Merge");
        site.there.set("main", merge);
        history(2);
        site.run(Outcome.TAKEN_IN);
        assertThat(site.here().log(site.main())).hasSize(8).contains("One", "Two", "Merge");
        site.assertSettled();
    }

    @Test
    void mergeThatBringsMoreThanAPushMayHaveIsTooLarge() throws IOException {
        history(1);
        ObjectId base = site.there.branch("main");
        ObjectId side = base;
        for (int i = 0; i < MOST; i++) {
            side = site.there.at(side).write("Side.md", "text " + i).commit("Side " + i);
        }
        site.there.set("main", site.there.at(base).write("Side.md", "text 2").merge(side, "Merge"));
        MirrorReport report = site.run(Outcome.TOO_LARGE);
        assertThat(report.details()).containsExactly("One merge brings more than 3 commits that the wiki lacks.");
        assertThat(site.titles()).containsExactly("Page 0");
    }

    @Test
    void passesOverAStateThatALaterCommitCorrects() throws IOException {
        history(2);
        ObjectId before = site.there.branch("main");
        site.commitThere("Bad.md", "bad", "Bad");
        site.there.set(
                "main",
                site.there.at(site.there.branch("main")).delete("Bad.md").commit("Correct"));
        history(4);
        refused = Optional.of("Bad");
        site.run(Outcome.TAKEN_IN);
        assertThat(site.here().contains(site.main(), before)).isTrue();
        site.assertSettled();
    }

    @Test
    void stopsAtAStateThatTheWikiRefuses() throws IOException {
        history(5);
        ObjectId last = site.there.branch("main");
        site.commitThere("Bad.md", "bad", "Bad");
        history(6);
        refused = Optional.of("Bad");
        assertThat(site.run(Outcome.REFUSED_BY_WIKI).sentence()).contains("a rule of the wiki forbids it");
        assertThat(site.main()).isEqualTo(last);
        refused = Optional.empty();
        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
    }

    @Test
    void takesInWhatIsOlderThanAConflict() throws IOException {
        PageId page = site.page("Page 0", "begin");
        site.run(Outcome.PUSHED);
        site.edit(page, "from here");
        for (int i = 0; i < 8; i++) {
            site.commitThere("Other.md", "text " + i, "Other " + i);
        }
        site.commitThere("Page 0.md", "from there", "There");
        site.commitThere("Other.md", "last", "Last");
        assertThat(site.run(Outcome.CONFLICT).details()).contains("Page 0.md");
        assertThat(site.here().log(site.main())).contains("Other 7").doesNotContain("There");
        assertThat(site.run(Outcome.CONFLICT).details()).contains("Page 0.md");
        site.assertVerified();
    }

    @Test
    void deletionsOfTheHistoryDoNotStopAnImport() throws IOException {
        for (int i = 0; i < 30; i++) {
            site.there.write("Old " + i + ".md", "text");
        }
        site.there.set("main", site.there.commit("Begin"));
        history(2);
        site.there.at(site.there.branch("main"));
        for (int i = 0; i < 30; i++) {
            site.there.delete("Old " + i + ".md");
        }
        site.there.set("main", site.there.commit("Clear"));
        history(2);
        site.run(Outcome.TAKEN_IN);
        assertThat(site.titles()).hasSize(2);
        site.assertSettled();
    }

    @Test
    void deleteGuardHoldsForALongHistoryLater() throws IOException {
        for (int i = 0; i < 30; i++) {
            site.page("Old " + i, "text");
        }
        site.run(Outcome.PUSHED);
        site.there.at(site.there.branch("main"));
        for (int i = 0; i < 30; i++) {
            site.there.delete("Old " + i + ".md");
        }
        site.there.set("main", site.there.commit("Clear"));
        history(4);
        site.run(Outcome.REFUSED_BY_WIKI);
        assertThat(site.titles()).hasSize(30);
    }

    @Test
    void dividesWhatIsTooMuchWorkForOnePush() throws IOException {
        history(MOST);
        eachPush = Duration.ofSeconds(101);
        assertThat(site.run(Outcome.IN_PROGRESS).sentence()).startsWith("Took in 2 of 3 new commits");
        eachPush = Duration.ZERO;
        site.run(Outcome.TAKEN_IN);
        site.assertSettled();
        assertThat(site.here().log(site.main())).hasSize(MOST);
    }
}
