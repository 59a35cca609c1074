package dev.gitsync.demo.web.sync;

import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.demo.events.SyncEvent.Kind;
import dev.gitsync.demo.events.Words;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Commits;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.lock.LockAttempt;
import dev.gitsync.report.PageFailure;
import dev.gitsync.report.SpaceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How a space and git stand. */
final class StatusView {
    private StatusView() {}

    static Html of(OpenSpace space, Look look) {
        return look.status()
                .map(status -> of(space, look, status))
                .orElseGet(() -> Html.of(
                        "<p class=\"state off\"><b>Git is switched off for this space.</b> Nobody can clone it.</p>"));
    }

    private static Html of(OpenSpace space, Look look, SpaceStatus status) {
        Html facts = Html.of(
                "<div><dt>main</dt><dd>{}, {}</dd></div><div><dt>At work</dt><dd>{}</dd></div>{}{}",
                status.main() == null ? Html.text("no commit yet") : Commits.id(status.main()),
                Words.count(status.pages(), "page"),
                holder(status, look.isOperated()),
                last(space, "Last pull", look.newest(Kind.PULL)),
                last(space, "Last push", look.newest(Kind.PUSH, Kind.REFUSED)));
        return Html.of("{}<dl class=\"facts\">{}</dl>{}", state(status), facts, failed(status.failed()));
    }

    private static Html state(SpaceStatus status) {
        if (!status.isBehind()) {
            return Html.of(
                    "<p class=\"state good\"><b>Up to date.</b> Every edit of the wiki is in <code>main</code>.</p>");
        }
        return status.waitingSince()
                .map(since -> Html.of(
                        "<p class=\"state behind\"><b>Behind</b> since {} ({}). The next fetch or sync brings it in.</p>",
                        Times.at(since),
                        lag(Duration.between(since, Instant.now()))))
                .orElseGet(() ->
                        Html.of("<p class=\"state behind\"><b>Behind.</b> The next fetch or sync brings it in.</p>"));
    }

    private static String lag(Duration lag) {
        long seconds = Math.max(0, lag.toSeconds());
        return seconds < 120
                ? Words.count(seconds, "second")
                : seconds < 7_200 ? Words.count(seconds / 60, "minute") : Words.count(seconds / 3_600, "hour");
    }

    private static String holder(SpaceStatus status, boolean isOperated) {
        return status.holder()
                .map(holder -> holder == LockAttempt.Holder.THIS_PROCESS
                        ? "this server holds the lease"
                        : "another server holds the lease")
                .orElse(isOperated ? "this server, for an operator" : "nobody");
    }

    private static Html last(OpenSpace space, String what, Optional<SyncEvent> event) {
        return event.map(happened -> Html.of(
                        "<div><dt>{}</dt><dd><a href=\"{}\">{}</a>, {}</dd></div>",
                        what,
                        Links.event(space.id(), happened.id()),
                        Times.at(happened.time()),
                        happened.what().kind() == Kind.REFUSED
                                ? "refused"
                                : happened.what().summary()))
                .orElse(Html.EMPTY);
    }

    private static Html failed(List<PageFailure> failed) {
        if (failed.isEmpty()) {
            return Html.EMPTY;
        }
        List<Html> items = failed.stream()
                .map(failure -> Html.of(
                        "<li><a href=\"{}\">{}</a>, version {}: {}</li>",
                        Links.page(failure.page()),
                        failure.page().value(),
                        failure.version(),
                        failure.reason()))
                .toList();
        return Html.of("""
                <section class="alert"><p><b>{} could not be brought into git.</b>
                The last good text stays in main, and every sync tries again.</p><ul>{}</ul></section>""", Words.count(failed.size(), "page"), items);
    }
}
