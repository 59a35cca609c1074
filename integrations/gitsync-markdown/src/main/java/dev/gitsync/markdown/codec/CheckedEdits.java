package dev.gitsync.markdown.codec;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.move.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** New paths for some links of a text. They are written only if the text has the same links afterwards. */
final class CheckedEdits {
    /** If all paths together fail, this many are tried one by one. */
    private static final int MAX_TRIES = 50;

    private final MarkdownDocument document;
    /** The new paths as written, by the index of the link. */
    private final SortedMap<Integer, String> paths = new TreeMap<>();

    CheckedEdits(MarkdownDocument document) {
        this.document = document;
    }

    void add(int link, String path) {
        if (!path.equals(written(document.links().get(link), document.text()))) {
            paths.put(link, path);
        }
    }

    static String written(MarkdownLink link, String text) {
        return link.destination().pathRange().of(text);
    }

    /** Returns the text with all paths that can be written. */
    String text() {
        if (paths.isEmpty()) {
            return document.text();
        }
        if (isSound(paths)) {
            return edited(paths);
        }
        SortedMap<Integer, String> kept = new TreeMap<>();
        int tries = 0;
        for (Integer link : paths.keySet()) {
            kept.put(link, paths.get(link));
            if (++tries > MAX_TRIES || !isSound(kept)) {
                kept.remove(link);
            }
        }
        return edited(kept);
    }

    private String edited(SortedMap<Integer, String> changed) {
        return TextEdit.apply(document.text(), edits(changed));
    }

    private List<TextEdit> edits(SortedMap<Integer, String> changed) {
        List<TextEdit> edits = new ArrayList<>();
        changed.forEach((link, path) ->
                edits.add(new TextEdit(document.links().get(link).destination().pathRange(), path)));
        return edits;
    }

    private boolean isSound(SortedMap<Integer, String> changed) {
        if (!TextEdit.areInOrder(edits(changed))) {
            return false;
        }
        String edited = edited(changed);
        MarkdownDocument after = MarkdownDocument.parse(edited);
        List<MarkdownLink> links = document.links();
        boolean sound = after.isComplete() && after.links().size() == links.size();
        for (int i = 0; sound && i < links.size(); i++) {
            MarkdownLink before = links.get(i);
            MarkdownLink now = after.links().get(i);
            String expected = changed.getOrDefault(i, written(before, document.text()));
            sound = before.kind() == now.kind()
                    && written(now, edited).equals(expected)
                    && rest(before, document.text()).equals(rest(now, edited));
        }
        return sound;
    }

    /** Returns what follows the path in the destination. */
    private static String rest(MarkdownLink link, String text) {
        return text.substring(
                link.destination().pathRange().end(), link.destination().range().end());
    }
}
