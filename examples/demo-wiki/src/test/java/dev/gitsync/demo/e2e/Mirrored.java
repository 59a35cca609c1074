package dev.gitsync.demo.e2e;

import static org.awaitility.Awaitility.await;

import dev.gitsync.demo.DemoWiki;
import dev.gitsync.model.SpaceId;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A space with a mirror whose two sides have edited the same page. The remote is another space of the same wiki. */
final class Mirrored {
    /** The address of the mirror. */
    static final String MIRROR = "/s/herbs/mirrors/herbs";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebClient ada;

    private Mirrored(WebClient ada) {
        this.ada = ada;
    }

    /** Creates the space and the mirror, and waits for the conflict. */
    static void inConflict(DemoWiki wiki) {
        Mirrored herbs = new Mirrored(WebClient.of(wiki, "ada"));
        herbs.ada.post("/spaces", "id", "herbs", "name", "Herbs");
        herbs.ada.post("/spaces", "id", "forge", "name", "Forge");
        herbs.ada.post("/s/herbs/new", "title", "Mint", "text", "Mint grows in the shade.\n");
        herbs.ada.post(
                "/s/herbs/mirrors",
                "id",
                "herbs",
                "url",
                wiki.cloneUrl(new SpaceId("forge")),
                "direction",
                "BOTH",
                "branch",
                "main",
                "folder",
                "",
                "seconds",
                "300",
                "way",
                "PASSWORD",
                "user",
                "ada",
                "secret",
                "demo");
        herbs.runUntil("Pushed the wiki");
        herbs.ada.post(MIRROR + "/pause", "paused", "yes");
        herbs.edit("herbs", "Mint grows in the shade, and everywhere else.\n");
        herbs.edit("forge", "Mint grows in a pot.\n");
        herbs.ada.post(MIRROR + "/pause", "paused", "no");
        herbs.runUntil("Wiki and remote changed the same places");
        herbs.ada.get(MIRROR); // takes the notice of the run
    }

    private void runUntil(String shown) {
        await().atMost(PATIENCE).until(() -> {
            ada.post(MIRROR + "/run");
            return ada.get(MIRROR).body().contains("class=\"summary\">" + shown);
        });
    }

    private void edit(String space, String text) {
        Matcher page = Pattern.compile("href=\"(/p/[^\"/]+)\"[^>]*>Mint<")
                .matcher(ada.get("/s/" + space).body());
        if (!page.find()) {
            throw new AssertionError("There is no page Mint in " + space);
        }
        ada.get(page.group(1) + "/edit");
        ada.post(page.group(1) + "/edit", "version", "1", "title", "Mint", "text", text, "message", "");
    }
}
