package dev.gitsync.demo.web;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import dev.gitsync.demo.account.PasswordRules;
import dev.gitsync.demo.server.HttpProblem;
import dev.gitsync.demo.server.LimitedSignIn;
import dev.gitsync.demo.server.Session;
import dev.gitsync.demo.server.Visit;
import dev.gitsync.demo.server.Wiki;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.sshkey.SshKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** Signs in and out, changes the password, and lists, adds and removes the keys for git over SSH. */
final class AccountActions {
    private static final String SSH_KEYS = "/account/ssh-keys";

    private AccountActions() {}

    /** The sign-in form, which leads on to the requested page. */
    static Reply signInForm(HttpServletRequest request) {
        String next = request.getServletPath().equals("/login")
                ? field(request, "next")
                : request.getMethod().equals("GET") ? request.getRequestURI() : "";
        return signInForm(request, next);
    }

    static Reply signIn(HttpServletRequest request, LimitedSignIn signIn) {
        String next = field(request, "next");
        Optional<Account> account = signIn.check(request, field(request, "name"), field(request, "password"));
        if (account.isEmpty()) {
            return signInForm(request, next).problem(401, "Name or password is wrong.");
        }
        new Session(request).signIn(account.get());
        return new Reply.Redirect(isOurs(next) ? next : "/");
    }

    private static Reply.View signInForm(HttpServletRequest request, String next) {
        return new Reply.View(200, "signin", Map.of("token", new Session(request).token(), "next", next));
    }

    private static String field(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    /** Accepts only paths of this wiki: a link in an e-mail must not lead elsewhere after the sign-in. */
    private static boolean isOurs(String next) {
        return next.matches("/(s|p|account|admin|search)(/[A-Za-z0-9_/%.~?=-]*)?");
    }

    static Reply signOut(Visit visit) {
        visit.session().signOut();
        return new Reply.Redirect("/login");
    }

    static Reply show(Visit visit) {
        return Reply.view(visit, "account");
    }

    static Reply changePassword(Visit visit) {
        Wiki.People people = visit.wiki().people();
        String name = visit.account().name();
        String password = visit.field("password");
        Optional<String> objection = people.signIn()
                        .check(visit.request(), name, visit.field("present"))
                        .isEmpty()
                ? Optional.of("The current password is wrong.")
                : password.equals(visit.field("repeated"))
                        ? PasswordRules.objection(password)
                        : Optional.of("The two entries of the new password differ.");
        if (objection.isPresent()) {
            return Reply.view(visit, "account").problem(422, objection.get());
        }
        Accounts accounts = people.accounts();
        accounts.setPassword(name, password);
        accounts.find(name).ifPresent(visit.session()::signIn);
        return Reply.view(visit, "account").with("problem", "The password is changed.");
    }

    private static SshKeys keys(Visit visit) {
        return visit.wiki().people().sshKeys();
    }

    static Reply.View sshKeys(Visit visit) {
        return Reply.view(visit, "ssh-keys")
                .with("keys", keys(visit).ofUser(visit.account().name()));
    }

    static Reply addSshKey(Visit visit) {
        try {
            keys(visit).add(visit.account().name(), visit.field("label"), visit.field("key"));
            return new Reply.Redirect(SSH_KEYS);
        } catch (InvalidInputException e) {
            String sentence = String.valueOf(e.getMessage());
            return sshKeys(visit).problem(422, sentence.endsWith(".") ? sentence : sentence + ".");
        }
    }

    static Reply removeSshKey(Visit visit) {
        if (!keys(visit).remove(visit.account().name(), visit.segment("key"))) {
            throw HttpProblem.notFound();
        }
        return new Reply.Redirect(SSH_KEYS);
    }
}
