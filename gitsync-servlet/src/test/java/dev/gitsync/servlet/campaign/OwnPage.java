package dev.gitsync.servlet.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A page that only the person changes who made it, with the pages below it. Not safe for use by several threads. */
final class OwnPage {
    private static final String SUFFIX = ".md";

    private final List<String> lines = new ArrayList<>();
    private final List<OwnPage> children = new ArrayList<>();
    private String path;

    /** Notes a page that was made with one line. */
    OwnPage(String path, String line) {
        this.path = path;
        lines.add(line);
    }

    /** Returns the path of a page with this title in a folder. */
    static String path(String folder, String title) {
        return folder + "/" + title + SUFFIX;
    }

    String path() {
        return path;
    }

    /** Returns the folder that has the pages below this one. */
    String folder() {
        return path.substring(0, path.length() - SUFFIX.length());
    }

    /** Returns the folder that has the page itself. */
    String parent() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    String title() {
        return folder().substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the lines of the page, which are the names of the changes that added them. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** Returns the page and those below it. */
    Stream<OwnPage> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(OwnPage::all));
    }

    void added(String line) {
        lines.add(line);
    }

    void added(OwnPage child) {
        children.add(child);
    }

    /** Notes that the page was moved, and those below it with it. */
    void movedTo(String newPath) {
        path = newPath;
        children.forEach(child -> child.movedTo(path(folder(), child.title())));
    }
}
