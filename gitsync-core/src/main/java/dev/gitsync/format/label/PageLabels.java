package dev.gitsync.format.label;

import dev.gitsync.model.Labels;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The labels of pages of one space: how texts and the wiki have them. Labels of a text that the wiki can't have stay in the text,
 * whatever else is edited. Safe for use by several threads, if its parts are.
 */
public final class PageLabels {
    private final LabelFormat format;
    private final List<String> keys;
    private final LabelRules rules;

    /**
     * Creates an instance.
     *
     * @param keys the keys of labels in the space, in order of preference; none if its texts have no labels
     */
    public PageLabels(LabelFormat format, List<String> keys, LabelRules rules) {
        this.format = format;
        this.keys = List.copyOf(keys);
        this.rules = rules;
    }

    /** Returns the labels of a text as the wiki has them; empty if they can't be read, or if texts have no labels. */
    public Optional<Labels> of(String text) {
        if (keys.isEmpty() || !(format.read(text, keys) instanceof LabelReading.Found found)) {
            return Optional.empty();
        }
        List<String> labels = new ArrayList<>();
        found.labels().forEach(written -> stored(written).ifPresent(labels::add));
        return Optional.of(Labels.of(labels));
    }

    /**
     * Returns the labels of a text that the wiki can't have, as they are written in it. If the labels can't be read at all, returns the
     * reason, a sentence for the author. Returns nothing if the wiki has all of them.
     */
    public List<String> notStored(String text) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return format.read(text, keys).accept(new LabelReading.Visitor<>() {
            @Override
            public List<String> visitFound(LabelReading.Found found) {
                return found.labels().stream()
                        .filter(label -> stored(label).isEmpty())
                        .map(label -> "'" + label + "'")
                        .toList();
            }

            @Override
            public List<String> visitUnreadable(LabelReading.Unreadable unreadable) {
                return List.of(unreadable.reason());
            }
        });
    }

    /**
     * Returns the text with these labels. Nothing changes if it has them already. If texts have no labels, returns the text itself.
     */
    public LabelEditing write(String text, Labels labels) {
        if (keys.isEmpty()) {
            return new LabelEditing.Edited(text);
        }
        return format.read(text, keys).accept(new LabelReading.Visitor<>() {
            @Override
            public LabelEditing visitFound(LabelReading.Found found) {
                LabelEdit edit = edit(found.labels(), labels);
                return edit.isEmpty() ? new LabelEditing.Edited(text) : format.edit(text, keys, edit);
            }

            @Override
            public LabelEditing visitUnreadable(LabelReading.Unreadable unreadable) {
                return new LabelEditing.Refused(unreadable.reason());
            }
        });
    }

    private LabelEdit edit(List<String> written, Labels labels) {
        Set<String> had = new LinkedHashSet<>();
        Set<String> removed = new LinkedHashSet<>();
        for (String label : written) {
            Optional<String> stored = stored(label);
            stored.ifPresent(had::add);
            if (stored.isPresent() && !labels.contains(stored.get())) {
                removed.add(label);
            }
        }
        List<String> added =
                labels.names().stream().filter(label -> !had.contains(label)).toList();
        return new LabelEdit(removed, added);
    }

    private Optional<String> stored(String written) {
        return Labels.isValid(written) ? rules.stored(written).filter(Labels::isValid) : Optional.empty();
    }
}
