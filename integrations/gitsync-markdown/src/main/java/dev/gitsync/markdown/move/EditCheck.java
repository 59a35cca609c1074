package dev.gitsync.markdown.move;

import dev.gitsync.markdown.MarkdownDocument;
import dev.gitsync.markdown.link.MarkdownLink;
import dev.gitsync.markdown.resolve.LinkResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks that a text has the same links after edits, those that were edited with their new targets. */
final class EditCheck {
    /** If all edits together fail, this many are tried one by one. */
    private static final int MAX_TRIES = 50;

    private final MarkdownDocument document;
    private final String linker;
    private final LinkResolver resolver;

    EditCheck(MarkdownDocument document, String linker, LinkResolver resolver) {
        this.document = document;
        this.linker = linker;
        this.resolver = resolver;
    }

    /** Returns the changes whose edits can be made, in the order of their places. */
    List<LinkChange> kept(List<LinkChange> changes) {
        List<LinkChange> possible =
                changes.stream().filter(change -> change.edit() != null).toList();
        if (possible.isEmpty() || isSound(possible)) {
            return possible;
        }
        List<LinkChange> kept = new ArrayList<>();
        for (LinkChange change : possible.subList(0, Math.min(MAX_TRIES, possible.size()))) {
            kept.add(change);
            if (!isSound(kept)) {
                kept.remove(change);
            }
        }
        return kept;
    }

    private boolean isSound(List<LinkChange> changes) {
        List<TextEdit> edits = changes.stream()
                .map(change -> Objects.requireNonNull(change.edit()))
                .toList();
        if (!TextEdit.areInOrder(edits)) {
            return false;
        }
        List<MarkdownLink> before = document.links();
        List<MarkdownLink> after =
                MarkdownDocument.parse(TextEdit.apply(document.text(), edits)).links();
        Map<Integer, LinkChange> changed = new HashMap<>();
        changes.forEach(change -> changed.put(change.index(), change));
        boolean sound = before.size() == after.size();
        for (int i = 0; sound && i < before.size(); i++) {
            LinkChange change = changed.get(i);
            sound = change == null
                    ? isSame(before.get(i), after.get(i))
                    : resolver.resolve(linker, after.get(i)).equals(change.target());
        }
        return sound;
    }

    private static boolean isSame(MarkdownLink link, MarkdownLink other) {
        return link.kind() == other.kind()
                && link.destination().raw().equals(other.destination().raw());
    }
}
