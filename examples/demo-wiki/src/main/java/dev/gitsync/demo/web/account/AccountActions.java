package dev.gitsync.demo.web.account;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.demo.server.Routes;
import dev.gitsync.demo.web.frame.Handler;
import dev.gitsync.demo.web.frame.Reply;
import dev.gitsync.demo.web.frame.Session;
import dev.gitsync.demo.web.frame.Visit;
import dev.gitsync.demo.web.frame.WikiParts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Coming, going, and a new password. */
public final class AccountActions {
    private final Accounts accounts;
    private final LimitedSignIn signIn;

    /** Actions on these parts of the wiki. */
    public AccountActions(WikiParts parts) {
        accounts = parts.people().accounts();
        signIn = parts.people().signIn();
    }

    /** Says which addresses lead here, once one has come in. */
    public void addTo(Routes<Handler> routes) {
        routes.add("POST", "/logout", this::signOut)
                .add("GET", "/account", this::show)
                .add("POST", "/account", this::changePassword);
    }

    /** A request that can't be answered as it was meant. */
    public Reply problem(int status, String sentence) {
        return new Reply.Document(status, AccountView.problem(status, sentence));
    }

    /** The way in. */
    public Reply signInForm(Session session, String next) {
        return Reply.ok(AccountView.signIn(session, next, ""));
    }

    /** Comes in, and goes on to {@code next}. */
    public Reply signIn(HttpServletRequest request, Session session, String next) {
        Optional<Account> account = signIn.check(request, field(request, "name"), field(request, "password"));
        if (account.isEmpty()) {
            return new Reply.Document(
                    401, AccountView.signIn(session, next, "There is no account of that name with that password."));
        }
        session.signIn(account.get());
        return new Reply.Redirect(isOurs(next) ? next : "/");
    }

    private static String field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** Only a path of this wiki: the link in an e-mail must not lead elsewhere behind the sign-in. */
    private static boolean isOurs(String next) {
        return next.matches("/(s|p|account|admin|search)(/[A-Za-z0-9_/%.~?=-]*)?");
    }

    private Reply signOut(Visit visit) {
        visit.session().signOut();
        return new Reply.Redirect("/login");
    }

    private Reply show(Visit visit) {
        return Reply.ok(AccountView.show(visit, ""));
    }

    private Reply changePassword(Visit visit) {
        String password = visit.field("password");
        Optional<String> objection =
                signIn.check(visit.request(), visit.account().name(), visit.field("present"))
                                .isEmpty()
                        ? Optional.of("That is not your present password.")
                        : password.equals(visit.field("repeated"))
                                ? PasswordRules.objection(password)
                                : Optional.of("The new password is not the same both times.");
        if (objection.isPresent()) {
            return new Reply.Document(422, AccountView.show(visit, objection.get()));
        }
        accounts.setPassword(visit.account().name(), password);
        accounts.find(visit.account().name()).ifPresent(visit.session()::signIn);
        return Reply.ok(AccountView.show(visit, "The password is changed."));
    }
}
