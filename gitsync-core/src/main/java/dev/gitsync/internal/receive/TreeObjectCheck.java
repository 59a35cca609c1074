package dev.gitsync.internal.receive;

import dev.gitsync.internal.proposal.ProposalException;
import dev.gitsync.internal.tree.EntryNames;
import dev.gitsync.internal.tree.Paths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;

/** Checks that a tree object is valid at any path: modes as git writes them, safe names, sorted, no duplicates. */
final class TreeObjectCheck {
    private static final String FILE = "100644";
    private static final Set<String> MODES = Set.of(FILE, "100755", "40000", "120000", "160000");

    private final PushProblems problems;
    private final int mostNameBytes;

    TreeObjectCheck(PushProblems problems, int mostNameBytes) {
        this.problems = problems;
        this.mostNameBytes = mostNameBytes;
    }

    /** Returns whether the tree is well-formed, and reports what is wrong with it otherwise. */
    boolean check(byte[] raw, String path, ObjectId commit) throws ProposalException {
        RawTree entry = new RawTree(raw);
        RawTree last = new RawTree(raw);
        Deque<byte[]> filesBefore = new ArrayDeque<>();
        boolean isGood = true;
        for (boolean isFirst = true; entry.next(); isFirst = false) {
            byte[] name = entry.name();
            Optional<String> flaw = flaw(entry, name);
            boolean isTwice = comesEarlier(filesBefore, entry, name);
            if (!isFirst && last.next()) {
                int order = last.compareTo(entry);
                isTwice |= order == 0;
                flaw = order > 0 && flaw.isEmpty() ? Optional.of("is not in git's sort order") : flaw;
            }
            flaw = isTwice ? Optional.of("is listed twice") : flaw;
            if (flaw.isPresent()) {
                isGood = false;
                problems.at(Paths.join(path, shown(name)), commit, flaw.get());
            }
        }
        if (entry.isBroken()) {
            problems.at(path, commit, "is a truncated folder");
        }
        return isGood && !entry.isBroken();
    }

    private Optional<String> flaw(RawTree entry, byte[] name) {
        String mode = entry.mode();
        if (!MODES.contains(mode)) {
            return Optional.of("has the mode " + Paths.shown(mode) + "; files have 100644 or 100755, folders 40000");
        }
        if (name.length > mostNameBytes) {
            return Optional.of("has a name of more than " + mostNameBytes + " bytes");
        }
        if (EntryNames.isGitmodules(name) && !mode.equals(FILE)) {
            return Optional.of("must be a plain file");
        }
        return EntryNames.flaw(name);
    }

    /** Returns whether a file of this name comes earlier: entries between a file and a folder of the same name all begin with that name. */
    private static boolean comesEarlier(Deque<byte[]> files, RawTree entry, byte[] name) {
        while (!files.isEmpty() && !canStillCome(files.peek(), name)) {
            files.pop();
        }
        if (entry.isFolder()) {
            return !files.isEmpty() && files.peek().length == name.length;
        }
        files.push(name);
        return false;
    }

    private static boolean canStillCome(byte[] file, byte[] name) {
        return name.length >= file.length
                && Arrays.equals(file, 0, file.length, name, 0, file.length)
                && (name.length == file.length || (name[file.length] & 0xff) < '/');
    }

    static String shown(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
