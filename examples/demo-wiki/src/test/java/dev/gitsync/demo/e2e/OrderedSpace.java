package dev.gitsync.demo.e2e;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A space whose pages are in an order, seen from the wiki and from a clone. */
record OrderedSpace(DemoWiki wiki, WebClient ada, String id) {
    private static final Pattern INDEX = Pattern.compile("(?s)<div class=\"index\">(.*?)</main>");
    private static final Pattern ITEM = Pattern.compile(
            "<ul class=\"tree\">|</ul>|<li[^>]*data-page=\"([^\"]+)\" data-version=\"(\\d+)\"[^>]*>|<a [^>]*>([^<]*)</a>");

    static OrderedSpace create(DemoWiki wiki, String id) {
        WebClient ada = WebClient.of(wiki, "ada");
        ada.post("/spaces", "id", id, "name", id);
        return new OrderedSpace(wiki, ada, id);
    }

    /** A page of the tree. */
    record Item(String page, String version, String path) {
        String title() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /** Creates a page, and returns its id. */
    String page(String title, String parent) {
        String location = ada.post("/s/" + id + "/new", "title", title, "text", title + "\n", "parent", parent)
                .location();
        return location.substring("/p/".length());
    }

    /** The pages in the order of the tree, parents before children, each with the titles above it. */
    List<Item> tree() {
        Matcher index = INDEX.matcher(ada.get("/s/" + id).body());
        List<Item> items = new ArrayList<>();
        List<String> above = new ArrayList<>();
        if (!index.find()) {
            return items;
        }
        Matcher part = ITEM.matcher(index.group(1));
        String[] last = {"", "", ""};
        while (part.find()) {
            if (part.group(1) != null) {
                last = new String[] {part.group(1), part.group(2), ""};
            } else if (part.group(3) != null) {
                last[2] = part.group(3);
                items.add(new Item(
                        last[0],
                        last[1],
                        String.join("", above.stream().map(t -> t + "/").toList()) + last[2]));
            } else if (part.group().equals("</ul>")) {
                if (!above.isEmpty()) {
                    above.remove(above.size() - 1);
                }
            } else if (!last[2].isEmpty()) {
                above.add(last[2]);
            }
        }
        return items;
    }

    /** The paths of titles in the order of the tree. */
    List<String> titles() {
        return tree().stream().map(Item::path).toList();
    }

    Item item(String path) {
        return tree().stream()
                .filter(item -> item.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No page " + path + " in " + titles()));
    }

    WebClient.Answer drag(String path, String place, String sibling) {
        Item item = item(path);
        return ada.post(
                "/p/" + item.page() + "/order",
                "version",
                item.version(),
                "sibling",
                item(sibling).page(),
                "place",
                place);
    }

    WebClient.Answer post(String path, String action, String... fields) {
        Item item = item(path);
        List<String> all = new ArrayList<>(List.of("version", item.version()));
        all.addAll(List.of(fields));
        return ada.post("/p/" + item.page() + "/" + action, all.toArray(String[]::new));
    }

    GitClient clone(GitClient git) throws IOException {
        git.ok("clone", "-q", wiki.cloneUrl(new SpaceId(id)).replace("://", "://bob:demo@"), id);
        return git.in(id);
    }

    /** The order file of a folder in a clone, which is brought up to date; empty if there is none. */
    static String order(GitClient clone, String folder) {
        clone.ok("pull", "-q", "--rebase");
        return pulledOrder(clone, folder);
    }

    /** The order file of a folder in a clone; empty if there is none. */
    static String pulledOrder(GitClient clone, String folder) {
        try {
            Path file = clone.folder().resolve(folder).resolve(".order");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
