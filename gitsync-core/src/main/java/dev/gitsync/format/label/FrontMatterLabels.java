package dev.gitsync.format.label;

import dev.gitsync.format.FrontMatter;
import dev.gitsync.format.FrontMatterValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Labels in the front matter of a text, YAML or TOML ({@link FrontMatter}):
 *
 * <ol>
 *   <li><b>Reading.</b> The labels are those of all entries with one of the keys. An entry is a list, in brackets or with a dash in each
 *       line, or a string with labels between commas or, if it has no comma, between blanks. In TOML, it may be in a table {@code
 *       taxonomies}. An item that is not a plain string, such as a mapping or an alias, is not a label.
 *   <li><b>Editing.</b> Items are added to the first entry, and removed from each. Quotes, separators, comments and line ends stay as they
 *       are, and new items are like their neighbours. Without an entry, one is added after all others; without front matter, a block of
 *       YAML is added.
 *   <li>The edited text is read again. If it has not exactly the expected labels, the value is written anew as a list; if that does not
 *       help, the edit is refused.
 * </ol>
 *
 * <p>An entry with another value, such as a mapping or an anchor, stays as it is. If there is no other entry, the labels of the text
 * can't be read. Stateless and safe for use by several threads.
 */
public final class FrontMatterLabels implements LabelFormat {
    /** Creates a format. */
    public FrontMatterLabels() {}

    /** The entries for labels of a text that can be read, and the key of one that can't. */
    private record Entries(List<LabelValue> values, Optional<String> unreadable) {
        static Entries of(String text, List<String> keys) {
            List<LabelValue> values = new ArrayList<>();
            Optional<String> unreadable = Optional.empty();
            Optional<FrontMatter> block = FrontMatter.find(text);
            for (String key : keys) {
                Optional<FrontMatterValue> at = block.flatMap(found -> found.findValue(key));
                if (at.isPresent()) {
                    Optional<LabelValue> value = LabelValues.read(text, at.get());
                    value.ifPresent(values::add);
                    unreadable = value.isEmpty() && unreadable.isEmpty() ? Optional.of(key) : unreadable;
                }
            }
            return new Entries(values, unreadable);
        }

        Set<String> labels() {
            Set<String> labels = new LinkedHashSet<>();
            values.forEach(value -> labels.addAll(value.labels()));
            return labels;
        }
    }

    @Override
    public LabelReading read(String text, List<String> keys) {
        Entries entries = Entries.of(text, keys);
        return entries.values().isEmpty() && entries.unreadable().isPresent()
                ? new LabelReading.Unreadable(reason(entries.unreadable().get()))
                : new LabelReading.Found(List.copyOf(entries.labels()));
    }

    private static String reason(String key) {
        return "The entry '" + key
                + "' of the front matter is neither a list of strings nor one string, so the labels of this page can"
                + " only be changed in its text.";
    }

    @Override
    public LabelEditing edit(String text, List<String> keys, LabelEdit edit) {
        if (edit.isEmpty()) {
            return new LabelEditing.Edited(text);
        }
        Entries before = Entries.of(text, keys);
        Set<String> expected = before.labels();
        expected.removeAll(edit.removed());
        expected.addAll(edit.added());
        if (before.values().isEmpty()) {
            return before.unreadable()
                    .<LabelEditing>map(key -> new LabelEditing.Refused(reason(key)))
                    .orElseGet(() -> added(text, keys, edit.added()));
        }
        String edited = text;
        List<String> added = edit.added();
        for (String key : keys) {
            if (value(edited, key).isPresent()) {
                edited = edited(edited, key, edit.removed(), added);
                added = List.of();
            }
        }
        return checked(edited, keys, expected);
    }

    private static LabelEditing added(String text, List<String> keys, List<String> labels) {
        if (labels.isEmpty()) {
            return new LabelEditing.Edited(text);
        }
        Optional<FrontMatter> block = FrontMatter.find(text);
        FrontMatterValue.Syntax syntax =
                block.map(FrontMatter::newEntrySyntax).orElse(FrontMatterValue.Syntax.YAML_FLOW);
        String list = LabelStrings.list(labels, syntax);
        String key = keys.get(0);
        String edited =
                block.map(found -> found.append(key, list)).orElseGet(() -> FrontMatter.create(text, key, list));
        return checked(edited, keys, new LinkedHashSet<>(labels));
    }

    private static Optional<LabelValue> value(String text, String key) {
        return FrontMatter.find(text).flatMap(block -> block.findValue(key)).flatMap(at -> LabelValues.read(text, at));
    }

    /** Returns the text with another value of one entry, or the text itself if that is not possible. */
    private static String edited(String text, String key, Set<String> removed, List<String> added) {
        LabelValue value = value(text, key).orElse(null);
        if (value == null || (added.isEmpty() && value.labels().stream().noneMatch(removed::contains))) {
            return text;
        }
        Set<String> expected = new LinkedHashSet<>(value.labels());
        expected.removeAll(removed);
        expected.addAll(added);
        String edited = value.edited(removed, added);
        if (has(edited, key, expected)) {
            return edited;
        }
        return value.rewritten(List.copyOf(expected))
                .filter(rewritten -> has(rewritten, key, expected))
                .orElse(text);
    }

    private static boolean has(String text, String key, Set<String> expected) {
        return value(text, key)
                .filter(value -> Set.copyOf(value.labels()).equals(expected))
                .isPresent();
    }

    private static LabelEditing checked(String edited, List<String> keys, Set<String> expected) {
        return Entries.of(edited, keys).labels().equals(expected)
                ? new LabelEditing.Edited(edited)
                : new LabelEditing.Refused(
                        "The front matter can't be edited without a change of other entries, so the labels of this page can only be"
                                + " changed in its text.");
    }
}
