package dev.gitsync.demo.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks names and passwords. One check is meant to be slow, but git and API clients send their password with every request;
 * so what was found right is remembered, as a keyed digest in memory only, for as long as the account keeps that password.
 * Safe for use by several threads.
 */
public final class SignIn {
    private static final int REMEMBERED = 1000;
    private static final String DIGEST = "HmacSHA256";
    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private static final String NOBODY = PasswordHash.ofNobody();

    private final Accounts accounts;
    private final SecretKeySpec key = randomKey();
    private final Map<String, String> hashByCredentials =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > REMEMBERED;
                }
            });

    /** Signs in to these accounts. */
    public SignIn(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The account, if there is one of that name and this is its password. */
    public Optional<Account> check(String name, String password) {
        Optional<Account> account = accounts.find(name);
        String stored = account.map(Account::password).orElse(NOBODY);
        String credentials = digest(name, password);
        if (stored.equals(hashByCredentials.get(credentials))) {
            return account;
        }
        boolean matches = PasswordHash.matches(password, stored);
        if (!matches || account.isEmpty()) {
            return Optional.empty();
        }
        hashByCredentials.put(credentials, stored);
        return account;
    }

    private String digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder().encodeToString(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + DIGEST, e);
        }
    }

    private static SecretKeySpec randomKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, DIGEST);
    }
}
