package dev.gitsync.servlet.internal.request;

import dev.gitsync.audit.AuditListener;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.internal.server.AuditRecorder;
import dev.gitsync.limits.ServerLimits;
import dev.gitsync.limits.SignInCounts;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.servlet.connection.TrustedProxies;
import dev.gitsync.servlet.identity.Authenticator;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings that the servlets share. Not safe for use by several threads. */
public final class RequestAuthenticatorBuilder {
    private static final Pattern REALM = Pattern.compile("[ -~&&[^\"\\\\]]{1,128}");

    private final String servlet;
    private @Nullable Authenticator authenticator;
    private @Nullable SignInLimiter signInLimiter;
    private String realm;
    private ServerLimits limits = ServerLimits.defaults();
    private TrustedProxies trustedProxies = TrustedProxies.none();
    private boolean allowsPlainHttp;
    private AuditListener auditListener = AuditListener.toLog();

    /**
     * Begins with the defaults.
     *
     * @param servlet the name of the servlet, for error messages
     * @param realm the default realm
     */
    public RequestAuthenticatorBuilder(String servlet, String realm) {
        this.servlet = servlet;
        this.realm = realm;
    }

    /** Sets the authenticator. */
    public void authenticator(Authenticator value) {
        authenticator = value;
    }

    /** Sets the limiter for failed sign-ins. */
    public void signInLimiter(SignInLimiter value) {
        signInLimiter = value;
    }

    /**
     * Sets the realm.
     *
     * @throws InvalidInputException if it can't stand in a header
     */
    public void realm(String value) {
        if (!REALM.matcher(value).matches()) {
            throw new InvalidInputException(
                    "realm must be 1 to 128 printable ASCII characters without quotes and backslashes");
        }
        realm = value;
    }

    /** Sets the limits. */
    public void limits(ServerLimits value) {
        limits = value;
    }

    /** Returns the limits. */
    public ServerLimits limits() {
        return limits;
    }

    /** Sets the trusted proxies. */
    public void trustedProxies(TrustedProxies value) {
        trustedProxies = value;
    }

    /** Sets whether plain HTTP is accepted from other machines. */
    public void allowPlainHttp(boolean value) {
        allowsPlainHttp = value;
    }

    /** Sets the audit listener. */
    public void auditListener(AuditListener value) {
        auditListener = value;
    }

    /**
     * Creates the authenticator.
     *
     * @param counts where failed sign-ins are counted unless a limiter is set
     * @throws InvalidInputException if the authenticator is missing
     */
    public RequestAuthenticator build(SignInCounts counts) {
        return new RequestAuthenticator(this, counts);
    }

    /**
     * Returns {@code value}.
     *
     * @throws InvalidInputException if it is null; the message names {@code part}
     */
    public <T> T required(String part, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(part + " is missing; " + servlet + " requires it");
        }
        return value;
    }

    Authenticator authenticator() {
        return required("authenticator", authenticator);
    }

    /** Returns the limiter that was set, or one that counts in {@code counts}. */
    public SignInLimiter signInLimiter(SignInCounts counts) {
        return signInLimiter == null ? new SignInLimiter(limits, counts) : signInLimiter;
    }

    String realm() {
        return realm;
    }

    /** Returns the trusted proxies. */
    public TrustedProxies trustedProxies() {
        return trustedProxies;
    }

    /** Returns whether plain HTTP is accepted from other machines. */
    public boolean allowsPlainHttp() {
        return allowsPlainHttp;
    }

    /** Returns a recorder for the audit listener. */
    public AuditRecorder auditRecorder() {
        return new AuditRecorder(auditListener, Clock.systemUTC());
    }
}
