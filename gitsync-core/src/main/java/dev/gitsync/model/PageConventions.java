package dev.gitsync.model;

import dev.gitsync.error.InvalidInputException;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a space keeps its pages as files.
 *
 * @param folderPages the names of files that are the page of the folder that contains them, in order of preference, for example {@code
 *     README.md}, {@code index.md} and {@code _index.md}: {@code Guide/README.md} then is the page {@code Guide}, as is {@code
 *     Guide.md}. Names are compared exactly. None by default. If they change, the next cycles
 *     change the pages of the space, and no file
 * @param orderFiles whether files called {@code .order} are attachments, if the wiki has any: {@code Guide/.order} then is an attachment of
 *     the page {@code Guide}. Otherwise, they are in git alone like all hidden files. Takes effect in the next cycle; once true for a
 *     space, it stays so
 * @param labelKeys the keys of front matter whose values are labels, in order of preference, if the wiki {@linkplain
 *     dev.gitsync.store.PageStore#labels has labels}; none for a space whose files have no labels; null for those of the operator
 */
public record PageConventions(
        List<String> folderPages,
        boolean orderFiles,
        @Nullable List<String> labelKeys) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final PageConventions STANDARD = new PageConventions(List.of(), false);

    /** Creates conventions with the operator's keys of labels. */
    public PageConventions(List<String> folderPages, boolean orderFiles) {
        this(folderPages, orderFiles, null);
    }

    /** Creates conventions without order files. */
    public PageConventions(List<String> folderPages) {
        this(folderPages, false);
    }

    /**
     * Copies the lists.
     *
     * @throws InvalidInputException if a name is empty, hidden or a path, if a key is not a word, or if one occurs twice
     */
    public PageConventions {
        folderPages = List.copyOf(folderPages);
        for (String name : folderPages) {
            if (name.isBlank() || name.startsWith(".") || name.contains("/")) {
                throw new InvalidInputException("The name of a folder page is '" + name
                        + "', but it must be the name of a file that is not hidden, such as README.md");
            }
        }
        if (new HashSet<>(folderPages).size() < folderPages.size()) {
            throw new InvalidInputException("The names of folder pages are " + folderPages + ", but one occurs twice");
        }
        labelKeys = labelKeys == null ? null : keys(labelKeys);
    }

    private static List<String> keys(List<String> keys) {
        for (String key : keys) {
            if (!KEY.matcher(key).matches()) {
                throw new InvalidInputException("A key of labels is '" + key
                        + "', but it must consist of 1 to 64 letters, digits, dashes and underscores, such as tags");
            }
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new InvalidInputException("The keys of labels are " + keys + ", but one occurs twice");
        }
        return List.copyOf(keys);
    }

    /** Returns the conventions without folder pages and order files: the page {@code Guide} has the file {@code Guide.md}. */
    public static PageConventions standard() {
        return STANDARD;
    }
}
