package dev.gitsync.markdown.move;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves that happen at once. A path that several move follows the one with the longest {@link PathMove#from}. A page that is
 * {@code Foo.md} with children in {@code Foo/} needs two moves, one for the file and one for the folder. Immutable.
 */
public final class PathMoves {
    private final List<PathMove> moves;

    /** Creates the moves. */
    public PathMoves(Collection<PathMove> moves) {
        this.moves = moves.stream()
                .sorted(Comparator.comparingInt((PathMove move) -> -move.from().length()))
                .toList();
    }

    List<PathMove> all() {
        return moves;
    }

    /** Returns where the file or folder at {@code path} is after the moves. */
    public String after(String path) {
        return moves.stream()
                .filter(move -> move.moves(path))
                .findFirst()
                .map(move -> move.after(path))
                .orElse(path);
    }

    /** Returns the paths whose file or folder would be at {@code path} after the moves. */
    Stream<String> origins(String path) {
        return Stream.concat(
                        Stream.of(path),
                        moves.stream()
                                .map(PathMove::back)
                                .filter(move -> move.moves(path))
                                .map(move -> move.after(path)))
                .distinct()
                .filter(origin -> after(origin).equals(path));
    }
}
