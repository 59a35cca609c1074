package dev.gitsync.internal.idlinks;

import dev.gitsync.format.PageFormat;
import dev.gitsync.format.link.LinkCodec;
import dev.gitsync.format.link.LinkTargets;
import dev.gitsync.internal.index.IdLinkIndex;
import dev.gitsync.internal.index.IndexedPage;
import dev.gitsync.internal.index.SpaceIndex;
import dev.gitsync.internal.pages.PageFiles;
import dev.gitsync.internal.plan.PlanRequest;
import dev.gitsync.internal.plan.PushPlan;
import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.Paths;
import dev.gitsync.internal.tree.TreeEditor;
import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.work.PlanMemory;
import dev.gitsync.model.PageContent;
import dev.gitsync.model.PageId;
import dev.gitsync.model.Provenance;
import dev.gitsync.report.PushResult.PushedPage;
import dev.gitsync.store.PageChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Completes the plan of a push for a wiki that stores links by id:
 *
 * <ol>
 *   <li>The plan is applied to a second index, so that ids and paths are those after the push.
 *   <li>The text of each page that the plan writes is converted. A text that does not come back as the same bytes refuses the push.
 *   <li>Pages whose files did not change are looked at if their links lead to something that came, went or moved: if the file would
 *       be written otherwise, or a link of it has a target now, the page gets the text of its file.
 * </ol>
 *
 * So the pushed tree is the rendering of the wiki. Not safe for use by several threads.
 */
public final class LinkPlanner {
    private final LinkCodec codec;
    private final WikiTexts texts;
    private final PageFiles files;
    private final PlanRequest request;
    private final PushPlan plan;
    private final SpaceState now;
    private final Map<PageId, LinkTargets> targets = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private LinkPlanner(Means means, PlanRequest request, PushPlan plan) {
        this.codec = means.codec();
        this.texts = means.texts();
        this.files = means.files();
        this.request = request;
        this.plan = plan;
        this.now = new SpaceState(means.copy(), new TreeEditor(request.reader(), request.pushed()), files);
    }

    /**
     * What a planner needs besides the plan.
     *
     * @param copy an index like that of the request, which the planner changes
     */
    public record Means(LinkCodec codec, WikiTexts texts, PageFiles files, SpaceIndex copy) {}

    /** A page whose file stays, and the text that it gets. */
    private record Relinked(
            IndexedPage page, String file, @Nullable String before, String text) {}

    /**
     * Returns the plan with the texts that the wiki stores.
     *
     * @throws ProposalException if the codec can't convert a text without loss
     */
    public static PushPlan complete(Means means, PlanRequest request, PushPlan plan)
            throws IOException, ProposalException {
        return new LinkPlanner(means, request, plan).complete();
    }

    private PushPlan complete() throws IOException, ProposalException {
        request.budget().doing("converting links");
        // The second index changes page by page, so that paths in between are those of no state.
        FormerSpots watcher = new FormerSpots(
                new SpaceState(request.index(), new TreeEditor(request.reader(), request.base()), files));
        now.index().watch(watcher);
        plan.applyTo(now.index());
        Map<PageId, Spot> former = watcher.take();
        AffectedPages affected = new AffectedPages(now, codec, request.budget()::spend);
        affected.add(former);
        List<PageChange> changes = new ArrayList<>();
        Set<PageId> written = new HashSet<>();
        for (PageChange change : plan.changes()) {
            request.budget().spend();
            written.add(change.id());
            changes.add(converted(change));
        }
        List<Relinked> relinked = relinked(affected, written);
        if (!problems.isEmpty()) {
            throw new ProposalException(problems);
        }
        insert(relinked, changes);
        return plan.withLinks(changes, new PushPlan.Placed(placed(relinked), receipt(relinked)), edits(former));
    }

    private String converted(PageId id, String text) throws IOException {
        String file = now.file(id).orElseThrow();
        String wiki = codec.toWiki(file, text, now);
        if (!codec.toFile(file, wiki, now).equals(text)) {
            problems.add(
                    Paths.shown(file)
                            + " has links that this wiki can't store without a change of the file. Tell the operator that the link codec is wrong.");
        }
        targets.put(id, codec.targets(file, wiki, text));
        return wiki;
    }

    private PageChange converted(PageChange change) throws IOException {
        if (change instanceof PageChange.Create create) {
            return new PageChange.Create(create.id(), converted(create.id(), create.content()), create.provenance());
        }
        if (change instanceof PageChange.Restore restore) {
            PageContent content = converted(restore.id(), restore.content());
            return new PageChange.Restore(restore.id(), restore.expectedVersion(), content, restore.provenance());
        }
        if (change instanceof PageChange.Update update) {
            PageContent content = converted(update.id(), update.content());
            return new PageChange.Update(
                    update.id(), update.expectedVersion(), base(update), content, update.provenance());
        }
        return change;
    }

    /** Returns the text of the wiki on which a change is based. */
    private @Nullable String base(PageChange.Update update) throws IOException {
        Optional<IndexedPage> before =
                update.base() == null ? Optional.empty() : request.index().page(update.id());
        return before.flatMap(texts::at).orElse(update.base());
    }

