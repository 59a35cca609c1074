package dev.gitsync.demo.labels;

import dev.gitsync.format.label.FrontMatterLabels;
import dev.gitsync.format.label.LabelEditing;
import dev.gitsync.format.label.LabelRules;
import dev.gitsync.format.label.PageLabels;
import dev.gitsync.model.Labels;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageConventions;
import dev.gitsync.model.Space;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the labels of a page and the front matter of its text stay the same:
 *
 * <ol>
 *   <li>An author who changes the labels changes the front matter and nothing else.
 *   <li>An author who changes the labels in the text changes those of the page.
 * </ol>
 */
public final class PageLabelTexts {
    private static final int MAX_LABELS = 100;
    private static final int MAX_LENGTH = 100;

    private final List<String> defaultKeys;

    /**
     * Reads and writes front matter.
     *
     * @param defaultKeys the keys in spaces without keys of their own
     */
    public PageLabelTexts(List<String> defaultKeys) {
        this.defaultKeys = defaultKeys;
    }

    /** A content with matching labels and text, or the sentence that says why there is none. */
    public record Edited(PageContent content, Optional<String> refusal) {}

    PageLabels in(Space space) {
        PageConventions conventions = space.conventions();
        List<String> keys = conventions == null ? null : conventions.labelKeys();
        return new PageLabels(new FrontMatterLabels(), keys == null ? defaultKeys : keys, LabelRules.exact());
    }

    /** The labels of a page: those that the wiki knows, else those in its text. */
    public Labels of(Space space, PageContent content) {
        String text = content.text();
        if (content.labels() != null) {
            return content.labels();
        }
        return text == null ? Labels.none() : in(space).of(text).orElse(Labels.none());
    }

    /** A new page as its author wants it. */
    public Edited created(Space space, PageContent wanted) {
        return changed(space, wanted.withText("").withLabels(null), wanted);
    }

    /** An edited page as its author wants it; labels that are null stay. */
    public Edited changed(Space space, PageContent before, PageContent wanted) {
        Labels old = of(space, before);
        Labels asked = wanted.labels() == null ? old : wanted.labels();
        String text = wanted.text();
        if (!asked.equals(old)) {
            Optional<String> objection = objection(asked.without(old), asked);
            return objection.isPresent() || text == null
                    ? new Edited(wanted.withLabels(asked), objection)
                    : written(space, wanted.withLabels(asked), text);
        }
        if (text == null || text.equals(before.text())) {
            return new Edited(wanted.withLabels(before.labels()), Optional.empty());
        }
        Labels inText = in(space).of(text).orElse(old);
        boolean isSame =
                before.text() != null && in(space).of(before.text()).orElse(old).equals(inText);
        return new Edited(wanted.withLabels(isSame ? before.labels() : inText), Optional.empty());
    }

    private Edited written(Space space, PageContent wanted, String text) {
        LabelEditing editing = in(space).write(text, Objects.requireNonNull(wanted.labels()));
        return editing instanceof LabelEditing.Edited edited
                ? new Edited(wanted.withText(edited.text()), Optional.empty())
                : new Edited(wanted, Optional.of(((LabelEditing.Refused) editing).reason()));
    }

    private static Optional<String> objection(Labels added, Labels all) {
        boolean isLong = added.names().stream().anyMatch(name -> name.length() > MAX_LENGTH);
        return isLong || all.names().size() > MAX_LABELS
                ? Optional.of("A page has at most " + MAX_LABELS + " labels of " + MAX_LENGTH + " characters each.")
                : Optional.empty();
    }
}
