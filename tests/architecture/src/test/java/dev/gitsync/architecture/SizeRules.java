package dev.gitsync.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How large packages and files may be. A larger one says why, in a sentence of its javadoc that begins with
 * {@value #TYPES_REASON} or {@value #LINES_REASON}.
 */
final class SizeRules {
    static final int MAX_TYPES = 20;
    static final int MAX_LINES = 300;
    static final String TYPES_REASON = "More than 20 types: ";
    static final String LINES_REASON = "More than 300 lines: ";

    private static final Pattern JAVADOC = Pattern.compile("/\\*\\*.*?\\*/");
    private static final String PACKAGE = "package-info.java";

    private SizeRules() {}

    /** The packages of one module that break the rule; {@code files} are its sources by path. */
    static List<String> largePackages(Map<Path, String> files) {
        Map<Path, Integer> types = new HashMap<>();
        files.keySet().stream()
                .filter(file -> !file.endsWith(PACKAGE) && !file.endsWith("module-info.java"))
                .forEach(file -> types.merge(file.getParent(), 1, Integer::sum));
        List<String> broken = new ArrayList<>();
        types.forEach((folder, count) -> {
            String reason = files.getOrDefault(folder.resolve(PACKAGE), "");
            if (count > MAX_TYPES && !hasReason(reason, TYPES_REASON)) {
                broken.add(folder + " has " + count + " types");
            }
        });
        return broken;
    }

    /** The files that break the rule. */
    static List<String> longFiles(Map<Path, String> files) {
        List<String> broken = new ArrayList<>();
        files.forEach((file, text) -> {
            long lines = text.lines().count();
            if (lines > MAX_LINES && !hasReason(text, LINES_REASON)) {
                broken.add(file + " has " + lines + " lines");
            }
        });
        return broken;
    }

    private static boolean hasReason(String source, String beginning) {
        return JAVADOC.matcher(Modules.oneLine(source))
                .results()
                .anyMatch(javadoc -> javadoc.group().contains(beginning));
    }
}
