package dev.gitsync.demo.web.sync;

import dev.gitsync.demo.events.Progress;
import dev.gitsync.demo.events.SyncEvent;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Live;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageTree;
import java.util.List;

/** The sync page of a space. */
final class SyncView {
    private SyncView() {}

    static Html show(Visit visit, OpenSpace space, PageTree tree, Look look, String notice) {
        Html main = Html.of(
                """
                {}
                <h1>Sync</h1>
                <p class="lead">How the pages of {} and the branch <code>main</code> stand.</p>
                {}
                <div id="status" data-live>{}{}</div>
                {}
                <h2>What happened</h2>
                <div id="events" data-live>{}</div>""",
                live(space, look).html(),
                space.space().name(),
                Layout.alert(notice),
                StatusView.of(space, look),
                look.progress().map(SyncView::progress).orElse(Html.EMPTY),
                space.isOperated() && space.gitSync() ? buttons(visit, space) : Html.EMPTY,
                events(space, look.events()));
        return Layout.changing(visit, space, "Sync", TreeView.side(space, tree, null), main);
    }

    private static Live live(OpenSpace space, Look look) {
        String news = look.events().stream()
                .findFirst()
                .map(event -> EventView.headline(event) + ": " + event.what().summary() + ".")
                .orElse("");
        return new Live(Links.space(space.id(), "sync/mark"), look.mark(), news, "");
    }

    private static Html progress(Progress progress) {
        long all = progress.done() + progress.remaining().orElse(0);
        return progress.remaining().isEmpty()
                ? Html.of(
                        "<p class=\"progress\"><label>{} edits are in <progress></progress></label></p>",
                        progress.done())
                : Html.of("""
                        <p class="progress"><label>{} of {} edits are in
                        <progress max="{}" value="{}"></progress></label></p>""", progress.done(), all, all, progress.done());
    }

    private static Html buttons(Visit visit, OpenSpace space) {
        return Html.of(
                """
                <section class="operate" aria-label="Operate">
                <form method="post" action="{}">{}<button>Sync now</button></form>
                <form method="post" action="{}">{}<button class="quiet">Plan</button></form>
                <form method="post" action="{}">{}<button class="quiet">Verify</button></form>
                <p class="meta">Plan says what a sync would do, and does nothing. Verify proves that main is the wiki.</p>
                </section>""",
                Links.space(space.id(), "sync/now"),
                Layout.token(visit),
                Links.space(space.id(), "sync/plan"),
                Layout.token(visit),
                Links.space(space.id(), "sync/verify"),
                Layout.token(visit));
    }

    private static Html events(OpenSpace space, List<SyncEvent> events) {
        return events.isEmpty()
                ? Html.of("<p class=\"empty\">Nothing yet. Edit a page, clone the space, push something.</p>")
                : Html.of(
                        "<ol class=\"events\">{}</ol>",
                        events.stream()
                                .map(event -> EventView.item(space, event))
                                .toList());
    }
}
