package dev.gitsync.demo.web;

import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the addresses of the wiki. */
public final class Links {
    /** A path, a query that is dropped, and a fragment. */
    private static final Pattern DESTINATION = Pattern.compile("([^?#]*)(?:\\?[^#]*)?(#.*)?", Pattern.DOTALL);

    private Links() {}

    /** Where a page is shown. */
    public static String page(PageId page) {
        return "/p/" + encode(page.value());
    }

    /** Something about a page. */
    public static String page(PageId page, String what) {
        return page(page) + "/" + what;
    }

    /** Where all pages of a space are listed. */
    public static String space(SpaceId space) {
        return "/s/" + space;
    }

    /** Something about a space. */
    public static String space(SpaceId space, String what) {
        return space(space) + "/" + what;
    }

    /** An event of a space. */
    public static String event(SpaceId space, long id) {
        return space(space, "sync/" + id);
    }

    /** A path in git: leads to its page, or to the file itself. */
    public static String file(SpaceId space, String path) {
        return space(space, "at/") + encodedPath(path);
    }

    /** Where the files of a page or, for null, of a space itself are listed. */
    public static String files(SpaceId space, @Nullable PageId page) {
        return page == null ? space(space, "files") : page(page, "files");
    }

    /** A file: an attachment of a page or of the space itself. */
    public static String attachment(SpaceId space, PageId file) {
        return space(space, "f/") + encode(file.value());
    }

    /** Something about a file. */
    public static String attachment(SpaceId space, PageId file, String what) {
        return attachment(space, file) + "/" + what;
    }

    static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(Links::encode).collect(Collectors.joining("/"));
    }

    /** The pages of a space with a label. */
    public static String label(SpaceId space, String label) {
        return space(space, "labels/") + encode(label);
    }

    /** The comparison of two versions of a page. */
    public static String changes(PageId page, long from, long to) {
        return page(page, "changes?from=" + from + "&to=" + to);
    }

    /** The form for a new page. */
    public static String newPage(SpaceId space, @Nullable PageId parent) {
        return space(space, "new") + (parent == null ? "" : "?parent=" + encode(parent.value()));
    }

    /**
     * Resolves a link in the text of a page. A path names a file of the space as in a clone: relative to the file of the page, or
     * to the top of the space if it begins with a slash. Anything else is returned unchanged.
     *
     * @param base the path of the page's file; if it is unknown and empty, all links are returned unchanged
     */
    public static String inText(SpaceId space, String base, String destination) {
        Matcher parts = DESTINATION.matcher(destination);
        String path = parts.matches() ? parts.group(1) : "";
        if (base.isEmpty() || path.isEmpty() || path.startsWith("//") || path.contains(":") || path.contains("\\")) {
            return destination;
        }
        String folder = path.startsWith("/") ? "" : base.substring(0, base.lastIndexOf('/') + 1);
        String anchor = parts.group(2) == null ? "" : parts.group(2);
        return space(space, "at/") + normalized(folder, path) + anchor;
    }

    /** Joins {@code folder}, which is plain, and {@code path}, which is encoded already. */
    private static String normalized(String folder, String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (encodedPath(folder) + "/" + path).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return String.join("/", segments);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
