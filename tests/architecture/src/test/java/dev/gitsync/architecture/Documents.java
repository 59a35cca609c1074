package dev.gitsync.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of the project, and the sources that they speak of. */
final class Documents {
    /** A class of tests, and perhaps one of its methods. */
    static final Pattern NAMED_TEST =
            Pattern.compile("`((?:[A-Z][A-Za-z]*)?(?:Test|IT|Contract|FuzzTarget))(?:[.#]([a-z][A-Za-z0-9]*))?`");

    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

    final Path root = Modules.ROOT;

    /** The pages at the top of the project, of the examples, and below {@code docs}. */
    List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        addPages(root, 1, pages);
        addPages(root.resolve("examples"), 2, pages);
        addPages(root.resolve("docs"), Integer.MAX_VALUE, pages);
        return pages;
    }

    private static void addPages(Path folder, int depth, List<Path> pages) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/docs/site/node_modules/"))
                    .filter(file -> !file.toString().contains("/docs/site/target/"))
                    .forEach(pages::add);
        }
    }

    /** The sources of all modules below {@code part} of their {@code src}, by the name of their class. */
    Map<String, String> sources(String part) throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (Path folder :
                List.of(root, root.resolve("integrations"), root.resolve("examples"), root.resolve("tests"))) {
            try (Stream<Path> modules = Files.list(folder)) {
                for (Path module : modules.filter(Files::isDirectory).toList()) {
                    addSources(module.resolve("src").resolve(part), sources);
                }
            }
        }
        return sources;
    }

    private static void addSources(Path folder, Map<String, String> sources) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String name = file.getFileName().toString();
                sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
            }
        }
    }

    /** The text of a page, without blocks of code. */
    static String text(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }

    static List<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }
}
