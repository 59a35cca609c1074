package dev.gitsync.settings;

import dev.gitsync.error.InvalidInputException;
import dev.gitsync.model.PageConventions;
import dev.gitsync.settings.descriptor.Setting;
import dev.gitsync.settings.descriptor.SettingValues;
import java.util.Arrays;
import java.util.List;

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

    private final SettingValues values;

    PageSettings(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(FOLDER_PAGES, ORDER_FILES);
    }

    /** Returns the names of files that are the page of their folder, see {@link PageConventions#folderPages()}; none by default. */
    public List<String> folderPages() {
        return values.find(FOLDER_PAGES).map(PageSettings::read).orElse(List.of());
    }

    /** Returns whether files called {@code .order} are attachments, see {@link PageConventions#orderFiles()}; false by default. */
    public boolean orderFiles() {
        return values.get(ORDER_FILES);
    }

    private static List<String> read(String names) {
        List<String> read = Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new PageConventions(read).folderPages();
    }

    private static boolean isValid(String names) {
        try {
            read(names);
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

        /** Sets {@link PageSettings#orderFiles()}. */
        public Builder orderFiles(boolean areAttachments) {
            values.set(ORDER_FILES, areAttachments);
            return this;
        }
    }
}
