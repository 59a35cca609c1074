package dev.gitsync.internal.mirror.folder;

import dev.gitsync.internal.tree.TreeItem;
import dev.gitsync.internal.tree.TreeItems;
import dev.gitsync.repository.SpaceRepository;
import dev.gitsync.repository.SpaceRepository.HintedInserter;
import dev.gitsync.repository.SpaceRepository.RefMove;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * What is remembered of a folder mirror, in one commit at {@value #REF} of the mirror's own repository. Its tree has the tips of
 * the remote's branches with their translations, and the pairs of all commits of the mirrored branch; its parents are the tips, so that maintenance
 * keeps the remote's objects as long as they are needed.
 *
 * <p>All of this is a cache. Both translations are functions of the remote's commits, so a lost memory is filled again by the next run, with the same
 * commits. It moves by compare-and-set; whichever process loses discards its work.
 *
 * @param commit the commit that was read; the zero id if there was none
 * @param branch the mirrored branch
 * @param conflict the conflict branch
 * @param pairs the stored entries of the pairs
 * @param unfinished a newer translation of the mirrored branch that has begun
 * @param unfinishedPush a translation of the wiki's commits that has begun
 */
record FolderMemory(
        ObjectId commit,
        Tip branch,
        Tip conflict,
        Map<String, TreeItem> pairs,
        Optional<Unfinished> unfinished,
        Optional<UnfinishedPush> unfinishedPush) {
    static final String REF = "refs/gitsync/folder";
    private static final String HEAD = "head";
    private static final String UNFINISHED = "unfinished";
    private static final String UNFINISHED_PAIRS = UNFINISHED + "-";
    private static final String PUSH = "push";
    private static final String PUSHED = "push-made";
    private static final String FORMAT = "1";
    private static final PersonIdent ENGINE =
            new PersonIdent("gitsync", "gitsync@localhost", Instant.EPOCH, ZoneOffset.UTC);

    /**
     * Reads the memory of a folder; an empty one if there is none, or only that of another folder.
     *
     * @param folder the path of the folder
     */
    static FolderMemory read(SpaceRepository repository, ObjectReader reader, String folder) throws IOException {
        ObjectId commit = repository.refs(REF).getOrDefault(REF, ObjectId.zeroId());
        FolderMemory empty = new FolderMemory(commit, Tip.NONE, Tip.NONE, Map.of(), Optional.empty(), Optional.empty());
        if (commit.equals(ObjectId.zeroId())) {
            return empty;
        }
        ObjectId tree = CommitText.read(reader, commit).tree();
        Map<String, TreeItem> items = new HashMap<>(TreeItems.read(reader, tree));
        TreeItem head = items.remove(HEAD);
        if (head == null) {
            return empty;
        }
        String[] lines = text(reader, head).split("\n", -1);
        boolean isOfFolder = lines.length == 7 && lines[0].equals(FORMAT) && lines[1].equals(folder);
        if (!isOfFolder) {
            return empty;
        }
        Optional<Unfinished> unfinished = unfinished(reader, items);
        Optional<UnfinishedPush> push = unfinishedPush(reader, items);
        return new FolderMemory(commit, tip(lines[2], lines[3]), tip(lines[4], lines[5]), items, unfinished, push);
    }

    private static Optional<UnfinishedPush> unfinishedPush(ObjectReader reader, Map<String, TreeItem> items)
            throws IOException {
        Optional<TreeItem> made = Optional.ofNullable(items.remove(PUSHED));
        TreeItem item = items.remove(PUSH);
        return item == null ? Optional.empty() : Optional.of(UnfinishedPush.parse(text(reader, item), made));
    }

    /** Takes what belongs to an unfinished translation out of {@code items}. */
    private static Optional<Unfinished> unfinished(ObjectReader reader, Map<String, TreeItem> items)
            throws IOException {
        Map<String, TreeItem> pairs = new HashMap<>();
        for (String name : List.copyOf(items.keySet())) {
            if (name.startsWith(UNFINISHED_PAIRS)) {
                pairs.put(name.substring(UNFINISHED_PAIRS.length()), items.remove(name));
            }
        }
        TreeItem item = items.remove(UNFINISHED);
        return item == null ? Optional.empty() : Optional.of(Unfinished.parse(text(reader, item), pairs));
    }

    private static String text(ObjectReader reader, TreeItem item) throws IOException {
        return new String(reader.open(item.id(), Constants.OBJ_BLOB).getBytes(), StandardCharsets.UTF_8);
    }

    private static Tip tip(String remote, String wiki) {
        return new Tip(ObjectId.fromString(remote), ObjectId.fromString(wiki));
    }

    /** Returns the memory with another conflict branch. */
    FolderMemory withConflict(Tip other) {
        return new FolderMemory(commit, branch, other, pairs, unfinished, Optional.empty());
    }

    /** Returns the memory with another mirrored branch and its pairs. */
    FolderMemory withBranch(Tip other, Map<String, TreeItem> otherPairs) {
        return new FolderMemory(commit, other, conflict, otherPairs, Optional.empty(), Optional.empty());
    }

    /** Returns the memory with the progress of a translation. */
    FolderMemory with(Unfinished progress) {
        return new FolderMemory(commit, branch, conflict, pairs, Optional.of(progress), unfinishedPush);
    }

    /** Returns the memory with the progress of a push. */
    FolderMemory with(UnfinishedPush progress) {
        return new FolderMemory(commit, branch, conflict, pairs, unfinished, Optional.of(progress));
    }

    /** Returns the memory as it is after it was written. */
    FolderMemory at(ObjectId written) {
        return new FolderMemory(written, branch, conflict, pairs, unfinished, unfinishedPush);
    }

    /** Inserts the memory of a folder, and returns its commit. */
    ObjectId write(HintedInserter inserter, String folder) throws IOException {
        String head = String.join(
                "\n",
                FORMAT,
                folder,
                branch.remote().name(),
                branch.wiki().name(),
                conflict.remote().name(),
                conflict.wiki().name(),
                "");
        Map<String, TreeItem> items = new HashMap<>(pairs);
        ObjectId blob = inserter.insert(Constants.OBJ_BLOB, head.getBytes(StandardCharsets.UTF_8));
        items.put(HEAD, new TreeItem(FileMode.REGULAR_FILE, blob));
        if (unfinished.isPresent()) {
            byte[] text = unfinished.get().text().getBytes(StandardCharsets.UTF_8);
            items.put(UNFINISHED, new TreeItem(FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text)));
            unfinished.get().pairs().forEach((name, item) -> items.put(UNFINISHED_PAIRS + name, item));
        }
        if (unfinishedPush.isPresent()) {
            byte[] text = unfinishedPush.get().text().getBytes(StandardCharsets.UTF_8);
            items.put(PUSH, new TreeItem(FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text)));
            unfinishedPush.get().made().ifPresent(item -> items.put(PUSHED, item));
        }
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(TreeItems.write(inserter, items, ObjectId.zeroId()));
        builder.setParentIds(List.copyOf(tips()));
        builder.setAuthor(ENGINE);
        builder.setCommitter(ENGINE);
        builder.setMessage("Remember the commits of a mirror\n");
        return inserter.insert(builder);
    }

    private Set<ObjectId> tips() {
        Set<ObjectId> tips = commits(branch.remote(), branch.wiki(), conflict.remote(), conflict.wiki());
        unfinished.ifPresent(progress -> {
            tips.add(progress.tip());
            tips.addAll(progress.heads().stream().sorted().toList());
        });
        unfinishedPush.ifPresent(
                progress -> tips.addAll(progress.heads().stream().sorted().toList()));
        return tips;
    }

    /** Returns the tips of the branches at the remote. */
    Set<ObjectId> remoteTips() {
        return commits(branch.remote(), conflict.remote());
    }

    private static Set<ObjectId> commits(ObjectId... ids) {
        Set<ObjectId> commits = new LinkedHashSet<>(Arrays.asList(ids));
        commits.remove(ObjectId.zeroId());
        return commits;
    }

    /** Moves the ref from the commit that was read; returns false if another process moved it meanwhile. */
    boolean move(SpaceRepository repository, ObjectId written) throws IOException {
        return written.equals(commit) || repository.move(List.of(new RefMove(REF, commit, written)));
    }
}
