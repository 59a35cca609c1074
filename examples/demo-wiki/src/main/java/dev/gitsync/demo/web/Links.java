package dev.gitsync.demo.web;

import dev.gitsync.model.PageId;
import dev.gitsync.model.SpaceId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The addresses within the wiki. */
public final class Links {
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

    /** What happened once between a space and git. */
    public static String event(SpaceId space, long id) {
        return space(space, "sync/" + id);
    }

    /** Where a path in git leads: to its page, or the file itself. */
    public static String file(SpaceId space, String path) {
        return space(space, "at/") + encodedPath(path);
    }

    private static String encodedPath(String path) {
        return Arrays.stream(path.split("/", -1)).map(Links::encode).collect(Collectors.joining("/"));
    }

    /** What changed from one version of a page to another. */
    public static String changes(PageId page, long from, long to) {
        return page(page, "changes?from=" + from + "&to=" + to);
    }

    /** The form for a new page. */
    public static String newPage(SpaceId space, @Nullable PageId parent) {
        return space(space, "new") + (parent == null ? "" : "?parent=" + encode(parent.value()));
    }

    /**
     * The address that a link in the text of a page leads to. A path names a file of the space, as it does in a clone: from the
     * folder of the page's own file, or from the top of the space if it begins with a slash. All else stays as it is.
     *
     * @param base the path of the page's own file; empty when it is not known, and then all links stay as they are
     */
    public static String inText(SpaceId space, String base, String destination) {
        int end = indexOfAny(destination, "?#");
        String path = destination.substring(0, end);
        if (base.isEmpty() || path.isEmpty() || path.startsWith("//") || path.contains(":") || path.contains("\\")) {
            return destination;
        }
        String folder = path.startsWith("/") ? "" : base.substring(0, base.lastIndexOf('/') + 1);
        String anchor = destination.indexOf('#') < 0 ? "" : destination.substring(destination.indexOf('#'));
        return space(space, "at/") + normalized(folder, path) + anchor;
    }

    /** {@code folder} as it is, {@code path} as it stands in a link, that is, encoded already. */
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

    private static int indexOfAny(String text, String characters) {
        int index = 0;
        while (index < text.length() && characters.indexOf(text.charAt(index)) < 0) {
            index++;
        }
        return index;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
