package dev.gitsync.ssh.internal.key;

import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/**
 * Registers {@link JdkEd25519} with Apache MINA SSHD, whose version 2 knows Ed25519 only from Bouncy Castle or net.i2p.crypto.eddsa. If the
 * application has one of these, SSHD uses it as before.
 */
public final class Ed25519Provider extends AbstractSecurityProviderRegistrar {
    private static final String JDK_PROVIDER = "SunEC";

    private Ed25519Provider() {
        super("gitsync-jdk-ed25519");
    }

    /** Registers it for the whole process, unless Ed25519 is supported already. */
    public static void register() {
        synchronized (Ed25519Provider.class) {
            if (!SecurityUtils.isEDDSACurveSupported()) {
                SecurityUtils.registerSecurityProvider(new Ed25519Provider());
            }
        }
    }

    @Override
    public boolean isSupported() {
        return Security.getProvider(JDK_PROVIDER) != null;
    }

    /** The JDK's provider is used for no other algorithm because of this. */
    @Override
    public boolean isSecurityEntitySupported(Class<?> entityType, String name) {
        return false;
    }

    @Override
    public Provider getSecurityProvider() {
        return Objects.requireNonNull(Security.getProvider(JDK_PROVIDER));
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new JdkEd25519());
    }
}
