package dev.gitsync.demo.account;

import dev.gitsync.servlet.identity.BasicCredentials;
import dev.gitsync.servlet.identity.PasswordCheck;
import dev.gitsync.servlet.identity.WikiUser;
import java.util.Optional;

/** The passwords of the accounts, for git. A password that is changed ends the pushes that came with the old one. */
public final class AccountPasswords implements PasswordCheck {
    private final SignIn signIn;

    /** Checks with {@code signIn}, which is quick for a password that it has just found right. */
    public AccountPasswords(SignIn signIn) {
        this.signIn = signIn;
    }

    @Override
    public Optional<WikiUser> check(String userName, String password) {
        return signIn.check(userName, password).map(Account::user);
    }

    @Override
    public boolean isStillValid(BasicCredentials credentials, WikiUser user) {
        return check(credentials.userName(), credentials.password()).isPresent();
    }
}
