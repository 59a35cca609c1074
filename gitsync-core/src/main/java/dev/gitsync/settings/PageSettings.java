package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageConventions;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** How spaces keep their pages as files, unless a space has {@linkplain PageConventions conventions} of its own. Immutable. */
public final class PageSettings {
    private static final Setting<String> FOLDER_PAGES = Setting.text("pages.folderPages")
            .variable("GIT_SYNC_FOLDER_PAGES")
            .rule("list of file names", "must be a list such as README.md, index.md", PageSettings::isValid)
            .meaning("files that are the page of their folder, in order of preference; none by default;"
                    + " a change takes effect in the next cycles of each space, so use the same names on all replicas");

    private static final Setting<Boolean> ORDER_FILES = Setting.flag("pages.orderFiles")
            .variable("GIT_SYNC_ORDER_FILES")
            .standard(false)
            .meaning("files called .order are attachments, for an order of pages; once on for a space, it stays so");

    private static final Setting<String> LABEL_KEYS = Setting.text("pages.labelKeys")
            .variable("GIT_SYNC_LABEL_KEYS")
            .standard("tags, labels")
            .rule("list of keys or none", "must be a list such as tags, labels, or none", PageSettings::areKeys)
            .meaning(
                    "keys of front matter whose values are the labels of a page, in order of preference, if the wiki has labels;"
                            + " use the same keys on all replicas");

    private static final String NONE = "none";

    private final SettingValues values;

    PageSettings(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(FOLDER_PAGES, ORDER_FILES, LABEL_KEYS);
    }

    /** Returns the names of files that are the page of their folder, see {@link PageConventions#folderPages()}; none by default. */
    public List<String> folderPages() {
        return values.find(FOLDER_PAGES).map(PageSettings::read).orElse(List.of());
    }

    /** Returns whether files called {@code .order} are attachments, see {@link PageConventions#orderFiles()}; false by default. */
    public boolean orderFiles() {
        return values.get(ORDER_FILES);
    }

    /** Returns the keys of front matter whose values are labels, see {@link PageConventions#labelKeys()}; {@code tags} and {@code labels} by default. */
    public List<String> labelKeys() {
        return readKeys(values.get(LABEL_KEYS));
    }

    private static List<String> read(String names) {
        return new PageConventions(split(names)).folderPages();
    }

    private static List<String> readKeys(String keys) {
        List<String> read = keys.strip().equals(NONE) ? List.of() : split(keys);
        return Objects.requireNonNull(new PageConventions(List.of(), false, read).labelKeys());
    }

    private static List<String> split(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static boolean isValid(String names) {
        return isAccepted(() -> read(names));
    }

    private static boolean areKeys(String keys) {
        return isAccepted(() -> readKeys(keys));
    }

    private static boolean isAccepted(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Collects the settings of this group. Not safe for use by several threads. */
    public static final class Builder {
        private final SettingValues.Builder values;

        Builder(SettingValues.Builder values) {
            this.values = values;
        }

        /** Sets {@link PageSettings#folderPages()}: names, separated by commas. */
        public Builder folderPages(String names) {
            values.set(FOLDER_PAGES, names);
            return this;
        }

        /** Sets {@link PageSettings#labelKeys()}: keys, separated by commas, or {@code none}. */
        public Builder labelKeys(String keys) {
            values.set(LABEL_KEYS, keys);
            return this;
        }

        /** Sets {@link PageSettings#orderFiles()}. */
        public Builder orderFiles(boolean areAttachments) {
            values.set(ORDER_FILES, areAttachments);
            return this;
        }
    }
}
