package dev.gitsync.demo.account;

import java.util.Optional;

/** The rules for new passwords. */
public final class PasswordRules {
    /** The password of the accounts that the first start creates. */
    public static final String DEFAULT = "demo";

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 200;

    private PasswordRules() {}

    /** A sentence that says why {@code password} is invalid, or empty if it is valid. */
    public static Optional<String> objection(String password) {
        if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
            return Optional.of("A password has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters.");
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("A password has no control characters.");
        }
        return Optional.empty();
    }
}
