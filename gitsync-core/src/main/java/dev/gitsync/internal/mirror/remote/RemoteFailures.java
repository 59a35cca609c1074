package dev.gitsync.internal.mirror.remote;

import dev.gitsync.internal.mirror.RemoteException;
import dev.gitsync.internal.mirror.remote.wire.RemoteWords;
import dev.gitsync.internal.mirror.remote.wire.WireException;
import dev.gitsync.mirror.MirrorReport.Outcome;
import dev.gitsync.mirror.RemoteCredentials;
import dev.gitsync.mirror.RemoteCredentials.UserPassword;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Explains to the operator why a remote could not be used. Removes the secret of the mirror from what the remote says. */
final class RemoteFailures {
    private static final int MAX_CAUSES = 20;
    private static final String HIDDEN = "***";
    /** The length from which the beginning of a secret is removed. */
    private static final int LEAST_SHOWN = 4;

    private final String host;
    private final List<String> secrets;

    RemoteFailures(String host, Optional<RemoteCredentials> credentials) {
        this.host = host;
        this.secrets = credentials.map(RemoteFailures::secrets).orElse(List.of());
    }

    private static List<String> secrets(RemoteCredentials credentials) {
        if (!(credentials instanceof UserPassword pair) || pair.secret().isEmpty()) {
            return List.of();
        }
        byte[] both = (pair.user() + ":" + pair.secret()).getBytes(StandardCharsets.UTF_8);
        return List.of(Base64.getEncoder().encodeToString(both), pair.secret());
    }

    /** Returns the exception that ends the run. */
    RemoteException explain(IOException failure) {
        WireException known = find(failure, WireException.class);
        if (known == null) {
            known = new WireException(outcome(failure), sentence(failure), List.of(), failure);
        }
        return new RemoteException(
                known.outcome(),
                cleaned(known.sentence()),
                known.details().stream()
                        .map(this::cleaned)
                        .map(RemoteWords::shortened)
                        .toList(),
                known.getCause());
    }

    private String cleaned(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = withoutBeginning(clean.replace(secret, HIDDEN), secret);
        }
        return clean;
    }

    /** Removes the beginning of a secret from the end of a text, where the remote or a limit may have cut it. */
    private static String withoutBeginning(String text, String secret) {
        for (int length = Math.min(secret.length(), text.length()); length >= LEAST_SHOWN; length--) {
            if (text.endsWith(secret.substring(0, length))) {
                return text.substring(0, text.length() - length) + HIDDEN;
            }
        }
        return text;
    }

    private static Outcome outcome(IOException failure) {
        if (find(failure, CertificateException.class) != null) {
            return Outcome.UNTRUSTED;
        }
        if (isBroken(failure)) {
            return Outcome.UNREACHABLE;
        }
        return find(failure, SSLException.class) != null ? Outcome.UNTRUSTED : Outcome.REMOTE_FAILED;
    }

    private static boolean isBroken(IOException failure) {
        return find(failure, SocketException.class) != null
                || find(failure, EOFException.class) != null
                || (find(failure, ProtocolException.class) == null && find(failure, SSLException.class) == null);
    }

    private String sentence(IOException failure) {
        CertificateException certificate = find(failure, CertificateException.class);
        if (certificate != null) {
            return "The certificate of the remote at " + host + " " + flaw(failure, certificate);
        }
        if (isBroken(failure)) {
            return "The connection to the remote at " + host + " broke off. gitsync tries again.";
        }
        return find(failure, SSLException.class) != null
                ? "The remote at " + host
                        + " does not accept TLS as this server offers it. Check the port in the URL of"
                        + " the mirror, and which versions of TLS the remote accepts."
                : "The remote at " + host + " does not answer as a git server does. Check the URL of the mirror;"
                        + " gitsync tries again.";
    }

    private static String flaw(IOException failure, CertificateException certificate) {
        if (find(failure, CertificateExpiredException.class) != null) {
            return "has expired. Renew it there.";
        }
        if (find(failure, CertificateNotYetValidException.class) != null) {
            return "is not valid yet. Check the clocks of both servers.";
        }
        String message = String.valueOf(certificate.getMessage());
        return message.startsWith("No ")
                ? "is for another host. Use the name in the certificate in the URL of the mirror."
                : "is not trusted. Add its certificate authority to the trust store of this JVM"
                        + " (javax.net.ssl.trustStore).";
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable next = failure;
        for (int i = 0; next != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
            next = next.getCause();
        }
        return null;
    }
}
