package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.GitSyncBuilder;
import dev.gitsync.Remotes;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Page;
import dev.gitsync.settings.GitSyncSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two wikis that mirror each other: what is edited in one is in the other, once, whichever of them runs its mirror. */
class TwoWikisTest {
    private final MirrorFixture one = new MirrorFixture(builder -> mirroring(builder, true));
    private final MirrorFixture other = new MirrorFixture(builder -> mirroring(builder, false));

    private GitSyncBuilder mirroring(GitSyncBuilder builder, boolean isOne) {
        return Remotes.of(builder, mirror -> {
                    MirrorFixture target = isOne ? other : one;
                    return new WikiRemote(target.sync, target.space);
                })
                .settings(GitSyncSettings.builder().commitWindow(Duration.ZERO).build());
    }

    @Test
    void haveOneHistoryAfterEditsOnBothSides() throws IOException {
        Random random = new Random(7);
        List<String> edits = new ArrayList<>();
        one.page("One", "start");
        one.run(Outcome.PUSHED);
        other.page("Other", "start");
        other.run(Outcome.PUSHED);
        for (int step = 0; step < 40; step++) {
            String message = "Edit to " + step;
            edits.add(message);
            if (random.nextBoolean()) {
                edit(one, "One", step);
            } else {
                edit(other, "Other", step);
            }
            if (random.nextInt(3) == 0) {
                (random.nextBoolean() ? one : other).run();
            }
        }
        settle();

        assertThat(one.main()).isEqualTo(other.main());
        List<String> log = one.here().log(one.main());
        assertThat(log).containsAll(edits);
        assertThat(log.stream().filter(edits::contains)).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(one.titles()))
                .containsExactly("One", "Other")
                .isEqualTo(new TreeSet<>(other.titles()));
        one.assertVerified();
        other.assertVerified();
    }

    @Test
    void conflictIsSolvedInEitherWiki() throws IOException {
        one.page("One", "start");
        one.run(Outcome.PUSHED);
        edit(one, "One", 1);
        edit(other, "One", 2);

        assertThat(one.run(Outcome.CONFLICT).sentence())
                .isEqualTo(
                        "Wiki and remote changed the same places in one file. The wiki's side could not be pushed to the branch"
                                + " gitsync/handbook (The remote has one branch, main). Merge the wiki's main with the remote's main in a"
                                + " clone of the wiki and push it to the wiki; the mirror then continues by itself.");
        other.run(Outcome.CONFLICT);
        edit(other, "One", 1);
        settle();
        assertThat(one.main()).isEqualTo(other.main());
        one.assertVerified();
        other.assertVerified();
    }

    private void settle() {
        MirrorReport report = one.run();
        for (int i = 0; i < 6 && report.outcome() != Outcome.UP_TO_DATE; i++) {
            report = (i % 2 == 0 ? other : one).run();
        }
        assertThat(one.run().outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThat(other.run().outcome()).isEqualTo(Outcome.UP_TO_DATE);
    }

    private static void edit(MirrorFixture site, String title, int step) {
        Page page = site.wiki.pages(site.space, null, 100).stream()
                .filter(found -> found.content().title().equals(title))
                .findFirst()
                .orElseThrow();
        site.edit(page.id(), String.valueOf(step));
    }
}
