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
            .standard("")
            .defaultText("none")
            .rule("names with commas between them", "must be names of files such as README.md", PageSettings::isValid)
            .meaning("files that are the page of their folder, in order of preference: `README.md, index.md`;"
                    + " takes effect for a space when its first page comes into git");

    private final SettingValues values;

    PageSettings(SettingValues values) {
        this.values = values;
    }

    /** The settings of this group, in the order of the table in {@code docs/operations.md}. */
    static List<Setting<?>> descriptors() {
        return List.of(FOLDER_PAGES);
    }

    /** Returns the conventions of spaces that have none of their own. */
    public PageConventions conventions() {
        return read(values.get(FOLDER_PAGES));
    }

    private static PageConventions read(String names) {
        return new PageConventions(Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList());
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

        /** Sets the names of {@link PageConventions#folderPages()}. */
        public Builder folderPages(String... names) {
            values.set(FOLDER_PAGES, String.join(",", names));
            return this;
        }
    }
}
