package dev.gitsync.ssh.internal.server;

import dev.gitsync.GitSync;
import dev.gitsync.access.Access;
import dev.gitsync.access.SpaceAccess;
import dev.gitsync.error.StoreException;
import dev.gitsync.internal.server.LogText;
import dev.gitsync.internal.server.Refusal;
import dev.gitsync.internal.server.RequestLimiter;
import dev.gitsync.internal.server.concurrency.Permit;
import dev.gitsync.model.Space;
import dev.gitsync.ssh.identity.SshIdentity;
import dev.gitsync.ssh.internal.git.AuthorizedSession;
import dev.gitsync.ssh.internal.git.AuthorizedSession.SignedInClient;
import dev.gitsync.ssh.internal.git.FetchService;
import dev.gitsync.ssh.internal.git.GitCommandLine;
import dev.gitsync.ssh.internal.git.GitCommandLine.Service;
import dev.gitsync.ssh.internal.git.PushService;
import dev.gitsync.ssh.internal.git.RefusedException;
import dev.gitsync.ssh.internal.git.ServiceParts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of users who have signed in:
 *
 * <ol>
 *   <li>a command that is none of git is refused with a sentence of help;
 *   <li>a key that was removed since the sign-in ends the command, since a connection can live for hours;
 *   <li>a space that is missing or disabled, and one that the user may not read, get the same answer;
 *   <li>a push needs the right to write; then the {@link FetchService} or the {@link PushService} serves the command.
 * </ol>
 *
 * Safe for use by several threads.
 */
final class CommandDispatcher implements CommandRunner {
    /** The command of a channel with a shell: the user gave none. */
    static final String SHELL = "";
    /** Begins the command of a channel with a subsystem. A client can't send it, because a command of git has no control character. */
    static final String SUBSYSTEM = "\0subsystem ";

    private static final Logger log = LoggerFactory.getLogger(CommandDispatcher.class);
    private static final String ONLY_GIT = "This server offers only git over SSH: git clone, fetch, pull and push.";
    private static final String NO_ARCHIVE =
            "This server does not offer git archive over SSH. Clone the space, and use git archive there.";
    private static final String NO_LFS =
            "This server offers Git LFS over HTTP only. Set its address: git config lfs.url <HTTP address of the space>/info/lfs";
    private static final String KEY_REMOVED =
            "The key of this connection is no longer valid. Connect again with another key.";
    private static final String NO_PUSH =
            "You may read this space, but not push to it. Ask a manager of the space for write access.";
    private static final Pattern PARAMETERS = Pattern.compile(":");

    private final ServiceParts parts;
    private final SpaceAccess access;
    private final Greeting greeting;
    private final FetchService fetches;
    private final PushService pushes;

    CommandDispatcher(ServiceParts parts, SpaceAccess access, Greeting greeting, PushService pushes) {
        this.parts = parts;
        this.access = access;
        this.greeting = greeting;
        this.fetches = new FetchService(parts);
        this.pushes = pushes;
    }

    @Override
    public int run(Request request) throws IOException {
        Optional<GitCommandLine> command = GitCommandLine.of(request.command());
        if (command.isEmpty() || command.get().service() == Service.ARCHIVE) {
            String message = command.isPresent() ? NO_ARCHIVE : help(request);
            line(
                    request.hasTerminal() ? message.replace("\n", "\r\n") + "\r" : message,
                    request.streams().messages());
            return REFUSED;
        }
        try {
            return isServed(command.get(), request) ? 0 : REFUSED;
        } catch (RefusedException e) {
            FetchService.sendError(e.sentence(), request.streams().out());
        } catch (StoreException e) {
            log.warn("Could not authorize a command over SSH: {}", LogText.clean(e));
            FetchService.sendError(
                    Refusal.SPACE_UNAVAILABLE.message(), request.streams().out());
        }
        return REFUSED;
    }

    private String help(Request request) {
        if (request.command().equals(SHELL)) {
            return greeting.to(KeySignIn.of(request.session()).identity(), request.session());
        }
        return request.command().startsWith("git-lfs-") ? NO_LFS : ONLY_GIT;
    }

    private boolean isServed(GitCommandLine command, Request request) throws IOException {
        RequestLimiter limiter = parts.limiter();
        Permit permit = required(limiter.acquire(), Refusal.SERVER_BUSY);
        try (permit) {
            SignedInClient client = client(request);
            Permit own =
                    required(limiter.acquireForUser(client.identity().user().id()), Refusal.TOO_MANY_REQUESTS);
            try (own) {
                AuthorizedSession session = authorize(command, client);
                return command.service() == Service.PUSH
                        ? pushes.serve(session, request.streams())
                        : fetches.serve(session, request.streams());
            }
        }
    }

    private static Permit required(Optional<Permit> permit, Refusal otherwise) throws RefusedException {
        return permit.orElseThrow(() -> new RefusedException(otherwise.message()));
    }

    private static SignedInClient client(Request request) throws RefusedException {
        KeySignIn.SignedIn user = KeySignIn.of(request.session());
        if (!user.identity().validity().getAsBoolean()) {
            throw new RefusedException(KEY_REMOVED);
        }
        List<String> parameters = PARAMETERS
                .splitAsStream(request.gitProtocol())
                .filter(text -> !text.isEmpty())
                .toList();
        return new SignedInClient(user.identity(), user.fingerprint(), Addresses.of(request.session()), parameters);
    }

    private AuthorizedSession authorize(GitCommandLine command, SignedInClient client) throws RefusedException {
        GitSync gitSync = parts.gitSync();
        Optional<Space> space = command.space().flatMap(gitSync::space);
        Access allowed = space.map(s -> access(client.identity(), s)).orElse(Access.NONE);
        if (space.isEmpty() || !allowed.allows(Access.READ)) {
            throw new RefusedException(Refusal.NOT_FOUND.message());
        } else if (command.service() == Service.PUSH && !allowed.allows(Access.WRITE)) {
            throw new RefusedException(NO_PUSH);
        }
        return new AuthorizedSession(
                client,
                space.get(),
                allowed,
                () -> client.identity().validity().getAsBoolean()
                        && access(client.identity(), space.get()).allows(allowed));
    }

    private Access access(SshIdentity identity, Space space) {
        return access.access(identity.user(), space).atMost(identity.limit().access(identity.user(), space));
    }

    private static void line(String text, OutputStream out) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
