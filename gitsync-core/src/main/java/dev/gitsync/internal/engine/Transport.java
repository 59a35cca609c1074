package dev.gitsync.internal.engine;

import dev.gitsync.internal.receive.PushReceiver;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.model.Space;
import dev.gitsync.push.PageLinks;
import dev.gitsync.push.PushAttempt;
import dev.gitsync.push.PushPermission;
import dev.gitsync.push.PushProposal;
import dev.gitsync.push.Pusher;
import dev.gitsync.report.PushResult;
import dev.gitsync.report.PushedPage;
import dev.gitsync.report.SyncReport;
import dev.gitsync.repository.pack.DeltaChains;
import dev.gitsync.settings.GitSyncSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefFilter;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets JGit's two services up so that they show {@code main} and nothing else, and take nothing that the engine has not. */
public final class Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    /** Git ends a line of remote output at will; a receipt beyond this many lines is counted instead of listed. */
    private static final int RECEIPT_LINES = 200;

    private static final RefFilter ONLY_MAIN = refs -> refs.values().stream()
            .filter(ref -> ref.getName().equals(SpaceRefs.MAIN) || ref.getName().equals("HEAD"))
            .collect(Collectors.toMap(Ref::getName, ref -> ref));

    private final SpaceEngine engine;
    private final GitSyncSettings settings;
    private final PageLinks links;

    /** Hands pushes to {@code engine}. */
    public Transport(SpaceEngine engine, GitSyncSettings settings, PageLinks links) {
        this.engine = engine;
        this.settings = settings;
        this.links = links;
    }

    /** A service for fetch and clone. */
    public UploadPack uploadPack(Repository repository) {
        UploadPack upload = new UploadPack(repository);
        upload.setRefFilter(ONLY_MAIN);
        upload.setTransferConfig(offers(repository));
        upload.setPackConfig(DeltaChains.cut(repository));
        // After setTransferConfig, which sets another one.
        upload.setRequestValidator(new ReachableWants());
        return upload;
    }

    /** The same, with {@code main} where {@code caughtUp} has it. */
    public UploadPack uploadPack(Repository repository, SyncReport caughtUp) {
        UploadPack upload = uploadPack(repository);
        upload.setAdvertiseRefsHook(ShownMain.after(caughtUp));
        return upload;
    }

    /**
     * Partial clones, what {@code push.negotiate} needs, and the version of the protocol that the client asks for; whatever the
     * configuration of the repository, or of who runs the server, says.
     */
    private static TransferConfig offers(Repository repository) {
        Config config = new Config(repository.getConfig());
        config.setBoolean("uploadpack", null, "allowFilter", true);
        config.setBoolean("uploadpack", null, "advertiseWaitForDone", true);
        config.setString("protocol", null, "version", "2");
        return new TransferConfig(config);
    }

    /** A service for push; {@code permission} is asked again before a push is committed. */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher, PushPermission permission) {
        long mostFileBytes = Math.max(settings.maxFileBytes(), settings.maxPageBytes());
        PushReceiver receive = new PushReceiver(
                repository,
                mostFileBytes,
                settings.maxPackBytes(),
                settings.maxDeltaDepth(),
                settings.maxObjectsPerPush());
        receive.setRefFilter(ONLY_MAIN);
        receive.setAllowPushOptions(true);
        receive.setPreReceiveHook((service, commands) -> receive(space, receive, pusher, permission));
        return receive;
    }

    /** The same for telling where {@code main} is: where {@code caughtUp} has it. */
    public ReceivePack receivePack(Space space, Repository repository, Pusher pusher, SyncReport caughtUp) {
        ReceivePack receive = receivePack(space, repository, pusher, PushPermission.always());
        receive.setAdvertiseRefsHook(ShownMain.after(caughtUp));
        return receive;
    }

    private void receive(Space space, PushReceiver receive, Pusher pusher, PushPermission permission) {
        List<ReceiveCommand> commands = receive.getAllCommands();
        ReceiveCommand main = commands.get(0);
        List<String> options = receive.getPushOptions() == null ? List.of() : receive.getPushOptions();
        PushProposal proposal = new PushProposal(main.getOldId(), main.getNewId(), options);
        List<String> sentences = new ArrayList<>();
        if (RefRules.refuse(commands, sentences::add)) {
            sentences.forEach(receive::sendMessage);
            engine.pushed(new PushAttempt(space, pusher, proposal), RefRules.refusal(main, sentences));
            return;
        }
        PushRequest push = new PushRequest(space, receive.getRepository(), pusher, proposal, permission);
        engine.ingest(push, new ClientPulse(receive))
                .match(
                        accepted -> {
                            main.setResult(ReceiveCommand.Result.OK);
                            String lead = accepted.isPending() ? "To be written: " : "In the wiki: ";
                            sendReceipt(space, receive, accepted.pages(), accepted.otherFiles(), lead);
                            accepted.notes().forEach(receive::sendMessage);
                            return true;
                        },
                        planned -> {
                            sendReceipt(space, receive, planned.pages(), planned.otherFiles(), "This push would do: ");
                            planned.notes().forEach(receive::sendMessage);
                            reject(main, "dry run: nothing was changed");
                            return false;
                        },
                        refused -> {
                            said(refused).forEach(receive::sendMessage);
                            reject(main, refused.summary());
                            return false;
                        });
    }

    /** What the client prints; the first line says that it is about a refusal. */
    private static List<String> said(PushResult.Refused refused) {
        List<String> lines = new ArrayList<>(refused.details());
        if (refused.reason() == PushResult.Reason.INVALID && !lines.isEmpty()) {
            lines.set(0, "Push refused: " + lines.get(0));
        }
        return lines;
    }

    private static void reject(ReceiveCommand command, String why) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why);
    }

    private void sendReceipt(Space space, ReceivePack receive, List<PushedPage> pages, int otherFiles, String lead) {
        pages.stream().limit(RECEIPT_LINES).forEach(page -> receive.sendMessage(line(space, page)));
        Map<PushedPage.Action, Long> counts =
                pages.stream().collect(Collectors.groupingBy(PushedPage::action, Collectors.counting()));
        String summary = Set.of(PushedPage.Action.values()).stream()
                .sorted()
                .filter(counts::containsKey)
                .map(action -> counts.get(action) + " " + word(action))
                .collect(Collectors.joining(", "));
        String others = otherFiles == 0 ? "" : ", " + otherFiles + " other files";
        receive.sendMessage(lead + (summary.isEmpty() ? "no page changed" : summary) + others);
    }

    private String line(Space space, PushedPage page) {
        String url = page.action() == PushedPage.Action.DELETED
                ? ""
                : url(space, page).map(link -> "  " + link).orElse("");
        return String.format("%-8s %s%s", word(page.action()), Paths.shown(page.path()), url);
    }

    /** The push is committed by now: a link that can't be told must not make a failure of it. */
    private Optional<String> url(Space space, PushedPage page) {
        try {
            return links.url(space, page.page());
        } catch (RuntimeException e) {
            LOG.warn("Space {}: the wiki could not tell the address of a page", space.id(), e);
            return Optional.empty();
        }
    }

    private static String word(PushedPage.Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }
}
