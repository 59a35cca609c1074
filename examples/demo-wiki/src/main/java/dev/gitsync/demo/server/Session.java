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

/** The signed-in account of a browser and the token that its forms must carry. A changed password signs out everywhere. */
public final class Session {
    /** The name of the form field with the token. */
    static final String TOKEN_FIELD = "token";

    /** The header in which a script sends the token, with a body that is not a form. */
    private static final String TOKEN_HEADER = "X-Form-Token";

    private static final String ACCOUNT = "account";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpServletRequest request;

    /** The session of a request. It starts when there is something to store. */
    public Session(HttpServletRequest request) {
        this.request = request;
    }

    /** The signed-in account in its current state. */
    public Optional<Account> account(Accounts accounts) {
        return attribute(ACCOUNT)
                .flatMap(accounts::find)
                .filter(account ->
                        attribute(PASSWORD).filter(account.password()::equals).isPresent());
    }

    /** Signs in, under a new session id. */
    public void signIn(Account account) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(ACCOUNT, account.name());
        session.setAttribute(PASSWORD, account.password());
        session.setAttribute(TOKEN, newToken());
    }

    /** Ends the session. */
    public void signOut() {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The token for the forms of this session. Starts a session if there is none. */
    public String token() {
        return attribute(TOKEN).orElseGet(() -> {
            String token = newToken();
            request.getSession().setAttribute(TOKEN, token);
            return token;
        });
    }

    /** @throws HttpProblem if the form lacks the token: another site sent it, or the session has ended */
    public void requireToken() {
        String sent = Optional.ofNullable(request.getHeader(TOKEN_HEADER))
                .or(() -> Optional.ofNullable(request.getParameter(TOKEN_FIELD)))
                .orElse("");
        byte[] expected = attribute(TOKEN).orElse("").getBytes(StandardCharsets.UTF_8);
        if (expected.length == 0 || !MessageDigest.isEqual(expected, sent.getBytes(StandardCharsets.UTF_8))) {
            throw new HttpProblem(403, "This form has expired. Go back, reload the page and send it again.");
        }
    }

    /** Stores a text for the next page, which calls {@link #take}. */
    public void keep(String name, String text) {
        request.getSession().setAttribute(name, text);
    }

    /** Removes and returns the text stored under this name, or an empty text. */
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
