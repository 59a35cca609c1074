package dev.gitsync.demo.ssh;

import dev.gitsync.GitSync;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.demo.start.StartException;
import dev.gitsync.error.InvalidInputException;
import dev.gitsync.limits.SignInLimiter;
import dev.gitsync.ssh.GitSyncSshServer;
import dev.gitsync.ssh.HostKeys;
import dev.gitsync.ssh.identity.SshAuthenticator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/** Offers git over SSH if {@code DEMO_SSH_PORT} is set. */
public final class SshService implements AutoCloseable {
    private static final String PORT = "DEMO_SSH_PORT";
    private static final int MOST = 65_535;

    private final GitSyncSshServer server;
    private final SshAddress address;

    private SshService(GitSyncSshServer server, SshAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Who may do what.
     *
     * @param users finds users by their keys
     * @param access their rights
     * @param limiter limits failed sign-ins, in the browser as well
     */
    public record People(SshAuthenticator users, SpaceAccess access, SignInLimiter limiter) {}

    /** Returns whether it is to be offered. */
    public static boolean isWanted(Map<String, String> variables) {
        return variables.containsKey(PORT);
    }

    /**
     * Starts a server.
     *
     * @param bind the host, and the folder of the host keys
     * @throws StartException if the port is invalid or in use, or a host key can't be used
     */
    public static SshService start(GitSync gitSync, People people, Bind bind) {
        try {
            HostKeys keys = HostKeys.inFolder(bind.hostKeys());
            GitSyncSshServer server = GitSyncSshServer.builder()
                    .gitSync(gitSync)
                    .authenticator(people.users())
                    .access(people.access())
                    .signInLimiter(people.limiter())
                    .hostKeys(keys)
                    .address(new InetSocketAddress(bind.host(), port(bind.variables())))
                    .build();
            server.start();
            return new SshService(server, new SshAddress(server.port(), keys.fingerprints()));
        } catch (InvalidInputException e) {
            throw new StartException(StartException.Problem.BAD_OPTION, e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new StartException(
                    StartException.Problem.PORT,
                    "Git over SSH can't listen on the port of " + PORT + ": " + e.getMessage() + ".",
                    e);
        }
    }

    private static int port(Map<String, String> variables) {
        String port = variables.getOrDefault(PORT, "");
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > MOST) {
            throw new InvalidInputException(PORT + " is '" + port + "', but it must be a port from 0 to " + MOST);
        }
        return Integer.parseInt(port);
    }

    /** Where the server listens, and with which keys. */
    public record Bind(String host, Map<String, String> variables, Path hostKeys) {}

    /** The address of the server. */
    public SshAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
