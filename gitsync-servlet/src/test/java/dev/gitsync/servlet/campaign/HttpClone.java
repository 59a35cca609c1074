package dev.gitsync.servlet.campaign;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A clone in memory of a repository behind HTTP. */
final class HttpClone implements Clone {
    private static final int TIMEOUT_SECONDS = 120;
    private static final String HERE = "refs/remotes/origin/";

    private final Repository git = new InMemoryRepository(new DfsRepositoryDescription("clone"));
    private final String url;

    HttpClone(String url) {
        this.url = url;
    }

    @Override
    public Repository git() {
        return git;
    }

    private Transport open(String from) throws IOException {
        try {
            Transport transport = Transport.open(git, new URIish(from));
            transport.setCredentialsProvider(
                    new UsernamePasswordCredentialsProvider(CampaignWiki.USER, CampaignWiki.PASSWORD));
            transport.setTimeout(TIMEOUT_SECONDS);
            return transport;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ObjectId branch(String name) throws IOException {
        return fetch(url, name);
    }

    /** Returns {@code main} of another repository, with its objects here. */
    ObjectId other(String from) throws IOException {
        return fetch(from, "main");
    }

    private ObjectId fetch(String from, String name) throws IOException {
        try (Transport transport = open(from)) {
            FetchResult result =
                    transport.fetch(NullProgressMonitor.INSTANCE, List.of(new RefSpec("+refs/heads/*:" + HERE + "*")));
            Ref ref = result.getAdvertisedRef(Constants.R_HEADS + name);
            return ref == null ? ObjectId.zeroId() : ref.getObjectId();
        }
    }

    /** Pushes as git does, which expects the commit that the server advertises to those who push. */
    @Override
    public Answer push(ObjectId from, ObjectId to) throws IOException {
        RemoteRefUpdate update =
                new RemoteRefUpdate(git, (String) null, to, Constants.R_HEADS + "main", false, null, null);
        try (Transport transport = open(url)) {
            PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return switch (result.getRemoteUpdates().iterator().next().getStatus()) {
                case OK, UP_TO_DATE -> Answer.DONE;
                case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> Answer.REFUSED;
                default -> Answer.UNKNOWN;
            };
        } catch (TransportException e) {
            return Answer.UNKNOWN;
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
