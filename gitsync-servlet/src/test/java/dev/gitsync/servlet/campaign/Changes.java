package dev.gitsync.servlet.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Every change that people made, with a name of its own, and how many events of each kind there were. Safe for use by several threads. */
final class Changes {
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Kind> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final SortedMap<String, Integer> figures = new TreeMap<>();

    /** What a change did. */
    enum Kind {
        /** Added a line with its name. */
        LINE,
        /** Added no line: a move, a deletion, a restoration or a merge. */
        OTHER,
        /** Added a line that a later change may have deleted or restored. */
        PERHAPS
    }

    /** Returns a new name. */
    String name(String who) {
        return "%s change %06d".formatted(who, numbers.incrementAndGet());
    }

    /** Notes that a change was acknowledged. */
    void done(String name, Kind kind) {
        acknowledged.put(name, kind);
    }

    /** Notes that a change was refused. */
    void refused(String name) {
        refused.add(name);
    }

    /** Notes that a page, and those below it, are at their paths. */
    void placed(OwnPage page) {
        page.all()
                .forEach(one -> one.lines().forEach(line -> {
                    acknowledged.put(line, Kind.LINE);
                    places.put(line, one.path());
                }));
    }

    /** Notes that the page of a person is about to be moved, deleted or restored. */
    void mayChange(OwnPage page, Kind meanwhile) {
        page.all()
                .forEach(one -> one.lines().forEach(line -> {
                    acknowledged.put(line, meanwhile);
                    places.remove(line);
                }));
    }

    /** Notes that the page of a person was deleted. */
    void deleted(OwnPage page) {
        mayChange(page, Kind.OTHER);
    }

    int count() {
        return acknowledged.size();
    }

    /** Counts an event. */
    synchronized void count(String event) {
        figures.merge(event, 1, Integer::sum);
    }

    synchronized int figure(String event) {
        return figures.getOrDefault(event, 0);
    }

    synchronized String figures() {
        return figures.toString();
    }

    /**
     * Checks that each acknowledged change is there exactly once.
     *
     * @param files the lines of all files, by path
     * @param messages the messages of all commits
     */
    void assertIn(Map<String, List<String>> files, List<String> messages) {
        Map<String, Integer> inFiles =
                counted(files.values().stream().flatMap(List::stream).toList());
        Map<String, Integer> inHistory = counted(messages);
        List<String> differences = new ArrayList<>();
        acknowledged.forEach((name, kind) -> {
            int commits = inHistory.getOrDefault(name, 0);
            int found = inFiles.getOrDefault(name, 0);
            if (commits != 1 || (kind != Kind.PERHAPS && found != (kind == Kind.LINE ? 1 : 0))) {
                differences.add(name + " (" + kind + "): " + commits + " commits, " + found + " lines");
            }
        });
        inHistory.forEach((name, commits) -> {
            if (name.contains(" change ") && commits > 1) {
                differences.add(name + ": " + commits + " commits");
            }
        });
        inFiles.forEach((name, found) -> {
            if (name.contains(" change ") && (found > 1 || refused.contains(name))) {
                differences.add(name + ": " + found + " lines, refused " + refused.contains(name));
            }
        });
        places.forEach((name, path) -> {
            if (!files.getOrDefault(path, List.of()).contains(name)) {
                differences.add(name + " is not in " + path);
            }
        });
        assertThat(differences)
                .as("differences; lines that a file has twice: %s", twice(files))
                .isEmpty();
    }

    private static List<String> twice(Map<String, List<String>> files) {
        return files.entrySet().stream()
                .filter(file ->
                        Set.copyOf(file.getValue()).size() < file.getValue().size())
                .map(file -> file.getKey() + ": " + file.getValue())
                .toList();
    }

    private static Map<String, Integer> counted(List<String> names) {
        Map<String, Integer> counts = new HashMap<>();
        names.forEach(name -> counts.merge(name, 1, Integer::sum));
        return counts;
    }
}
