package dev.gitsync.internal.labels;

import dev.gitsync.format.label.LabelEditing;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.format.label.PageLabels;
import dev.gitsync.model.Change;
import dev.gitsync.model.Labels;
import dev.gitsync.model.Page;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.Space;
import dev.gitsync.push.PushValidator;
import dev.gitsync.store.PageChange;
import dev.gitsync.store.PageStore;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Converts contents of pages between the two forms:
 *
 * <ol>
 *   <li>The wiki has labels apart from texts. A text may have labels as well; those of the wiki count.
 *   <li>The engine sees texts that have exactly the labels of the wiki, so that a changed label is a changed text: planner, merge, index,
 *       {@code verify} and {@code repair} need no knowledge of labels.
 * </ol>
 *
 * A text that can't have the labels stays as it is. Immutable.
 */
public final class SpaceLabels {
    private final LabelFormat format;
    private final List<String> defaultKeys;
    private final @Nullable LabelRules rules;

    private SpaceLabels(LabelFormat format, List<String> defaultKeys, @Nullable LabelRules rules) {
        this.format = format;
        this.defaultKeys = defaultKeys;
        this.rules = rules;
    }

    /**
     * Returns the labels of a wiki.
     *
     * @param defaultKeys the keys in spaces without keys of their own
     */
    public static SpaceLabels of(LabelFormat format, List<String> defaultKeys, PageStore store) {
        return new SpaceLabels(format, defaultKeys, store.labels().orElse(null));
    }

    /** Returns whether the wiki has labels. */
    boolean arePresent() {
        return rules != null;
    }

    /** Returns a validator that passes plans with labels apart from texts to another one. */
    public PushValidator apart(PushValidator validator) {
        return rules == null
                ? validator
                : (space, pusher, plan) -> validator.refusal(space, pusher, toWiki(space, plan));
    }

    private PageLabels in(Space space) {
        PageConventions conventions = space.conventions();
        List<String> keys = conventions == null ? null : conventions.labelKeys();
        return new PageLabels(format, keys == null ? defaultKeys : keys, Objects.requireNonNull(rules));
    }

    /** Returns what the wiki can't have of the labels of a text: each label, or why none can be read. */
    public List<String> notStored(Space space, String text) {
        return arePresent() ? in(space).notStored(text) : List.of();
    }

    Page inText(Space space, Page page) {
        return new Page(page.id(), page.version(), inText(space, page.content()));
    }

    Change inText(Space space, Change change) {
        return change instanceof Change.Revision revision
                ? new Change.Revision(
                        revision.id(), revision.version(), inText(space, revision.content()), revision.provenance())
                : change;
    }

    private PageContent inText(Space space, PageContent content) {
        Labels labels = content.labels();
        String text = content.text();
        if (labels == null || text == null) {
            return content.withLabels(null);
        }
        return in(space).write(text, labels) instanceof LabelEditing.Edited edited
                ? new PageContent(content.parent(), content.title(), edited.text())
                : content.withLabels(null);
    }

    List<PageChange> toWiki(Space space, List<PageChange> changes) {
        PageLabels labels = in(space);
        return changes.stream().map(change -> toWiki(labels, change)).toList();
    }

    private static PageChange toWiki(PageLabels labels, PageChange change) {
        if (change instanceof PageChange.Create create) {
            return new PageChange.Create(create.id(), toWiki(labels, create.content()), create.provenance());
        }
        if (change instanceof PageChange.Update update) {
            return new PageChange.Update(
                    update.id(),
                    update.expectedVersion(),
                    update.base(),
                    toWiki(labels, update.content()),
                    update.provenance());
        }
        return change instanceof PageChange.Restore restore
                ? new PageChange.Restore(
                        restore.id(),
                        restore.expectedVersion(),
                        toWiki(labels, restore.content()),
                        restore.provenance())
                : change;
    }

    private static PageContent toWiki(PageLabels labels, PageContent content) {
        String text = content.text();
        return content.withLabels(text == null ? null : labels.of(text).orElse(null));
    }
}
