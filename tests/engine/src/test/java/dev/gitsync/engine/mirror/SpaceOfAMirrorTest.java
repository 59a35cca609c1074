package dev.gitsync.engine.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.model.Space;
import dev.gitsync.tests.remotes.RemoteCall;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The space of a mirror is disabled, removed or renamed while the mirror runs: nothing is taken in, and nothing is lost. */
class SpaceOfAMirrorTest {
    private final MirrorFixture site = new MirrorFixture();
    private ObjectId there;

    @BeforeEach
    void bothMoved() throws IOException {
        site.page("Setup", "first");
        site.run(Outcome.PUSHED);
        site.page("Here", "here");
        there = site.commitThere("There.md", "there", "There");
    }

    private void duringTheFetch(Runnable change) {
        site.remote.interfere(call -> {
            if (call == RemoteCall.FETCH) {
                change.run();
            }
        });
    }

    private void assertStoppedAndContinuedAfter(Runnable repair) throws IOException {
        assertThat(site.run(Outcome.DISABLED).sentence()).isEqualTo("Git sync is not enabled for the space handbook.");
        assertThat(site.there.branch("main")).isEqualTo(there);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Here");

        site.remote.clearFaults();
        repair.run();
        site.run(Outcome.BOTH_WAYS);
        assertThat(site.titles()).containsExactlyInAnyOrder("Setup", "Here", "There");
        site.assertSettled();
    }

    @Test
    void isDisabledDuringARun() throws IOException {
        duringTheFetch(() -> site.spaces.enable(site.space.id(), false));
        assertStoppedAndContinuedAfter(() -> site.spaces.enable(site.space.id(), true));
    }

    @Test
    void isRemovedDuringARun() throws IOException {
        duringTheFetch(() -> site.spaces.remove(site.space.id()));
        assertStoppedAndContinuedAfter(() -> site.spaces.add(site.space));
    }

    @Test
    void isRenamedDuringARun() throws IOException {
        duringTheFetch(() -> site.spaces.add(new Space(site.space.id(), site.space.tenant(), "Manual")));
        site.run(Outcome.BOTH_WAYS);
        site.assertSettled();
    }
}
