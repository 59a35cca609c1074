package dev.gitsync.markdown.move;

import dev.gitsync.format.link.SpaceFiles;
import dev.gitsync.markdown.resolve.TreePaths;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a space after moves, without a copy of the space: a look-up costs one of the space and as many steps as there
 * are moves. A folder from which the last file moved away still counts as a folder, unless it moved itself.
 */
public final class MovedFiles implements SpaceFiles {
    private final SpaceFiles before;
    private final PathMoves moves;

    /** Creates the view of {@code before} after {@code moves}. */
    public MovedFiles(SpaceFiles before, PathMoves moves) {
        this.before = before;
        this.moves = moves;
    }

    @Override
    public boolean isFile(String path) {
        return moves.origins(path).anyMatch(before::isFile);
    }

    @Override
    public boolean isFolder(String path) {
        return moves.origins(path).anyMatch(before::isFolder)
                || moves.all().stream().anyMatch(move -> isAbove(path, move.to()) && isThere(move.from()));
    }

    private static boolean isAbove(String folder, String path) {
        return !folder.equals(path) && TreePaths.isWithin(folder, path);
    }

    private boolean isThere(String path) {
        return before.isFile(path) || before.isFolder(path);
    }

    @Override
    public Collection<String> filesNamed(String name) {
        Predicate<String> isNamed = named(name);
        Stream<String> moved = moves.all().stream()
                .filter(move -> isNamed.test(move.to()))
                .map(PathMove::from)
                .filter(before::isFile);
        return Stream.concat(before.filesNamed(name).stream(), moved)
                .map(moves::after)
                .filter(isNamed)
                .distinct()
                .toList();
    }

    @Override
    public Collection<String> foldersNamed(String name) {
        Predicate<String> isNamed = named(name);
        Stream<String> moved = moves.all().stream()
                .flatMap(move -> withFolders(move.to()).stream())
                .filter(isNamed)
                .distinct()
                .filter(this::isFolder);
        Stream<String> known =
                before.foldersNamed(name).stream().map(moves::after).filter(isNamed);
        return Stream.concat(known, moved).distinct().toList();
    }

    private static List<String> withFolders(String path) {
        List<String> paths = new ArrayList<>();
        for (String at = path; !at.isEmpty(); at = TreePaths.folder(at)) {
            paths.add(at);
        }
        return paths;
    }

    private static Predicate<String> named(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        return path -> TreePaths.name(path).toLowerCase(Locale.ROOT).equals(key);
    }
}
