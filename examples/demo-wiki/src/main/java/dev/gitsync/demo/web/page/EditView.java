package dev.gitsync.demo.web.page;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Links;
import dev.gitsync.demo.web.frame.Live;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.TreeView;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.FoundPage;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.demo.wiki.PageRules;
import dev.gitsync.demo.wiki.PageTree;
import dev.gitsync.jdbi.PageNode;
import dev.gitsync.jdbi.StoredPage;
import dev.gitsync.model.PageId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms that change pages. */
final class EditView {
    private EditView() {}

    static Html create(Visit visit, OpenSpace space, PageTree tree, Draft draft, String problem) {
        Html main = Html.of(
                """
                <h1>New page</h1>
                {}
                <form method="post" action="{}" class="stack editor">{}
                {}
                <label>Below {}</label>
                {}
                <p class="buttons"><button>Create page</button> <a href="{}">Cancel</a></p>
                </form>""",
                Layout.alert(problem),
                Links.space(space.id(), "new"),
                Layout.token(visit),
                title(draft),
                parents(tree, draft.parent(), Set.of()),
                textAndMessage(draft),
                draft.parent() == null ? Links.space(space.id()) : Links.page(draft.parent()));
        return Layout.inSpace(visit, space, "New page", TreeView.side(space, tree, draft.parent()), main);
    }

    /** @param version the version that the draft was made against */
    static Html edit(Visit visit, FoundPage page, PageTree tree, Draft draft, long version, Html notice) {
        Html main = Html.of(
                """
                {}<h1>Edit {}</h1>
                {}
                <form method="post" action="{}" class="stack editor">{}<input type="hidden" name="version" value="{}">
                {}{}
                <p class="buttons"><button>Save</button> <a href="{}">Cancel</a></p>
                </form>""",
                overtaken(page).html(),
                page.content().title(),
                notice,
                Links.page(page.id(), "edit"),
                Layout.token(visit),
                version,
                title(draft),
                textAndMessage(draft),
                Links.page(page.id()));
        return Layout.inSpace(
                visit, page.in(), "Edit " + page.content().title(), TreeView.side(page.in(), tree, page.id()), main);
    }

    /** Says while one still writes that somebody else has saved. */
    private static Live overtaken(FoundPage page) {
        String by = page.stored().lastChange().author().name();
        return new Live(
                Links.page(page.id(), "mark"),
                Long.toString(page.version()),
                "Meanwhile " + by + " has saved version " + page.version()
                        + ". When you save, you will see both texts.",
                Links.page(page.id(), "changes?from=OLD&to=" + page.version()));
    }

    /** What somebody reads whose edit came too late: the other text, while the own one stays in the form. */
    static Html conflict(StoredPage now) {
        String text = now.page().content().text();
        return Html.of(
                """
                <section class="alert" role="alert">
                <p><b>Somebody else was faster.</b> Version {} was saved {}, {}. Your text is below and not saved yet: take over
                what you want to keep from the other one, and save again.</p>
                <p>The text as it is now, under the title <b>{}</b>:</p>
                <pre class="source" tabindex="0">{}</pre>
                </section>""",
                now.page().version(),
                Times.at(now.lastChange().time()),
                PageView.by(now.lastChange()),
                now.page().content().title(),
                text == null ? "" : text);
    }

    static Html move(Visit visit, FoundPage page, PageTree tree, String problem) {
        Set<PageId> own = new HashSet<>();
        tree.branch(page.id()).forEach(node -> own.add(node.id()));
        Html main = Html.of(
                """
                <h1>Move {}</h1>
                {}
                <p class="lead">The pages below it come along. In git its file and its folder move.</p>
                <form method="post" action="{}" class="stack">{}<input type="hidden" name="version" value="{}">
                <label>Below {}</label>
                <p class="buttons"><button>Move</button> <a href="{}">Cancel</a></p>
                </form>""",
                page.content().title(),
                Layout.alert(problem),
                Links.page(page.id(), "move"),
                Layout.token(visit),
                page.version(),
                parents(tree, page.content().parent(), own),
                Links.page(page.id()));
        return Layout.inSpace(
                visit, page.in(), "Move " + page.content().title(), TreeView.side(page.in(), tree, page.id()), main);
    }

    static Html delete(Visit visit, FoundPage page, PageTree tree, String problem) {
        int below = tree.branch(page.id()).size() - 1;
        Html main = Html.of(
                """
                <h1>Delete {}?</h1>
                {}
                <p class="lead">It goes to the trash{}, from where it can be restored.</p>
                <form method="post" action="{}" class="stack">{}<input type="hidden" name="version" value="{}">
                <p class="buttons"><button class="danger">Delete</button> <a href="{}">Cancel</a></p>
                </form>""",
                page.content().title(),
                Layout.alert(problem),
                below == 0 ? "" : below == 1 ? " with the page below it" : " with the " + below + " pages below it",
                Links.page(page.id(), "delete"),
                Layout.token(visit),
                page.version(),
                Links.page(page.id()));
        return Layout.inSpace(
                visit, page.in(), "Delete " + page.content().title(), TreeView.side(page.in(), tree, page.id()), main);
    }

    private static Html title(Draft draft) {
        return Html.of(
                "<label>Title <input name=\"title\" value=\"{}\" required maxlength=\"{}\"></label>",
                draft.title(),
                PageRules.MAX_TITLE);
    }

    /** The line end behind the start tag is the one that browsers leave out. */
    private static Html textAndMessage(Draft draft) {
        return Html.of("""
                <label>Text <small>Markdown</small>
                <textarea name="text" rows="20" spellcheck="true">
                {}</textarea></label>
                <label>What changed <small>optional; becomes the commit message</small>
                <input name="message" value="{}" maxlength="{}"></label>""", draft.text(), draft.message(), PageRules.MAX_MESSAGE);
    }

    private static Html parents(PageTree tree, @Nullable PageId chosen, Set<PageId> without) {
        List<Html> options = new ArrayList<>();
        collect(tree, tree.children(null), "", without, chosen, options);
        return Html.of("<select name=\"parent\"><option value=\"\">(top of the space)</option>{}</select>", options);
    }

    private static void collect(
            PageTree tree,
            List<PageNode> pages,
            String indent,
            Set<PageId> without,
            @Nullable PageId chosen,
            List<Html> options) {
        for (PageNode page : pages) {
            if (!without.contains(page.id())) {
                options.add(Html.of(
                        "<option value=\"{}\"{}>{}{}</option>",
                        page.id().value(),
                        Html.when(page.id().equals(chosen), " selected"),
                        indent,
                        page.title()));
                collect(tree, tree.children(page.id()), indent + "\u2003", without, chosen, options);
            }
        }
    }
}
