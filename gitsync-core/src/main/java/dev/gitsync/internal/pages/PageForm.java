package dev.gitsync.internal.pages;

/**
 * Where the file of a page is, relative to the path of the page: nowhere, beside the folder of the page ({@code Foo.md}), or inside of
 * it ({@code Foo/README.md}).
 *
 * @param place the place
 * @param name the name of a file inside of the folder; empty otherwise
 */
public record PageForm(Place place, String name) {
    /** The form of a page without a file. */
    public static final PageForm NONE = new PageForm(Place.NONE, "");
    /** The form of a page whose file is beside its folder. */
    public static final PageForm SIBLING = new PageForm(Place.SIBLING, "");

    /** The places of a file. */
    public enum Place {
        /** There is no file. */
        NONE,
        /** The file is beside the folder, and has its name. */
        SIBLING,
        /** The file is in the folder. */
        INNER
    }

    /** Returns the form of a page whose file is in its folder, under this name. */
    public static PageForm inner(String name) {
        return new PageForm(Place.INNER, name);
    }

    /** Returns whether there is a file. */
    public boolean hasFile() {
        return place != Place.NONE;
    }

    /** Returns whether the file is beside the folder. */
    public boolean isSibling() {
        return place == Place.SIBLING;
    }

    /** Returns whether the file is in the folder, so that it moves with it. */
    public boolean isInner() {
        return place == Place.INNER;
    }
}
