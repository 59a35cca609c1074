package dev.gitsync.format.order;

import dev.gitsync.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file {@code .order}: the order of the pages in its folder, one name in each line, in UTF-8. A name is that of the page in git: of
 * its file without the extension, or of its folder.
 *
 * <ul>
 *   <li>Pages that the file does not name follow in alphabetical order.
 *   <li>Names that no page has are ignored, and stay in the file.
 *   <li>If a name occurs twice, the first line counts. Blanks around a name do not count, nor do blank lines.
 *   <li>A name that begins or ends with a blank, or contains a line feed, can't be in the file; such a page is never ordered.
 * </ul>
 *
 * <p>Every edit changes as few lines as possible. All other bytes stay: other lines, their line ends, a byte order mark, and whether the last
 * line has a line end. Edits take time proportional to <em>n</em> log <em>n</em> in the number of lines and pages. Immutable.
 */
public final class SiblingOrder {
    /** The name of the file. */
    public static final String FILE_NAME = ".order";
    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = 8 << 20;
    /** The largest number of lines that is read. */
    public static final int MAX_LINES = 200_000;

    private static final SiblingOrder NONE = new SiblingOrder(OrderLines.none());

    private final OrderLines file;
    /** The names of the file in their order, each once. */
    private final Set<String> names = new LinkedHashSet<>();

    private SiblingOrder(OrderLines file) {
        this.file = file;
        file.lines().stream()
                .map(OrderLine::name)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
    }

    /** Returns the order of a folder without a file. */
    public static SiblingOrder none() {
        return NONE;
    }

    /** Reads a file. Returns empty if it has more than {@link #MAX_BYTES} bytes or {@link #MAX_LINES} lines, so that it orders nothing. */
    public static Optional<SiblingOrder> read(byte[] file) {
        return file.length > MAX_BYTES
                ? Optional.empty()
                : OrderLines.read(file, MAX_LINES).map(SiblingOrder::new);
    }

    /** Returns a file with these names, for example those that were imported. Names that can't be in a file are left out. */
    public static SiblingOrder of(Collection<String> names) {
        OrderLines none = OrderLines.none();
        return new SiblingOrder(none.with(names.stream()
                .distinct()
                .filter(OrderLine::canContain)
                .map(name -> OrderLine.named(name, none.lineEnd()))
                .toList()));
    }

    /** Returns the file. */
    public byte[] bytes() {
        return file.bytes();
    }

    /** Returns the names in the file, each once. */
    public List<String> names() {
        return List.copyOf(names);
    }

    /** Returns the names of the pages of a folder in their order. */
    public List<String> arrange(Siblings siblings) {
        List<String> arranged = new ArrayList<>(siblings.names().size());
        for (String name : names) {
            if (siblings.names().contains(name)) {
                arranged.add(name);
            }
        }
        siblings.names().stream()
                .filter(name -> !names.contains(name))
                .sorted(siblings.alphabetical())
                .forEach(arranged::add);
        return arranged;
    }

    /** Returns whether the folder needs a file: its order is not the alphabetical one, or the file has names that none of its pages has. */
    public boolean isNeeded(Siblings siblings) {
        return !siblings.names().containsAll(names) || !arrange(siblings).equals(siblings.sorted());
    }

    /**
     * Returns the order with a page at another position, for a page that is moved in its folder, or comes into it: it need not be one of
     * {@code siblings}. If the position is that of a page which is not there, this is the last one. Nothing changes if the name can't be in a file.
     */
    public SiblingOrder placed(String name, Position position, Siblings siblings) {
        if (position.isAt(name)) {
            return this;
        }
        List<String> wanted = new ArrayList<>(arrange(siblings));
        wanted.remove(name);
        wanted.add(position.in(wanted), name);
        Set<String> all = new HashSet<>(siblings.names());
        all.add(name);
        return arranged(wanted, new Siblings(all, siblings.alphabetical()));
    }

    /**
     * Returns the order in which all pages are as {@code wanted}. A page whose name can't be in a file may be elsewhere.
     *
     * @throws InvalidInputException if {@code wanted} does not have each of {@code siblings} once
     */
    public SiblingOrder arranged(List<String> wanted, Siblings siblings) {
        if (wanted.size() != siblings.names().size() || !siblings.names().equals(new HashSet<>(wanted))) {
            throw new InvalidInputException(
                    "The wanted order must have each of the " + siblings.names().size() + " pages of the folder once");
        }
        return wanted.equals(arrange(siblings)) ? this : new SiblingOrder(Arrangement.of(file, wanted, siblings));
    }

    /** Returns the order after a page got another name. A page that the file does not name changes nothing in it. */
    public SiblingOrder renamed(String name, String newName) {
        if (!names.contains(name) || name.equals(newName)) {
            return this;
        } else if (!OrderLine.canContain(newName)) {
            return without(name);
        }
        List<OrderLine> lines = new ArrayList<>();
        boolean isNamed = false;
        for (OrderLine line : file.lines()) {
            boolean isPage = line.name().equals(name);
            if (isPage && !isNamed) {
                lines.add(line.withName(newName));
            } else if (!isPage && !line.name().equals(newName)) {
                lines.add(line);
            }
            isNamed |= isPage;
        }
        return new SiblingOrder(file.with(lines));
    }

    /** Returns the order without a name, after the page has left the folder. */
    public SiblingOrder without(String name) {
        return !names.contains(name)
                ? this
                : new SiblingOrder(file.with(file.lines().stream()
                        .filter(line -> !line.name().equals(name))
                        .toList()));
    }

    /**
     * Returns the order after a page returned to its folder, which had an earlier order: after the nearest page that was before it then and is
     * named now, otherwise before the nearest one that was after it.
     *
     * @param siblings the pages with the one that returned
     */
    public SiblingOrder restored(String name, SiblingOrder earlier, Siblings siblings) {
        List<String> then = earlier.names();
        int at = then.indexOf(name);
        if (at < 0 || names.contains(name)) {
            return this;
        }
        for (int i = at - 1; i >= 0; i--) {
            if (isOrdered(then.get(i), siblings)) {
                return placed(name, Position.after(then.get(i)), siblings);
            }
        }
        for (int i = at + 1; i < then.size(); i++) {
            if (isOrdered(then.get(i), siblings)) {
                return placed(name, Position.before(then.get(i)), siblings);
            }
        }
        return placed(name, Position.first(), siblings);
    }

    /** Returns whether the file orders a page of the folder. */
    private boolean isOrdered(String name, Siblings siblings) {
        return names.contains(name) && siblings.names().contains(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SiblingOrder order && Arrays.equals(bytes(), order.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
