package dev.gitsync.demo.server;

import dev.gitsync.demo.account.Account;
import dev.gitsync.demo.account.Accounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Who a browser has signed in as, and the token that its forms must carry. An account that gets another password is signed
 * out everywhere.
 */
public final class Session {
    /** The name of the form field with the token. */
    static final String TOKEN_FIELD = "token";

    private static final String ACCOUNT = "account";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServletRequest request;

    /** The session of whoever sent the request; begins when there is something to remember. */
    public Session(HttpServletRequest request) {
        this.request = request;
    }

    /** The account that is signed in, as it is now. */
    public Optional<Account> account(Accounts accounts) {
        return attribute(ACCOUNT)
                .flatMap(accounts::find)
                .filter(account ->
                        attribute(PASSWORD).filter(account.password()::equals).isPresent());
    }

    /** Signs in, under a session id that nobody has seen before. */
    public void signIn(Account account) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(ACCOUNT, account.name());
        session.setAttribute(PASSWORD, account.password());
        session.setAttribute(TOKEN, newToken());
    }

    /** Forgets everything. */
    public void signOut() {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The token for the forms of this session, which begins if there is none. */
    public String token() {
        return attribute(TOKEN).orElseGet(() -> {
            String token = newToken();
            request.getSession().setAttribute(TOKEN, token);
            return token;
        });
    }

    /** @throws HttpProblem when the form does not carry the token, because another site sent it or the session is over */
    public void requireToken() {
        String sent = Optional.ofNullable(request.getParameter(TOKEN_FIELD)).orElse("");
        byte[] expected = attribute(TOKEN).orElse("").getBytes(StandardCharsets.UTF_8);
        if (expected.length == 0 || !MessageDigest.isEqual(expected, sent.getBytes(StandardCharsets.UTF_8))) {
            throw new HttpProblem(403, "This form is too old. Go back, load the page again, and send it once more.");
        }
    }

    /** Keeps a text for the next page, which takes it with {@link #take}. */
    public void keep(String name, String text) {
        request.getSession().setAttribute(name, text);
    }

    /** What was kept under this name, which is gone afterwards; empty when there is nothing. */
    public String take(String name) {
        Optional<String> kept = attribute(name);
        kept.ifPresent(text -> request.getSession().removeAttribute(name));
        return kept.orElse("");
    }

    private Optional<String> attribute(String name) {
        return Optional.ofNullable(request.getSession(false)).map(session -> (String) session.getAttribute(name));
    }

    private static String newToken() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
