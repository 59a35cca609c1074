package dev.gitsync.demo.web.account;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Session;
import dev.gitsync.demo.web.frame.Visit;

/** Signing in, and the account of whoever did. */
final class AccountView {
    private AccountView() {}

    static Html signIn(Session session, String next, String problem) {
        return Layout.outside("Sign in", Html.of("""
                <h1>Demo Wiki</h1>
                <p class="lead">A wiki whose spaces are git repositories.</p>
                {}
                <form method="post" action="/login" class="stack">{}<input type="hidden" name="next" value="{}">
                <label>Name <input name="name" required autofocus autocomplete="username" autocapitalize="none"
                spellcheck="false"></label>
                <label>Password <input name="password" type="password" required autocomplete="current-password"></label>
                <p><button>Sign in</button></p>
                </form>""", Layout.alert(problem), Layout.token(session), next));
    }

    static Html show(Visit visit, String notice) {
        return Layout.page(
                visit,
                "Your account",
                Html.of(
                        """
                <h1>{}</h1>
                <p class="lead">Signed in as <code>{}</code>. Git and the API take the same name and password; for git there are
                <a href="/account/tokens">tokens</a> as well.</p>
                {}
                <h2>Change the password</h2>
                <form method="post" action="/account" class="stack">{}
                <label>Present password
                <input name="present" type="password" required autocomplete="current-password"></label>
                <label>New password <small>8 characters or more</small>
                <input name="password" type="password" required minlength="8" autocomplete="new-password"></label>
                <label>New password once more
                <input name="repeated" type="password" required minlength="8" autocomplete="new-password"></label>
                <p><button>Change password</button></p>
                </form>""",
                        visit.account().person().name(),
                        visit.account().name(),
                        Layout.alert(notice),
                        Layout.token(visit)));
    }

    static Html problem(int status, String sentence) {
        return Layout.outside(
                "Not possible", Html.of("""
                <h1>{}</h1>
                <p class="lead">{}</p>
                <p><a href="/">To the spaces</a></p>""", status == 404 ? "Not found" : "That did not work", sentence));
    }
}
