package dev.gitsync.demo.e2e;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.model.SpaceId;
import dev.gitsync.tests.GitClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sample space for tests of pages: some pages are pushed, some edited, and one push is refused. */
final class Garden {
    private static final String TOMATOES = """
            Four plants stand along the south wall, where the stones keep the warmth of the day.

            ## Week by week

            1. Sow indoors in March, two seeds to a pot.
            2. Plant out after the last frost, not before the middle of May.
            3. Water the ground, never the leaves, every other day.

            | Kind | Plants | Ripe |
            |---|---|---|
            | Gardener's Delight | 2 | July |
            | Ox Heart | 1 | August |
            | Black Krim | 1 | August |

            See also [Compost](../Compost.md) and [the watering rota](../Watering%20rota.md).
            """;

    private final WebClient ada;
    private final WebClient bob;
    private int watched;

    private Garden(WebClient ada, WebClient bob) {
        this.ada = ada;
        this.bob = bob;
    }

    /** Creates the space. Grace works with {@code git} under the account of bob, Ada in the browser. */
    static Garden planted(DemoWiki wiki, GitClient git) {
        Garden garden = new Garden(WebClient.of(wiki, "ada"), WebClient.of(wiki, "bob"));
        garden.ada.post("/spaces", "id", "garden", "name", "Community Garden");
        String url = wiki.cloneUrl(new SpaceId("garden")).replace("://", "://bob:demo@");
        git.ok("clone", "-q", url, "garden");
        GitClient grace = git.in("garden").with("GIT_AUTHOR_NAME", "Grace").with("GIT_COMMITTER_NAME", "Grace");
        grace.ok("symbolic-ref", "HEAD", "refs/heads/main");
        grace.commit("Beds.md", "Six beds, each with somebody who looks after it.\n");
        grace.commit("Beds/Tomatoes.md", TOMATOES.replace("Four", "Two"));
        grace.commit("Beds/Beans.md", "Runner beans climb up the fence at the road.\n");
        grace.commit(
                "Beds/Tomatoes/bed.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"50\"/>\n");
        grace.commit("Compost.md", "Three heaps: the new one, the resting one, and the one to take from.\n");
        grace.commit("Slugs.md", "They come at night. Water in the morning.\n");
        grace.commit("Watering rota.md", "Mondays Ada, Thursdays Grace; in July everybody.\n");
        grace.ok("push", "-q", "origin", "main");
        garden.save(garden.ada, "Tomatoes", TOMATOES.replace("every other day", "daily"), "Two more plants");
        grace.ok("pull", "-q", "--rebase", "origin", "main");
        grace.commit("Beds/Tomatoes.md", TOMATOES);
        grace.run("push", "origin", "HEAD:refs/heads/tomatoes");
        grace.ok("rm", "-q", "Slugs.md");
        grace.ok("commit", "-q", "-m", "They have gone");
        grace.ok("push", "-q", "origin", "main");
        garden.ada.post("/s/garden/sync/now");
        garden.ada.post("/s/garden/sync/verify");
        garden.token("laptop", "write", "garden");
        garden.token("newsletter", "read", "handbook");
        return garden;
    }

    /** Returns the path of a page. */
    String page(String title) {
        return first(ada.get("/s/garden").body(), "href=\"(/p/[^\"/]+)\"[^>]*>" + title + "<");
    }

    /** Returns the path of the file about tomatoes. */
    String file() {
        return first(ada.get(page("Tomatoes") + "/files").body(), "href=\"(/s/garden/f/[^\"/]+)\"");
    }

    /** Returns the path of the newest event. */
    String newestEvent() {
        return first(ada.get("/s/garden/sync").body(), "href=\"(/s/garden/sync/\\d+)\" id=");
    }

    /** Changes a page as bob in the browser. */
    void anotherUserSaves(String title) {
        watched++;
        save(bob, title, TOMATOES + "\nWatched over " + watched + " times.\n", "");
    }

    private void save(WebClient who, String title, String text, String message) {
        String form = page(title) + "/edit";
        String version = first(who.get(form).body(), "name=\"version\" value=\"(\\d+)\"");
        who.post(form, "version", version, "title", title, "text", text, "message", message);
    }

    private void token(String label, String right, String space) {
        ada.post("/account/tokens", "label", label, "space", space, "right", right, "days", "90");
        ada.get("/account/tokens");
    }

    private static String first(String body, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(body);
        if (!found.find()) {
            throw new AssertionError("Nothing like " + pattern + " in " + body);
        }
        return found.group(1);
    }
}
