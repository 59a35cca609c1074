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

    static String page(PageId page, String what) {
        return page(page) + "/" + what;
    }

    static String space(SpaceId space) {
        return "/s/" + space;
    }

    static String space(SpaceId space, String what) {
        return space(space) + "/" + what;
    }

    /** The form for a new page. */
    static String newPage(SpaceId space, @Nullable PageId parent) {
        return space(space, "new") + (parent == null ? "" : "?parent=" + encode(parent.value()));
    }

    /**
     * Where a link in the text of a page leads. A relative one names a file beside that of the page, as it does for somebody
     * who reads the files in a clone; all others stay as they are.
     *
     * @param base the path of the page's own file
     */
    static String inText(SpaceId space, String base, String destination) {
        int end = indexOfAny(destination, "?#");
        String path = destination.substring(0, end);
        if (path.isEmpty() || path.startsWith("/") || path.contains(":") || path.contains("\\")) {
            return destination;
        }
        String folder = base.substring(0, base.lastIndexOf('/') + 1);
        String anchor = destination.indexOf('#') < 0 ? "" : destination.substring(destination.indexOf('#'));
        return space(space, "at/") + normalized(folder, path) + anchor;
    }

    /** {@code folder} as it is, {@code path} as it stands in a link, that is, encoded already. */
    private static String normalized(String folder, String path) {
        String encodedFolder =
                Arrays.stream(folder.split("/", -1)).map(Links::encode).collect(Collectors.joining("/"));
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : (encodedFolder + "/" + path).split("/", -1)) {
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
