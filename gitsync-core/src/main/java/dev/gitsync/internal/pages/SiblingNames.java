package dev.gitsync.internal.pages;

import dev.gitsync.format.PathNaming;
import dev.gitsync.internal.tree.NameQuery;
import dev.gitsync.internal.tree.Paths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The single rule for name collisions, used by pushes, wiki edits, merges, repair and {@code verify}: two entries of a folder have
 * the same name if
 *
 * <ol>
 *   <li>their whole names differ but have the same {@linkplain PathNaming#collisionKey collision key}: they differ only in case, in
 *       Unicode form or in invisible characters. This applies to files of every kind and to folders;
 *   <li>both belong to pages, their page names (a page file without its extension, or a folder) differ, and these have the same
 *       collision key. {@code Foo.md} and {@code Foo/} are one page; {@code Foo.md} and {@code foo/} are a collision.
 * </ol>
 *
 * Hidden entries are never pages, so that only the first part applies to them, and to the file in a folder that is the page of that
 * folder. Immutable.
 */
public final class SiblingNames {
    private final PageFiles files;
    private final UnaryOperator<String> key;

    /** Creates the rule for the names of these files. */
    public SiblingNames(PageFiles files) {
        this.files = files;
        this.key = files.naming()::collisionKey;
    }

    /**
     * Returns the collisions among the entries of one folder, each entry with the first one that it collides with.
     *
     * @param isAsked selects the names that matter; a collision of two others is omitted
     */
    public List<NameCollision> collisions(Collection<Sibling> siblings, Predicate<String> isAsked) {
        List<Sibling> ordered = new ArrayList<>(siblings);
        ordered.sort(Comparator.comparing(Sibling::name, Paths.BY_BYTES));
        Map<String, Sibling> byName = new HashMap<>();
        Map<String, Sibling> byPage = new HashMap<>();
        List<NameCollision> found = new ArrayList<>();
        for (Sibling sibling : ordered) {
            Optional<Sibling> sameName = Optional.ofNullable(byName.putIfAbsent(key(sibling.name()), sibling));
            Optional<Sibling> samePage = sibling.page()
                    .map(page -> byPage.putIfAbsent(key(page), sibling))
                    .filter(other -> !other.page().equals(sibling.page()));
            Stream.concat(
                            sameName.map(other -> new NameCollision(other, sibling, false)).stream(),
                            samePage.map(other -> new NameCollision(other, sibling, true)).stream())
                    .filter(collision -> isAsked.test(sibling.name())
                            || isAsked.test(collision.one().name()))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * Returns a query for the whole names that may collide with a page called {@code page}: those that are the same as its file's
     * or its folder's.
     */
    public NameQuery near(String page) {
        return new NameQuery(key, new HashSet<>(List.of(key(files.siblingFile(page)), key(page))));
    }

    /** Returns a query for the whole names that can't be in one folder with {@code name}, including {@code name}. */
    public NameQuery same(String name) {
        return new NameQuery(key, Set.of(key(name)));
    }

    /** Returns whether a page called {@code page} can't be in one folder with {@code other}, which is not part of it. */
    public boolean isTaken(String page, Sibling other) {
        return isSame(files.siblingFile(page), other.name()) || isFolderTaken(page, other);
    }

    /** Returns whether the page called {@code page} can't have a folder beside {@code other}, which is not part of it. */
    public boolean isFolderTaken(String page, Sibling other) {
        boolean isItsFolder = other.isFolder() && other.name().equals(page);
        return !isItsFolder && isSame(page, other.name());
    }

    /** Returns whether two whole names can't be in one folder; true for equal names. */
    public boolean isSame(String one, String other) {
        return key(one).equals(key(other));
    }

    private String key(String name) {
        return key.apply(name);
    }
}
