package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.wiki.OpenSpace;

/** The frame around everything. */
final class Layout {
    private Layout() {}

    /** A document for someone who has signed in. */
    static Html page(Visit visit, String title, Html main) {
        return document(title, Html.of("""
                <a class="skip" href="#main">Skip to the text</a>
                {}
                <div class="sheet"><main id="main">{}</main></div>""", header(visit, Html.EMPTY), main));
    }

    /** A document within a space, with its pages at the side. */
    static Html inSpace(Visit visit, OpenSpace space, String title, Html pages, Html main) {
        Html crumb = Html.of(
                "<span aria-hidden=\"true\">/</span> <a href=\"{}\">{}</a>",
                Links.space(space.id()),
                space.space().name());
        return document(title + " · " + space.space().name(), Html.of("""
                <a class="skip" href="#main">Skip to the text</a>
                {}
                <div class="sheet with-side">
                <nav class="side" aria-label="Pages">{}</nav>
                <main id="main">{}</main>
                </div>""", header(visit, crumb), pages, main));
    }

    /** A document for someone who has not signed in yet. */
    static Html outside(String title, Html main) {
        return document(title, Html.of("<main id=\"main\" class=\"door\">{}</main>", main));
    }

    /** The field that proves that a form is ours. */
    static Html token(Visit visit) {
        return token(visit.session());
    }

    static Html token(Session session) {
        return Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Session.TOKEN_FIELD, session.token());
    }

    /** A sentence that must not be overlooked, or nothing for an empty one. */
    static Html alert(String sentence) {
        return sentence.isEmpty() ? Html.EMPTY : Html.of("<p class=\"alert\" role=\"alert\">{}</p>", sentence);
    }

    private static Html header(Visit visit, Html crumb) {
        Account account = visit.account();
        return Html.of("""
                <header class="top">
                <p class="where"><a class="home" href="/">Demo Wiki</a> {}</p>
                <form class="who" method="post" action="/logout">{}
                <a href="/account" title="Your account">{}</a>
                <button class="quiet">Sign out</button>
                </form>
                </header>""", crumb, token(visit), account.person().name());
    }

    private static Html document(String title, Html body) {
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
                <script src="/assets/copy.js" defer></script>
                </head>
                <body>
                {}
                </body>
                </html>
                """, title, body);
    }
}
