package dev.gitsync.internal.pages;

import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.PageId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files with the short id of an attachment before their extension, for an attachment whose plain name another one has. */
public record SuffixedNames(PathNaming naming) {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,16}");

    /** Decides whether a name may be used. */
    @FunctionalInterface
    public interface Check<E extends Exception> {
        /** Returns whether no other attachment has the name. */
        boolean isFree(String name) throws E;
    }

    /** Returns the extension of a name with its dot, or the empty string. */
    public static String extension(String name) {
        int dot = name.lastIndexOf('.');
        Matcher matcher = EXTENSION.matcher(dot <= 0 ? "" : name.substring(dot));
        return matcher.matches() ? matcher.group() : "";
    }

    /** Returns a name without its extension. */
    public static String stem(String name) {
        return name.substring(0, name.length() - extension(name).length());
    }

    /** Returns a name with the short id of an attachment. */
    public String with(PageId id, String name) {
        return with(id, name, "");
    }

    /** Returns the path with the short id in its last part and, if necessary, a number, so that it is free. */
    public <E extends Exception> String free(PageId id, String path, Check<E> check) throws E {
        String folder = Paths.parent(path);
        String candidate = Paths.join(folder, with(id, Paths.name(path)));
        for (int i = 2; !check.isFree(candidate); i++) {
            candidate = Paths.join(folder, with(id, Paths.name(path), "-" + i));
        }
        return candidate;
    }

    private String with(PageId id, String name, String number) {
        return naming.nameFor(stem(name), id) + number + extension(name);
    }
}
