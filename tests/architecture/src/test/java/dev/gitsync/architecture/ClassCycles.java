package dev.gitsync.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds classes that depend on each other in a circle. A nested class counts as the class around it, and these as one:
 *
 * <ul>
 *   <li>a sealed type and the types that its {@code permits} clause names;
 *   <li>a class and its builder, which has its name and {@code Builder} behind it.
 * </ul>
 *
 * <p>Any other cycle has a reason: the javadoc of one of two classes that depend on each other holds a sentence "In a class
 * cycle with {@code Other}: why." (several names are separated by commas or "and"). Without the dependencies between the
 * two there is no cycle any more.
 */
final class ClassCycles {
    private static final Pattern PERMITS = Pattern.compile("\\bsealed\\b[^{;]*?\\bpermits ([\\w., ]+)\\{");
    private static final Pattern REASON = Pattern.compile("In a class cycle with ([^:]+): \\w");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w*");

    private final Map<String, Set<String>> dependencies;
    private final Map<String, String> sources;
    /** What a class counts as, where it is not itself. */
    private final Map<String, String> parts = new HashMap<>();
    /** The classes that the reasons of a class name. */
    private final Map<String, Set<String>> reasons = new TreeMap<>();

    /**
     * Takes the dependencies of each class, and the sources, both by the full names of the outermost classes. Classes without
     * a source are left out.
     */
    ClassCycles(Map<String, Set<String>> dependencies, Map<String, String> sources) {
        this.dependencies = dependencies;
        this.sources = new HashMap<>();
        sources.forEach((type, source) -> this.sources.put(type, Modules.oneLine(source)));
        this.sources.forEach((type, source) -> {
            names(PERMITS, type).forEach(permitted -> unite(permitted, type));
            unite(type + "Builder", type);
            reasons.put(type, names(REASON, type));
        });
    }

    private void unite(String part, String whole) {
        if (sources.containsKey(part) && !part(whole).equals(part(part))) {
            parts.put(part(part), whole);
        }
    }

    /** The dependencies between the outermost classes of these. */
    static Map<String, Set<String>> dependencies(Collection<JavaClass> classes) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (JavaClass type : classes) {
            Set<String> targets = found.computeIfAbsent(outermost(type), key -> new TreeSet<>());
            type.getDirectDependenciesFromSelf()
                    .forEach(dependency -> targets.add(outermost(dependency.getTargetClass())));
        }
        return found;
    }

    /** The cycles that have no reason, each as the sorted names of its classes. */
    List<Set<String>> withoutReason() {
        return cycles(edges());
    }

    private Map<String, Set<String>> edges() {
        Map<String, Set<String>> edges = new TreeMap<>();
        dependencies.forEach((from, targets) -> targets.forEach(to -> {
            boolean isKnown = sources.containsKey(from) && sources.containsKey(to);
            if (isKnown && !part(from).equals(part(to)) && !hasReason(from, to)) {
                edges.computeIfAbsent(part(from), key -> new TreeSet<>()).add(part(to));
            }
        }));
        return edges;
    }

    private boolean hasReason(String one, String other) {
        return reasons.getOrDefault(one, Set.of()).contains(other)
                || reasons.getOrDefault(other, Set.of()).contains(one);
    }

    private String part(String type) {
        String part = type;
        while (parts.containsKey(part)) {
            part = parts.get(part);
        }
        return part;
    }

    /** The classes of the same package that the pattern's group names. */
    private Set<String> names(Pattern pattern, String type) {
        Set<String> names = new TreeSet<>();
        String folder = type.substring(0, type.lastIndexOf('.') + 1);
        for (MatchResult found : Documents.find(pattern, sources.getOrDefault(type, ""))) {
            Documents.find(NAME, found.group(1)).forEach(name -> names.add(folder + name.group()));
        }
        return names;
    }

    /** The strongly connected components of more than one node: what can be reached from each other. */
    private static List<Set<String>> cycles(Map<String, Set<String>> edges) {
        Map<String, Set<String>> reached = new TreeMap<>();
        edges.keySet().forEach(from -> reached.put(from, reachable(edges, from)));
        Set<Set<String>> cycles = new HashSet<>();
        reached.forEach((from, targets) -> {
            Set<String> cycle = new TreeSet<>(targets);
            cycle.removeIf(to -> !reached.getOrDefault(to, Set.of()).contains(from));
            if (!cycle.isEmpty()) {
                cycles.add(cycle);
            }
        });
        return List.copyOf(cycles);
    }

    private static Set<String> reachable(Map<String, Set<String>> edges, String from) {
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(edges.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (seen.add(next)) {
                open.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }

    private static String outermost(JavaClass type) {
        return type.getBaseComponentType().getName().replaceAll("\\$.*", "");
    }
}
