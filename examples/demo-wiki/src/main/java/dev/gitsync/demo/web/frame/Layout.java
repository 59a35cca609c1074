package dev.gitsync.demo.web.frame;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.wiki.OpenSpace;

/** The frame around everything. */
public final class Layout {
    private Layout() {}

    /** A document for someone who has signed in. */
    public static Html page(Visit visit, String title, Html main) {
        return document(title, Html.EMPTY, Html.of("""
                <a class="skip" href="#main">Skip to the text</a>
                {}
                <div class="sheet"><main id="main" tabindex="-1">{}</main></div>""", header(visit, Html.EMPTY), main));
    }

    /** A document within a space, with its pages at the side. */
    public static Html inSpace(Visit visit, OpenSpace space, String title, Html pages, Html main) {
        return inSpace(visit, space, title, pages, main, Html.EMPTY);
    }

    /** The same for what changes by itself: it loads itself anew now and then where there is no script to do better. */
    public static Html changing(Visit visit, OpenSpace space, String title, Html pages, Html main) {
        Html refresh = Html.of("<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>");
        return inSpace(visit, space, title, pages, main, refresh);
    }

    private static Html inSpace(Visit visit, OpenSpace space, String title, Html pages, Html main, Html head) {
        Html crumb = Html.of(
                "<span aria-hidden=\"true\">/</span> <a href=\"{}\">{}</a>",
                Links.space(space.id()),
                space.space().name());
        return document(title + " · " + space.space().name(), head, Html.of("""
                <a class="skip" href="#main">Skip to the text</a>
                {}
                <div class="sheet with-side">
                <nav class="side" aria-label="Pages">{}</nav>
                <main id="main" tabindex="-1">{}</main>
                </div>""", header(visit, crumb), pages, main));
    }

    /** A document for someone who has not signed in yet. */
    public static Html outside(String title, Html main) {
        return document(title, Html.EMPTY, Html.of("<main id=\"main\" class=\"door\">{}</main>", main));
    }

    /** The field that proves that a form is ours. */
    public static Html token(Visit visit) {
        return token(visit.session());
    }

    /** The same for someone who has not signed in yet. */
    public static Html token(Session session) {
        return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Session.TOKEN_FIELD, session.token());
    }

    /** A sentence that must not be overlooked, or nothing for an empty one. */
    public static Html alert(String sentence) {
        return sentence.isEmpty() ? Html.EMPTY : Html.of("<p class=\"alert\" role=\"alert\">{}</p>", sentence);
    }

    private static Html header(Visit visit, Html crumb) {
        Account account = visit.account();
        return Html.of(
                """
                <header class="top">
                <p class="where"><a class="home" href="/">Demo Wiki</a> {}</p>
                <form class="search" role="search" action="/search">
                <label class="unseen" for="q">Search</label>
                <input id="q" name="q" type="search" value="{}" placeholder="Search" maxlength="200" autocomplete="off"></form>
                <form class="who" method="post" action="/logout">{}
                {}<a href="/account" title="Your account">{}</a>
                <button class="quiet">Sign out</button>
                </form>
                </header>""",
                crumb,
                visit.field("q"),
                token(visit),
                Html.when(account.isAdmin(), "<a href=\"/admin\">Admin</a> "),
                account.person().name());
    }

    private static Html document(String title, Html head, Html body) {
        return Html.of("""
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>{}</title>
                <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/wiki.css">
                <script src="/assets/wiki.js" type="module"></script>
                {}
                </head>
                <body>
                <div id="news" class="news" role="status" aria-live="polite"></div>
                {}
                </body>
                </html>
                """, title, head, body);
    }
}
