package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.LimitedSignIn;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.demo.server.Session;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.WikiParts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** Signing in and out, and a new password. */
final class AccountActions {
    private final Accounts accounts;
    private final LimitedSignIn signIn;

    AccountActions(WikiParts.People people) {
        accounts = people.accounts();
        signIn = people.signIn();
    }

    /** The sign-in, which leads on to what was asked for. */
    Reply signInForm(HttpServletRequest request) {
        String next = request.getServletPath().equals("/login")
                ? field(request, "next")
                : request.getMethod().equals("GET") ? request.getRequestURI() : "";
        return signInForm(200, request, next, "");
    }

    Reply signIn(HttpServletRequest request) {
        String next = field(request, "next");
        Optional<Account> account = signIn.check(request, field(request, "name"), field(request, "password"));
        if (account.isEmpty()) {
            return signInForm(401, request, next, "There is no account of that name with that password.");
        }
        new Session(request).signIn(account.get());
        return new Reply.Redirect(isOurs(next) ? next : "/");
    }

    private static Reply signInForm(int status, HttpServletRequest request, String next, String problem) {
        String token = new Session(request).token();
        return new Reply.View(status, "signin", Map.of("token", token, "next", next, "problem", problem));
    }

    private static String field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** Only a path of this wiki: the link in an e-mail must not lead elsewhere behind the sign-in. */
    private static boolean isOurs(String next) {
        return next.matches("/(s|p|account|admin|search)(/[A-Za-z0-9_/%.~?=-]*)?");
    }

    Reply signOut(Visit visit) {
        visit.session().signOut();
        return new Reply.Redirect("/login");
    }

    Reply show(Visit visit) {
        return Reply.view(200, visit, "account", Map.of("notice", ""));
    }

    Reply changePassword(Visit visit) {
        String name = visit.account().name();
        String password = visit.field("password");
        Optional<String> objection =
                signIn.check(visit.request(), name, visit.field("present")).isEmpty()
                        ? Optional.of("That is not your present password.")
                        : password.equals(visit.field("repeated"))
                                ? PasswordRules.objection(password)
                                : Optional.of("The new password is not the same both times.");
        if (objection.isPresent()) {
            return Reply.view(422, visit, "account", Map.of("notice", objection.get()));
        }
        accounts.setPassword(name, password);
        accounts.find(name).ifPresent(visit.session()::signIn);
        return Reply.view(200, visit, "account", Map.of("notice", "The password is changed."));
    }
}