    private PageContent converted(PageId id, PageContent content) throws IOException {
        if (content.text() == null) {
            targets.put(id, LinkTargets.none());
            return content;
        }
        String wiki = converted(id, content.text());
        request.budget().hold(PlanMemory.bytes(wiki));
        return new PageContent(content.parent(), content.title(), wiki);
    }

    private List<Relinked> relinked(AffectedPages affected, Set<PageId> written) throws IOException {
        Set<PageId> candidates = new LinkedHashSet<>(affected.affected());
        candidates.addAll(affected.wanting());
        List<Relinked> relinked = new ArrayList<>();
        for (PageId id : candidates) {
            request.budget().spend();
            Optional<IndexedPage> page = now.index().page(id).filter(IndexedPage::hasFile);
            if (page.isPresent() && !written.contains(id) && isLinked(id, affected.wanting())) {
                relink(page.get(), affected.wanting().contains(id)).ifPresent(relinked::add);
            } else if (page.isEmpty()) {
                targets.put(id, LinkTargets.none());
            }
        }
        return relinked;
    }

    private boolean isLinked(PageId id, Set<PageId> wanting) throws IOException {
        return wanting.contains(id) || !now.index().idLinks().targets(id).isEmpty();
    }

    private Optional<Relinked> relink(IndexedPage page, boolean isWanting) throws IOException {
        String file = now.file(page.id()).orElseThrow();
        Optional<String> text = fileText(file, page);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> stored = texts.at(page);
        boolean isSame =
                stored.isPresent() && codec.toFile(file, stored.get(), now).equals(text.get());
        if (isSame && !isWanting) {
            targets.put(page.id(), codec.targets(file, stored.get(), text.get()));
            return Optional.empty();
        }
        String wiki = converted(page.id(), text.get());
        LinkTargets links = Objects.requireNonNull(targets.get(page.id()));
        if (isSame
                && links.ids()
                        .equals(codec.targets(file, stored.get(), text.get()).ids())) {
            targets.put(page.id(), codec.targets(file, stored.get(), text.get()));
            return Optional.empty();
        }
        request.budget()
                .hold(PlanMemory.bytes(wiki) + stored.map(PlanMemory::bytes).orElse(0L));
        return Optional.of(new Relinked(page, file, stored.orElse(null), wiki));
    }

    private Optional<String> fileText(String file, IndexedPage page) throws IOException {
        Optional<TreeItem> item = now.tree().find(file).filter(found -> !found.isFolder());
        if (item.isEmpty()) {
            return Optional.empty();
        }
        byte[] bytes =
                request.reader().open(item.get().id(), Constants.OBJ_BLOB).getBytes();
        return files.read(bytes, page.name()) instanceof PageFormat.Reading.Recognized read
                ? Optional.of(read.text())
                : Optional.empty();
    }

    /** Adds the pages after those that the plan writes, and before attachments and deletions. */
    private void insert(List<Relinked> relinked, List<PageChange> changes) throws IOException {
        if (relinked.isEmpty()) {
            return;
        }
        Map<String, Provenance> provenance =
                request.authorship().of(relinked.stream().map(Relinked::file).collect(Collectors.toSet()));
        int at = 0;
        while (at < changes.size() && changes.get(at).contentAfter().isPresent()) {
            at++;
        }
        List<PageChange> more = new ArrayList<>();
        for (Relinked page : relinked) {
            IndexedPage known = page.page();
            more.add(new PageChange.Update(
                    known.id(),
                    known.version(),
                    page.before(),
                    new PageContent(known.parent(), known.title(), page.text()),
                    Objects.requireNonNull(provenance.get(page.file()))));
        }
        changes.addAll(at, more);
    }

    private List<IndexedPage> placed(List<Relinked> relinked) {
        Set<PageId> known = plan.placed().stream().map(IndexedPage::id).collect(Collectors.toSet());
        List<IndexedPage> placed = new ArrayList<>(plan.placed());
        relinked.stream()
                .map(Relinked::page)
                .filter(page -> known.add(page.id()))
                .forEach(placed::add);
        return placed;
    }

    private List<PushedPage> receipt(List<Relinked> relinked) {
        Set<PageId> known = plan.receipt().stream().map(PushedPage::page).collect(Collectors.toSet());
        List<PushedPage> receipt = new ArrayList<>(plan.receipt());
        relinked.stream()
                .filter(page -> known.add(page.page().id()))
                .map(page -> new PushedPage(page.page().id(), PushedPage.Action.UPDATED, page.file()))
                .forEach(receipt::add);
        receipt.sort(Comparator.comparing(PushedPage::path));
        return receipt;
    }

    private List<IdLinkIndex.Edit> edits(Map<PageId, Spot> former) throws IOException {
        List<IdLinkIndex.Edit> edits = new ArrayList<>();
        for (Map.Entry<PageId, Spot> moved : former.entrySet()) {
            edits.add(new IdLinkIndex.Edit(
                    moved.getKey(),
                    moved.getValue().names(),
                    now.spot(moved.getKey()).names(),
                    targets.remove(moved.getKey())));
        }
        targets.forEach((id, links) ->
                edits.add(new IdLinkIndex.Edit(id, IdLinkIndex.Names.NONE, IdLinkIndex.Names.NONE, links)));
        return edits;
    }
}
