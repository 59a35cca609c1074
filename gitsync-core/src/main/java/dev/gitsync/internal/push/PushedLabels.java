package dev.gitsync.internal.push;

import dev.gitsync.internal.labels.SpaceLabels;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Space;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.store.PageChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the labels of pushed files that the wiki does not take. Only files whose contents the push changes count.
 *
 * @param labels the labels of the wiki
 */
record PushedLabels(SpaceLabels labels) {
    private static final int SHOWN = 10;
    private static final int LABELS_OF_FILE = 5;

    /** Returns sentences for the pusher. */
    List<String> notes(Space space, PushPlan plan, PushOptions options) {
        Map<PageId, String> texts = new HashMap<>();
        for (PageChange change : plan.changes()) {
            String text = change.contentAfter().map(PageContent::text).orElse(null);
            if (text != null) {
                texts.put(change.id(), text);
            }
        }
        List<String> lines = new ArrayList<>();
        for (PushedPage page : plan.receipt()) {
            String text = isWritten(page) ? texts.get(page.page()) : null;
            List<String> left = text == null ? List.of() : labels.notStored(space, text);
            if (!left.isEmpty()) {
                lines.add(Paths.shown(page.path()) + ": " + shown(left));
            }
        }
        if (lines.isEmpty()) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add((lines.size() == 1 ? "1 file has" : lines.size() + " files have")
                + " labels that the wiki does not take. They stay in the file:");
        notes.addAll(options.listed(lines, lines.size(), SHOWN));
        return notes;
    }

    private static boolean isWritten(PushedPage page) {
        return page.action() == PushedPage.Action.CREATED || page.action() == PushedPage.Action.UPDATED;
    }

    private static String shown(List<String> labels) {
        List<String> first = labels.subList(0, Math.min(LABELS_OF_FILE, labels.size()));
        String more = first.size() < labels.size() ? " and " + (labels.size() - first.size()) + " more" : "";
        return String.join(", ", first.stream().map(Paths::shown).toList()) + more;
    }
}
