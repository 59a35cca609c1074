package dev.gitsync.demo.web;

import dev.gitsync.demo.mirror.MirrorLook;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.sync.Operations;
import dev.gitsync.mirror.Mirror;
import dev.gitsync.mirror.MirrorReport;
import dev.gitsync.mirror.MirrorState.Decision;
import dev.gitsync.mirror.Mirrors;
import dev.gitsync.mirror.RemoteCredentials;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Tests, runs and pauses a mirror, and stores decisions. */
final class MirrorRuns {
    private static final Duration TEST_PATIENCE = Duration.ofSeconds(15);

    private MirrorRuns() {}

    static Reply test(Visit visit) {
        MirrorVisit found = MirrorVisit.of(visit);
        return found.back(test(visit, found.mirror(), Optional.empty()));
    }

    /**
     * Tests the connection, and returns a sentence.
     *
     * @param typed credentials that are not stored, instead of those of the mirror
     */
    static String test(Visit visit, Mirror mirror, Optional<RemoteCredentials> typed) {
        Mirrors mirrors = visit.wiki().git().gitSync().mirrors();
        Operations operations = visit.wiki().git().operations();
        return operations
                .run(
                        "test by " + visit.account().name(),
                        TEST_PATIENCE,
                        () -> typed.map(given -> visit.wiki()
                                        .git()
                                        .mirrors()
                                        .typed()
                                        .with(given, reference -> mirrors.test(referring(mirror, reference))))
                                .orElseGet(() -> mirrors.test(mirror)))
                .map(MirrorReport::sentence)
                .orElse("The remote has not answered within " + TEST_PATIENCE.toSeconds() + " seconds.");
    }

    private static Mirror referring(Mirror mirror, String reference) {
        return new Mirror(
                mirror.id(), mirror.space(), mirror.url(), mirror.options().credentials(reference));
    }

    static Reply run(Visit visit) {
        MirrorVisit found = MirrorVisit.of(visit);
        return found.back(visit.wiki()
                .git()
                .operations()
                .run(
                        found.mirror().id(),
                        Operations.PATIENCE,
                        () -> found.mirrors().run(found.mirror().id()))
                .map(MirrorReport::sentence)
                .orElse("The run takes a while. This page will show its result."));
    }

    static Reply pause(Visit visit) {
        MirrorVisit found = MirrorVisit.of(visit);
        found.mirrors().setPaused(found.mirror().id(), visit.field("paused").equals("yes"));
        return found.back();
    }

    static Reply decide(Visit visit) {
        MirrorVisit found = MirrorVisit.of(visit);
        Decision decision = Arrays.stream(Decision.values())
                .filter(one -> one.name().equals(visit.field("decision")))
                .findFirst()
                .orElseThrow(HttpProblem::notFound);
        MirrorLook look = found.look();
        Optional<MirrorReport> seen =
                look.state().last().filter(last -> look.question().equals(visit.field("seen")));
        return found.back(
                seen.isPresent() && found.mirrors().decide(found.mirror().id(), decision, seen.get())
                        ? "Decided. The next run acts on it."
                        : "The mirror no longer waits for this decision. See below what it waits for now.");
    }

    static Reply mark(Visit visit) {
        return new Reply.Text(MirrorVisit.of(visit).look().mark());
    }
}
