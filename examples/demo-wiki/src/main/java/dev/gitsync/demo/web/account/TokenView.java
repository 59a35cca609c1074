package dev.gitsync.demo.web.account;

import dev.gitsync.demo.html.Html;
import dev.gitsync.demo.web.frame.Layout;
import dev.gitsync.demo.web.frame.Times;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.wiki.OpenSpace;
import dev.gitsync.model.SpaceId;
import dev.gitsync.token.AccessToken;
import dev.gitsync.token.TokenRight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tokens: the list of them, a new one, and its secret, once. */
final class TokenView {
    private TokenView() {}

    static Html show(
            Visit visit, List<AccessToken> tokens, List<OpenSpace> spaces, String problem, Optional<String> secret) {
        return Layout.page(
                visit,
                "Tokens for git",
                Html.of(
                        """
                <h1>Tokens for git</h1>
                <p class="lead">A token stands in for your password in git, for the spaces, the rights and the time that you
                choose.</p>
                {}{}
                <h2>Your tokens</h2>
                {}
                <h2>New token</h2>
                {}""",
                        Layout.alert(problem),
                        secret.map(text -> secret(visit, text)).orElse(Html.EMPTY),
                        tokens.isEmpty()
                                ? Html.of("<p class=\"empty\">You have none.</p>")
                                : Html.of(
                                        "<ul class=\"rows tokens\">{}</ul>",
                                        tokens.stream()
                                                .map(token -> row(visit, token))
                                                .toList()),
                        form(visit, spaces)));
    }

    private static Html secret(Visit visit, String secret) {
        return Html.of("""
                <section class="notice secret" role="status" aria-label="Your new token">
                <p><b>Your new token.</b> Copy it now: it is shown this once and never again.</p>
                <div class="copy"><code id="secret" tabindex="0">{}</code>
                <button type="button" class="quiet" data-copy="secret" hidden>Copy</button></div>
                <p>When git asks for a password, give it this. The name is <code>{}</code>.</p>
                </section>""", secret, visit.account().name());
    }

    private static Html row(Visit visit, AccessToken token) {
        boolean isOver = token.expires().isBefore(Instant.now());
        String spaces = token.spaces().isEmpty()
                ? "all spaces"
                : token.spaces().stream().map(SpaceId::value).sorted().collect(Collectors.joining(", "));
        return Html.of(
                """
                <li><div><b>{}</b> <span class="meta">{}, {}. Created {}, {} {}, {}.</span></div>
                <form method="post" action="/account/tokens/{}/revoke">{}
                <button class="quiet" aria-label="Revoke {}">Revoke</button></form></li>""",
                token.label(),
                token.right() == TokenRight.WRITE ? "read and write" : "read only",
                spaces,
                Times.at(token.created()),
                isOver ? "ended" : "ends",
                Times.at(token.expires()),
                token.lastUsed()
                        .map(used -> Html.of("last used {}", Times.at(used)))
                        .orElseGet(() -> Html.text("never used")),
                token.id(),
                Layout.token(visit),
                token.label());
    }

    private static Html form(Visit visit, List<OpenSpace> spaces) {
        return Html.of(
                """
                <form method="post" action="/account/tokens" class="stack">{}
                <label>What it is for <input name="label" required maxlength="100" autocomplete="off"></label>
                <fieldset><legend>Spaces <small>none means all that you may open</small></legend>{}</fieldset>
                <fieldset><legend>Rights</legend>
                <label class="check"><input type="radio" name="right" value="read" checked> Clone and pull</label>
                <label class="check"><input type="radio" name="right" value="write"> Clone, pull and push</label></fieldset>
                <label>Ends after <select name="days">
                <option value="1">a day</option><option value="7">a week</option>
                <option value="30" selected>30 days</option><option value="90">90 days</option>
                <option value="366">a year</option></select></label>
                <p><button>Create token</button></p>
                </form>""",
                Layout.token(visit),
                spaces.stream()
                        .map(space -> Html.of("""
                                <label class="check"><input type="checkbox" name="space" value="{}"> {}</label>""", space.id(), space.space().name()))
                        .toList());
    }
}
