package dev.gitsync.internal.mirror.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * A commit object, split so that trees and parents can be replaced and every other byte stays. Bytes are kept as Latin-1 characters.
 *
 * @param people the lines of author and committer
 * @param extras the lines of the header after them, such as {@code encoding} and {@code gpgsig}
 * @param message the empty line and the message; empty for a commit that ends with its header
 */
record CommitText(ObjectId tree, List<ObjectId> parents, String people, String extras, String message) {
    /** The first line after the committer in the translation of a wiki's commit that would not come back as itself without it. */
    private static final String MARK = "gitsync-commit ";
    /** Put before the names of header lines that are valid only in the wiki's commit, such as its signature. */
    private static final String PREFIX = "gitsync-";

    private static final String ENCODING = "encoding ";
    private static final Pattern MARK_LINE = Pattern.compile(MARK + "([0-9a-f]{40})\n");
    private static final Pattern LINES = Pattern.compile("(?<=\n)");
    private static final int ID = Constants.OBJECT_ID_STRING_LENGTH;
    private static final int TREE_LINE = "tree ".length() + ID + 1;
    private static final int PARENT_LINE = "parent ".length() + ID + 1;

    CommitText {
        parents = List.copyOf(parents);
    }

    /**
     * Splits a commit object.
     *
     * @throws CorruptObjectException when it is not well-formed
     */
    static CommitText parse(ObjectId id, byte[] raw) throws CorruptObjectException {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = headerEnd(text);
        int at = TREE_LINE;
        List<ObjectId> parents = new ArrayList<>();
        try {
            ObjectId tree = idAt(text, "tree ", 0);
            for (; text.startsWith("parent ", at); at += PARENT_LINE) {
                parents.add(idAt(text, "parent ", at));
            }
            int people = text.indexOf('\n', text.indexOf('\n', at) + 1) + 1;
            if (text.startsWith("author ", at) && people > at && people <= end) {
                return new CommitText(
                        tree, parents, text.substring(at, people), text.substring(people, end), text.substring(end));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Not well-formed.
        }
        throw new CorruptObjectException(id, "the commit is not well-formed");
    }

    /** Returns where the header ends: at the empty line, or at the end of a commit without one. */
    private static int headerEnd(String text) {
        int emptyLine = text.indexOf("\n\n");
        return emptyLine < 0 ? text.length() : emptyLine + 1;
    }

    private static ObjectId idAt(String text, String key, int at) {
        if (!text.startsWith(key, at) || text.charAt(at + key.length() + ID) != '\n') {
            throw new IllegalArgumentException("Not a line with an id");
        }
        return ObjectId.fromString(text.substring(at + key.length(), at + key.length() + ID));
    }

    /** Reads and splits a commit. */
    static CommitText read(ObjectReader reader, ObjectId id) throws IOException {
        return parse(id, reader.open(id, Constants.OBJ_COMMIT).getBytes());
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder("tree ").append(tree.name()).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent.name()).append('\n'));
        return text.append(people).append(extras).append(message).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    ObjectId id() {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter.idFor(Constants.OBJ_COMMIT, bytes());
        }
    }

    /**
     * Returns a commit with author, committer, encoding and message of this one. Other header lines are left out: a signature is
     * not valid for another tree.
     */
    CommitText plain(ObjectId otherTree, List<ObjectId> otherParents) {
        String kept =
                lines(extras).filter(line -> line.startsWith(ENCODING)).limit(1).collect(Collectors.joining());
        return new CommitText(otherTree, otherParents, people, kept, message);
    }

    /** Returns a translation of this commit, whose id is {@code wiki}, from which {@link #unmarked} restores it byte by byte. */
    CommitText marked(ObjectId otherTree, List<ObjectId> otherParents, ObjectId wiki) {
        String kept = lines(extras)
                .map(line -> line.startsWith(" ") || line.startsWith(ENCODING) ? line : PREFIX + line)
                .collect(Collectors.joining());
        return new CommitText(otherTree, otherParents, people, MARK + wiki.name() + "\n" + kept, message);
    }

    /** Returns the id of the wiki's commit that this one claims to be the translation of. */
    Optional<ObjectId> mark() {
        Matcher found = MARK_LINE.matcher(extras);
        return found.lookingAt() ? Optional.of(ObjectId.fromString(found.group(1))) : Optional.empty();
    }

    /** Returns the commit that {@link #marked} was called on, if this is its result. */
    CommitText unmarked(ObjectId otherTree, List<ObjectId> otherParents) {
        String kept = lines(extras)
                .skip(1)
                .map(line -> line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line)
                .collect(Collectors.joining());
        return new CommitText(otherTree, otherParents, people, kept, message);
    }

    private static Stream<String> lines(String header) {
        return LINES.splitAsStream(header).filter(line -> !line.isEmpty());
    }
}
