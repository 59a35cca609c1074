package dev.gitsync.testkit.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitsync.format.label.LabelEdit;
import dev.gitsync.format.label.LabelEditing;
import dev.gitsync.format.label.LabelFormat;
import dev.gitsync.format.label.LabelReading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract tests for {@link LabelFormat}. Extend this class for your own format and run it. */
public abstract class LabelFormatContract {
    private static final int TRIES = 300;
    private static final List<String> LABELS = List.of(
            "a",
            "b",
            "java",
            "two words",
            "C#",
            "c++",
            "true",
            "null",
            "2024",
            "it's",
            "say \"hi\"",
            "a, b",
            "x: y",
            "-",
            "[z]",
            "{m}",
            "#hash",
            "Größe",
            "日本語",
            "back\\slash",
            "*star",
            "&and",
            "😀",
            "~",
            "ends:",
            "!tag",
            "%",
            "@at",
            "`",
            "|");

    /** Creates the contract; for subclasses. */
    protected LabelFormatContract() {}

    /** Returns the format under test. */
    protected abstract LabelFormat format();

    /** Returns keys of labels for the tests. */
    protected List<String> keys() {
        return List.of("tags", "labels");
    }

    /** Returns texts with labels in every form that the format can edit, and texts without. */
    protected abstract List<String> texts();

    /** Returns texts whose labels the format can't edit. */
    protected abstract List<String> unreadable();

    final List<String> allTexts() {
        List<String> all = new ArrayList<>(texts());
        all.addAll(unreadable());
        return all;
    }

    @Test
    void labelsAreReadOnceEach() {
        for (String text : texts()) {
            assertThat(labels(text)).as(text).doesNotHaveDuplicates().doesNotContain("");
        }
    }

    @Test
    void anEditWithoutLabelsReturnsTheText() {
        for (String text : allTexts()) {
            assertThat(format().edit(text, keys(), new LabelEdit(Set.of(), List.of())))
                    .isEqualTo(new LabelEditing.Edited(text));
        }
    }

    @Test
    void aTextThatCanNotBeEditedHasAReasonAndStays() {
        for (String text : unreadable()) {
            assertThat(format().read(text, keys())).as(text).isInstanceOf(LabelReading.Unreadable.class);
            LabelEditing editing = format().edit(text, keys(), new LabelEdit(Set.of(), List.of("new")));
            assertThat(editing).as(text).isInstanceOf(LabelEditing.Refused.class);
            assertThat(((LabelEditing.Refused) editing).reason()).endsWith(".");
        }
    }

    @Test
    void everyLabelCanBeAddedToEveryTextAndRemovedAgain() {
        for (String text : texts()) {
            for (String label : LABELS) {
                if (label.strip().equals(label) && !labels(text).contains(label)) {
                    String with = edited(text, Set.of(), List.of(label));
                    assertThat(labels(edited(with, Set.of(label), List.of())))
                            .as("'%s' removed from '%s'", label, with)
                            .containsExactlyInAnyOrderElementsOf(labels(text));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void editsHaveExactlyTheWantedLabels(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            String text = texts().get(random.nextInt(texts().size()));
            for (int edit = 0; edit < 4; edit++) {
                Set<String> removed = new LinkedHashSet<>();
                labels(text).stream().filter(label -> random.nextInt(3) == 0).forEach(removed::add);
                List<String> added = new ArrayList<>();
                for (String label : LABELS) {
                    if (random.nextInt(12) == 0
                            && label.strip().equals(label)
                            && !labels(text).contains(label)) {
                        added.add(label);
                    }
                }
                text = edited(text, removed, added);
            }
        }
    }

    /** Edits a text and checks the labels of the result. */
    protected final String edited(String text, Set<String> removed, List<String> added) {
        Set<String> expected = new LinkedHashSet<>(labels(text));
        expected.removeAll(removed);
        expected.addAll(added);
        LabelEditing editing = format().edit(text, keys(), new LabelEdit(removed, added));
        assertThat(editing)
                .as("%s without %s and with %s", text, removed, added)
                .isInstanceOf(LabelEditing.Edited.class);
        String edited = ((LabelEditing.Edited) editing).text();
        assertThat(labels(edited))
                .as("'%s' without %s and with %s is '%s'", text, removed, added, edited)
                .containsExactlyInAnyOrderElementsOf(expected);
        return edited;
    }

    private List<String> labels(String text) {
        LabelReading reading = format().read(text, keys());
        assertThat(reading).as(text).isInstanceOf(LabelReading.Found.class);
        return ((LabelReading.Found) reading).labels();
    }
}
