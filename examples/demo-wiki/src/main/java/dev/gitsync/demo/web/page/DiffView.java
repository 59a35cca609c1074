package dev.gitsync.demo.web.page;

import dev.gitsync.demo.diff.DiffLine;
import dev.gitsync.demo.diff.Span;
import dev.gitsync.demo.diff.TextDiff;
import dev.gitsync.demo.events.Words;
import dev.gitsync.demo.html.Html;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a table, in words as well as in colours. */
final class DiffView {
    /** Beyond this a browser gets slow. */
    private static final int MOST_LINES = 3_000;

    private DiffView() {}

    static Html of(TextDiff diff) {
        if (diff.hunks().isEmpty()) {
            return Html.of("<p class=\"empty\">The text is the same.</p>");
        }
        List<Html> bodies = new ArrayList<>();
        int shown = 0;
        int left = 0;
        for (List<DiffLine> hunk : diff.hunks()) {
            List<DiffLine> part = hunk.subList(0, Math.min(hunk.size(), MOST_LINES - shown));
            shown += part.size();
            left += hunk.size() - part.size();
            bodies.add(Html.of(
                    "<tbody>{}</tbody>", part.stream().map(DiffView::row).toList()));
        }
        return Html.of(
                """
                <p class="meta">{} added, {} removed</p>
                <div class="scroll" tabindex="0" role="region" aria-label="Changed lines">
                <table class="diff"><caption class="unseen">Lines that changed, with those around them</caption>
                <thead class="unseen"><tr><th scope="col">Old line</th><th scope="col">New line</th>
                <th scope="col">Change</th><th scope="col">Text</th></tr></thead>
                {}</table></div>
                {}""",
                Words.count(diff.added(), "line"),
                Words.count(diff.removed(), "line"),
                bodies,
                left == 0 ? Html.EMPTY : Html.of("<p class=\"empty\">{} left out.</p>", Words.count(left, "line")));
    }

    private static Html row(DiffLine line) {
        return switch (line.sign()) {
            case SAME ->
                Html.of(
                        "<tr><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"sign\"></td><td>{}</td></tr>",
                        line.before(),
                        line.after(),
                        text(line));
            case REMOVED -> Html.of("""
                    <tr class="removed"><td class="n">{}</td><td class="n"></td>
                    <td class="sign"><span aria-hidden="true">−</span><span class="unseen">removed</span></td>
                    <td><del>{}</del></td></tr>""", line.before(), text(line));
            case ADDED -> Html.of("""
                    <tr class="added"><td class="n"></td><td class="n">{}</td>
                    <td class="sign"><span aria-hidden="true">+</span><span class="unseen">added</span></td>
                    <td><ins>{}</ins></td></tr>""", line.after(), text(line));
        };
    }

    private static List<Html> text(DiffLine line) {
        boolean all = line.spans().stream().allMatch(Span::changed);
        return line.spans().stream()
                .map(span -> span.changed() && !all ? Html.of("<b>{}</b>", span.text()) : Html.text(span.text()))
                .toList();
    }
}
