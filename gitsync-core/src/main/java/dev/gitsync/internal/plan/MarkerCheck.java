package dev.gitsync.internal.plan;

import dev.gitsync.format.PageFormat;
import dev.gitsync.internal.identity.PageFile;
import dev.gitsync.internal.proposal.ConflictMarkers;
import dev.gitsync.internal.proposal.TreeChanges;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeDelta;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the pages into which a push introduces conflict markers (law 9). A page that already had them passes, wherever its file is
 * now: its text is compared with the text of the same page in {@code main}. Content that {@code main} once had at that path, such
 * as that of a deleted page, may return unchanged.
 */
final class MarkerCheck {
    private static final String PROBLEM = " still holds conflict markers (<<<<<<<, =======, >>>>>>>);"
            + " resolve the conflict, or indent them if they belong to the text";

    private final MainHistory history;
    private final PushedTree pushed;
    private final TreeChanges changes;

    MarkerCheck(MainHistory history, PushedTree pushed, TreeChanges changes) {
        this.history = history;
        this.pushed = pushed;
        this.changes = changes;
    }

    /** Returns a sentence for each file with markers that its page did not have. */
    List<String> problems(List<PageFile> marked, PageSearch.Found found) throws IOException {
        Map<MainHistory.PastFile, String> suspects = new LinkedHashMap<>();
        for (PageFile file : marked) {
            Optional<PageFile> before = before(file, found);
            if (before.isEmpty() || ConflictMarkers.isBroughtIn(text(file), text(before.get()))) {
                String path = pushed.file(file.path()).orElseThrow();
                suspects.put(new MainHistory.PastFile(path, file.blob().name()), path);
            }
        }
        history.held(suspects.keySet()).forEach(suspects::remove);
        return suspects.values().stream()
                .map(path -> Paths.shown(path) + PROBLEM)
                .toList();
    }

    private Optional<PageFile> before(PageFile file, PageSearch.Found found) throws IOException {
        RemovedPage moved = found.pages().get(file.path());
        if (moved != null) {
            return Optional.of(moved.file());
        }
        Optional<String> path = pushed.file(file.path());
        TreeDelta edit = path.isEmpty() ? null : changes.changedFiles().get(path.get());
        return edit == null || edit.before() == null
                ? Optional.empty()
                : Optional.of(new PageFile(file.path(), edit.before().id()));
    }

    private String text(PageFile file) throws IOException {
        return pushed.read(file.path(), file.blob()) instanceof PageFormat.Reading.Recognized page ? page.text() : "";
    }
}
