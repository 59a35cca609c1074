package dev.gitsync.demo.account;

import dev.gitsync.access.WikiUser;
import dev.gitsync.servlet.identity.PasswordCheck;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks names and passwords, for git and for the wiki itself. A check is slow by design, but git and API clients send their
 * password with every request. So a right password is remembered, as a keyed digest in memory, while the account keeps it; a
 * password that changes ends the pushes that came with the old one. Thread-safe.
 */
public final class SignIn implements PasswordCheck {
    private static final int MAX_REMEMBERED = 1000;
    private static final String DIGEST = "HmacSHA256";
    /** Unknown names are checked against this, so that they take as long as known ones. */
    private static final String UNKNOWN = PasswordHash.unmatched();

    private final Accounts accounts;
    private final SecretKeySpec key = new SecretKeySpec(PasswordHash.random(32), DIGEST);
    private final Map<String, String> hashByCredentials =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MAX_REMEMBERED;
                }
            });

    /** Signs in to these accounts. */
    public SignIn(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Optional<WikiUser> check(String userName, String password) {
        return account(userName, password).map(Account::user);
    }

    @Override
    public boolean isStillValid(String userName, String password, WikiUser user) {
        return check(userName, password).isPresent();
    }

    /** The account of this name, if the password is right. */
    public Optional<Account> account(String name, String password) {
        Optional<Account> account = accounts.find(name);
        String stored = account.map(Account::password).orElse(UNKNOWN);
        String credentials = digest(name, password);
        if (stored.equals(hashByCredentials.get(credentials))) {
            return account;
        }
        if (!PasswordHash.matches(password, stored) || account.isEmpty()) {
            return Optional.empty();
        }
        hashByCredentials.put(credentials, stored);
        return account;
    }

    private String digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update((name + "\0").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + DIGEST, e);
        }
    }
}
