package dev.gitsync.examples.fitnesse;

import dev.gitsync.access.WikiUser;
import dev.gitsync.model.Person;
import dev.gitsync.servlet.identity.PasswordCheck;
import fitnesse.ConfigurationParameter;
import fitnesse.authentication.Authenticator;
import fitnesse.authentication.MultiUserAuthenticator;
import fitnesse.authentication.OneUserAuthenticator;
import fitnesse.authentication.PromiscuousAuthenticator;
import fitnesse.components.ComponentFactory;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords against the accounts of FitNesse, found in the same order as FitNesse does: the {@code Authenticator} of the settings,
 * {@code -a} with a password file or one user, or no check at all.
 */
final class Accounts implements PasswordCheck {
    private final Authenticator authenticator;

    Accounts(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    static Accounts of(ComponentFactory components) {
        @Nullable Authenticator own = components.createComponent(ConfigurationParameter.AUTHENTICATOR);
        return new Accounts(
                own != null ? own : of(components.getProperty(ConfigurationParameter.CREDENTIALS.getKey())));
    }

    private static Authenticator of(@Nullable String credentials) {
        if (credentials == null) {
            return new PromiscuousAuthenticator();
        } else if (new File(credentials).exists()) {
            try {
                return new MultiUserAuthenticator(credentials);
            } catch (IOException | ReflectiveOperationException e) {
                throw new IllegalStateException("The password file of FitNesse can't be read", e);
            }
        }
        String[] user = credentials.split(":", -1);
        return new OneUserAuthenticator(user[0], user[1]);
    }

    /** Whether any name and password are accepted. */
    boolean areOpen() {
        return authenticator instanceof PromiscuousAuthenticator;
    }

    @Override
    public Optional<WikiUser> check(String userName, String password) {
        return authenticator.isAuthenticated(userName, password)
                ? Optional.of(new WikiUser(userName, new Person(userName, "")))
                : Optional.empty();
    }
}
