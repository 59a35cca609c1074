package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.server.SiteAddress;
import dev.gitsync.demo.wiki.OpenSpace;

/** What one needs to clone a space. */
public final class CloneBox {
    private CloneBox() {}

    /** The box for a space. */
    public static Html of(OpenSpace space, SiteAddress site) {
        if (!space.gitSync()) {
            return Html.of("<p class=\"clone off\">Git is switched off for this space.</p>");
        }
        String command = "git clone " + site.cloneUrl(space.id());
        return Html.of(
                """
                <section class="clone" aria-label="Clone this space">
                <p><b>Clone this space</b> and work on it with the editor you like.{}</p>
                <div class="copy"><code id="clone-url" tabindex="0">{}</code>
                <button type="button" class="quiet" data-copy="clone-url" hidden>Copy</button></div>
                </section>""", space.isWritable() ? " What you push is here at once." : " You can pull, but not push.", command);
    }
}
