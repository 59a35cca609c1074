package dev.gitsync.ssh.internal.server;

import dev.gitsync.ssh.limits.SshLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.file.nonefs.NoneFileSystemFactory;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;

/** Apache MINA SSHD, with everything off but public keys and commands of git. */
public final class Sshd extends SshServer {
    /** SSHD computes key exchanges and checks signatures in these threads, and the keys of clients are looked up in them. */
    private static final int IO_THREADS = 8;
    /** How long clients have, together, to close the channels of commands that have ended. */
    private static final Duration CHANNEL_PATIENCE = Duration.ofSeconds(5);

    private final CommandThreads threads;
    private final Duration closeWait;

    private Sshd(SshParts parts) {
        this.threads = new CommandThreads(parts.services().limits().maxRequests());
        this.closeWait = parts.limits().closeWait();
    }

    /** Creates a server that is not started. */
    public static Sshd of(SshParts parts, InetSocketAddress address, List<KeyPair> hostKeys) {
        CommandDispatcher dispatcher = new CommandDispatcher(
                parts.services(), parts.access(), new Greeting(parts.publicUrl()), parts.pushes());
        Sshd sshd = new Sshd(parts);
        ServerBuilder.builder().factory(() -> sshd).build();
        sshd.setHost(address.getAddress().getHostAddress());
        sshd.setPort(address.getPort());
        sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
        Algorithms.applyTo(sshd);
        sshd.offerOnlyCommands(dispatcher);
        sshd.signInWithKeys(parts);
        sshd.apply(parts.limits());
        return sshd;
    }

    private void offerOnlyCommands(CommandRunner dispatcher) {
        setChannelFactories(List.of(new ChannelSessionFactory() {
            @Override
            public Channel createChannel(Session session) {
                return new GitChannel((command, hasTerminal) ->
                        new ChannelCommand(new ChannelCommand.Line(command, hasTerminal), dispatcher, threads));
            }
        }));
        setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        setAgentFactory(null);
        setFileSystemFactory(NoneFileSystemFactory.INSTANCE);
        setSubsystemFactories(List.of());
        setShellFactory(null);
        setCommandFactory(null);
    }

    private void signInWithKeys(SshParts parts) {
        KeySignIn signIn = new KeySignIn(
                parts.authenticator(), parts.signIns(), parts.services().audit());
        setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        setPublickeyAuthenticator(signIn);
        setPasswordAuthenticator(null);
        setKeyboardInteractiveAuthenticator(null);
        setGSSAuthenticator(null);
        setHostBasedAuthenticator(null);
        addSessionListener(signIn);
        addSessionListener(new ConnectionLimiter(parts.limits()));
    }

    private void apply(SshLimits limits) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(this, "gitsync");
        CoreModuleProperties.NIO_WORKERS.set(this, IO_THREADS);
        CoreModuleProperties.AUTH_TIMEOUT.set(this, limits.maxSignInTime());
        CoreModuleProperties.IDLE_TIMEOUT.set(this, limits.maxIdleTime());
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(this, limits.maxIdleTime().plusSeconds(15));
        CoreModuleProperties.WINDOW_TIMEOUT.set(this, limits.maxIdleTime());
        // A key is tried in two steps, and there is one request more without a key.
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(this, 2 * limits.maxKeysPerConnection() + 1);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(this, limits.maxChannelsPerConnection());
        CoreModuleProperties.REKEY_BYTES_LIMIT.set(this, limits.rekeyBytes());
        CoreModuleProperties.REKEY_TIME_LIMIT.set(this, limits.rekeyTime());
    }

    /** Returns whether it has a port that is open. */
    public boolean isAccepting() {
        return isStarted() && !acceptor.getBoundAddresses().isEmpty();
    }

    /** Accepts no more connections and commands, waits for running commands, then closes all connections. Does nothing the second time. */
    public void stopGracefully() throws IOException {
        if (isStarted()) {
            acceptor.unbind();
        }
        threads.stop(closeWait);
        if (isStarted()) {
            closeChannels();
        }
        stop(false);
    }

    /**
     * Closes all sessions by the protocol: each channel sends what it still has, and waits until the client has closed it as well. Otherwise
     * the connection of a client may end before the status of its command arrives, and git takes an accepted push for a failed one.
     */
    private void closeChannels() throws IOException {
        List<CloseFuture> closing = getActiveSessions().stream()
                .map(session -> session.close(false))
                .toList();
        long end = System.nanoTime() + CHANNEL_PATIENCE.toNanos();
        for (CloseFuture session : closing) {
            session.await(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        }
    }
}
