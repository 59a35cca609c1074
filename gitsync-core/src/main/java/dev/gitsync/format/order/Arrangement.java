package dev.gitsync.format.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Edits an order file so that the pages of its folder have a wanted order:
 *
 * <ol>
 *   <li>The file must name the first pages of the wanted order, at least so many that the others are in alphabetical order.
 *   <li>For each such number of pages, the lines that stay are a longest increasing subsequence: lines of these pages whose order in the
 *       file is the wanted one (patience sorting, in <em>n</em> log <em>n</em>). Each other page of them costs a line that is written, and each
 *       further page that the file names costs {@value #COST_OF_REMOVAL}, because its line goes. The number that costs least is chosen.
 *   <li>The pages without a line are written directly before the line that stays and follows them, or after the last line with a name.
 * </ol>
 */
final class Arrangement {
    /** A page that was in the file should stay there, unless many others would have to be written before it. */
    private static final int COST_OF_REMOVAL = 2;

    private final OrderLines file;
    private final List<String> wanted;
    /** The line of each wanted page, or -1. */
    private final int[] lines;
    /** The wanted page before, in the longest subsequence that ends with a page; -1 for none. */
    private final int[] previous;
    /** The last page of the longest subsequence among the first pages, by their number. */
    private final int[] longest;

    private Arrangement(OrderLines file, List<String> wanted) {
        this.file = file;
        this.wanted = wanted;
        this.lines = new int[wanted.size()];
        this.previous = new int[wanted.size()];
        this.longest = new int[wanted.size() + 1];
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < file.lines().size(); i++) {
            first.putIfAbsent(file.lines().get(i).name(), i);
        }
        for (int i = 0; i < lines.length; i++) {
            lines[i] = first.getOrDefault(wanted.get(i), -1);
        }
    }

    static OrderLines of(OrderLines file, List<String> wanted, Siblings siblings) {
        Arrangement arrangement = new Arrangement(file, wanted);
        int named = arrangement.cheapest(necessary(wanted, siblings));
        return file.with(arrangement.edited(named));
    }

    /** Returns how many of the wanted pages the file must name at least. */
    private static int necessary(List<String> wanted, Siblings siblings) {
        int from = wanted.size() - 1;
        while (from > 0 && siblings.alphabetical().compare(wanted.get(from - 1), wanted.get(from)) < 0) {
            from--;
        }
        return Math.max(from, 0);
    }

    /** Returns the number of pages that the file is to name, and finds the lines that stay. */
    private int cheapest(int least) {
        int[] ends = new int[wanted.size()];
        int length = 0;
        int further = (int) Arrays.stream(lines).filter(line -> line >= 0).count();
        long cost = least == 0 ? (long) COST_OF_REMOVAL * further : Long.MAX_VALUE;
        int cheapest = least;
        longest[0] = -1;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] >= 0) {
                further--;
                int at = place(ends, length, lines[i]);
                previous[i] = at == 0 ? -1 : ends[at - 1];
                ends[at] = i;
                length = Math.max(length, at + 1);
            }
            longest[i + 1] = length == 0 ? -1 : ends[length - 1];
            long now = (long) COST_OF_REMOVAL * further + (i + 1 - length);
            if (i + 1 >= least && now < cost) {
                cost = now;
                cheapest = i + 1;
            }
        }
        return cheapest;
    }

    /** Returns the index of the first subsequence whose last line is not before {@code line}. */
    private int place(int[] ends, int length, int line) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (lines[ends[middle]] < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<OrderLine> edited(int named) {
        Map<Integer, Integer> staying = new HashMap<>();
        for (int page = longest[named]; page >= 0; page = previous[page]) {
            staying.put(lines[page], page);
        }
        Set<String> moved = new HashSet<>(wanted);
        staying.values().forEach(page -> moved.remove(wanted.get(page)));
        List<OrderLine> edited = new ArrayList<>();
        int written = 0;
        int end = 0;
        for (int i = 0; i < file.lines().size(); i++) {
            OrderLine line = file.lines().get(i);
            Integer page = staying.get(i);
            if (page != null) {
                write(edited, written, page);
                written = page + 1;
            }
            if (!moved.contains(line.name())) {
                edited.add(line);
                end = line.name().isEmpty() ? end : edited.size();
            }
        }
        List<OrderLine> rest = new ArrayList<>();
        write(rest, written, named);
        edited.addAll(end, rest);
        return edited;
    }

    /** Adds lines for the pages from {@code from} to before {@code to}: their own, or new ones. */
    private void write(List<OrderLine> edited, int from, int to) {
        for (int i = from; i < to; i++) {
            if (lines[i] >= 0) {
                edited.add(file.lines().get(lines[i]));
            } else if (OrderLine.canContain(wanted.get(i))) {
                edited.add(OrderLine.named(wanted.get(i), file.lineEnd()));
            }
        }
    }
}
