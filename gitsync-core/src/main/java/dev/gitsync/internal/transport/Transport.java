package dev.gitsync.internal.transport;

import dev.gitsync.internal.engine.SpaceEngine;
import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.state.EngineParts;
import dev.gitsync.internal.state.RepositoryView;
import dev.gitsync.internal.state.SpaceRefs;
import dev.gitsync.internal.step.StepRecorder;
import dev.gitsync.model.Space;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushPreview;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.RefAdvertisement;
import dev.gitsync.repository.RepositoryStore;
import dev.gitsync.repository.pack.PackLimits;
import dev.gitsync.repository.pack.PackRules;
import dev.gitsync.settings.GitSyncSettings;
import dev.gitsync.settings.PushLimits;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefFilter;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;

/** Configures JGit's two services so that they show only {@code main}, and accept only what the engine accepts. */
public final class Transport {
    private static final RefFilter ONLY_MAIN = refs -> refs.values().stream()
            .filter(ref -> ref.getName().equals(SpaceRefs.MAIN) || ref.getName().equals("HEAD"))
            .collect(Collectors.toMap(Ref::getName, ref -> ref));

    private final SpaceEngine engine;
    private final GitSyncSettings settings;
    private final StepRecorder steps;
    private final PageLinks links;
    private final PrecheckMemory precheckMemory = PrecheckMemory.ofHeap();

    /** Creates a transport that passes pushes to {@code engine}. */
    public Transport(SpaceEngine engine, EngineParts parts, PageLinks links) {
        this.engine = engine;
        this.settings = parts.settings();
        this.steps = parts.steps();
        this.links = links;
    }

    /** Returns a service for fetch and clone. */
    public UploadPack uploadPack(Repository repository) {
        UploadPack upload = RepositoryView.space(repository)
                .<UploadPack>map(space -> new ObservedUploadPack(repository, steps, space))
                .orElseGet(() -> new UploadPack(repository));
        upload.setRefFilter(ONLY_MAIN);
        upload.setTransferConfig(offers(repository));
        upload.setPackConfig(PackRules.fetchConfig(repository));
        // After setTransferConfig, which sets another one.
        upload.setRequestValidator(new ReachableWantsValidator());
        return upload;
    }

    /** Advertises the {@code main} of {@code caughtUp}. */
    public RefAdvertisement advertise(Repository repository, SyncReport caughtUp) {
        return new CaughtUpRefs(
                caughtUp,
                settings.merge(),
                () -> uploadPack(repository),
                () -> receivePack(repository, new CaughtUpRefs.NoPush()));
    }

    /**
     * Offers partial clones, what {@code push.negotiate} needs, and the version of the protocol that the client requests; regardless of the
     * configuration of the repository and of the user who runs the server.
     */
    private static TransferConfig offers(Repository repository) {
        Config config = new Config(repository.getConfig());
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("uploadpack", null, "advertiseWaitForDone", true);
        config.setString("protocol", null, "version", "2");
        return new TransferConfig(config);
    }

    /** Opens the repository of a space for fetches and a push. */
    public Repository open(Space space, RepositoryStore repositories) {
        return new RepositoryView(space.id(), repositories.open(space, packLimits(settings.push())));
    }

    /** Returns the limits for packs that come from outside. */
    public static PackLimits packLimits(PushLimits push) {
        return limits(push).pack();
    }

    private static PushReceiver.Limits limits(PushLimits push) {
        long mostFileBytes = Math.max(push.maxFileBytes(), push.maxPageBytes());
        return new PushReceiver.Limits(
                mostFileBytes, push.maxPackBytes(), push.maxDeltaDepth(), push.maxObjects(), push.maxCommits());
    }

    /** Returns a check of a push while it arrives. */
    public PushPreview preview(Space space, RepositoryStore repositories) {
        return new PushPrecheck(space, repositories, settings.push(), precheckMemory);
    }

    /** Returns a service for push; {@code permission} is checked again before a push is committed. */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher, BooleanSupplier permission) {
        return receivePack(repository, new PushHandler(engine, new ReceiptWriter(links, space), pusher, permission));
    }

    private ReceivePack receivePack(Repository repository, PushReceiver.Judge judge) {
        ReceivePack receive = new PushReceiver(repository, limits(settings.push()), judge);
        receive.setRefFilter(ONLY_MAIN);
        receive.setAllowPushOptions(true);
        return receive;
    }
}
