package dev.gitsync.internal.mirror.remote.ssh;

import java.io.File;
import java.security.KeyPair;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.IdentityPasswordProvider;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/** Opens sessions with given keys only: without agent, proxy, or anything of {@code ~/.ssh}. */
final class PinnedSessionFactory extends SshdSessionFactory {
    /** A folder that does not exist, in place of the home of the user who runs the server. */
    private static final File NOWHERE = new File("/nonexistent/gitsync");

    private final PinnedHostKeys hostKeys;
    private final List<KeyPair> identities;

    PinnedSessionFactory(PinnedHostKeys hostKeys, List<KeyPair> identities) {
        super(null, null);
        this.hostKeys = hostKeys;
        this.identities = identities;
        setHomeDirectory(NOWHERE);
        setSshDirectory(NOWHERE);
    }

    @Override
    protected @Nullable File getSshConfig(File folder) {
        return null;
    }

    @Override
    protected @Nullable SshConfigStore createSshConfigStore(File home, @Nullable File config, String user) {
        return null;
    }

    @Override
    protected ServerKeyDatabase getServerKeyDatabase(File home, File folder) {
        return hostKeys;
    }

    @Override
    protected @Nullable ConnectorFactory getConnectorFactory() {
        return null;
    }

    @Override
    protected Iterable<KeyPair> getDefaultKeys(File folder) {
        return identities;
    }

    @Override
    protected String getDefaultPreferredAuthentications() {
        return "publickey";
    }

    @Override
    protected KeyPasswordProvider createKeyPasswordProvider(CredentialsProvider provider) {
        return new IdentityPasswordProvider(provider);
    }
}
