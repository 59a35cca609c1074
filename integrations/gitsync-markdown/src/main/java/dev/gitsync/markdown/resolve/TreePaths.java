package dev.gitsync.markdown.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Paths from the root of a space, such as {@code guide/setup.md}; the root is the empty path. */
public final class TreePaths {
    private TreePaths() {}

    /** Returns the path of the folder that contains {@code path}. */
    public static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Returns the last name of {@code path}. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the path of {@code name} in {@code folder}. */
    public static String child(String folder, String name) {
        return folder.isEmpty() ? name : folder + "/" + name;
    }

    /** Returns whether {@code path} is {@code folder} or below it. */
    public static boolean isWithin(String folder, String path) {
        return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
    }

    /** Returns {@code path} without the folder, which contains it. */
    public static String below(String folder, String path) {
        return folder.isEmpty() ? path : path.substring(Math.min(path.length(), folder.length() + 1));
    }

    /** Returns where {@code relative} leads from {@code folder}; empty if that is above the root. */
    public static Optional<String> join(String folder, String relative) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (folder + "/" + relative).split("/", -1)) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    /** Returns the relative path from {@code folder} to {@code path}; empty if they are the same. */
    public static String relative(String folder, String path) {
        List<String> from = names(folder);
        List<String> to = names(path);
        int common = 0;
        while (common < Math.min(from.size(), to.size()) && from.get(common).equals(to.get(common))) {
            common++;
        }
        List<String> steps = new ArrayList<>();
        for (int up = common; up < from.size(); up++) {
            steps.add("..");
        }
        steps.addAll(to.subList(common, to.size()));
        return String.join("/", steps);
    }

    private static List<String> names(String path) {
        return path.isEmpty() ? List.of() : List.of(path.split("/"));
    }
}
