package dev.gitsync.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The modules of the project: where their sources and classes are. */
final class Modules {
    /** The folder of the project. */
    static final Path ROOT = root();

    private Modules() {}

    /** The modules with code that is not a test. */
    static List<Path> all() throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path folder :
                List.of(ROOT, ROOT.resolve("integrations"), ROOT.resolve("tests"), ROOT.resolve("examples"))) {
            try (Stream<Path> children = Files.list(folder)) {
                children.filter(child -> Files.isDirectory(sources(child)))
                        .sorted()
                        .forEach(modules::add);
            }
        }
        return modules;
    }

    static Path sources(Path module) {
        return module.resolve("src/main/java");
    }

    /** The class files of a module, in the same folder of it where those of this class are. */
    static Path classes(Path module) {
        Path target = ROOT.resolve("tests/architecture").relativize(ownClasses().getParent());
        return module.resolve(target).resolve("classes");
    }

    /** The classes of all modules, which are read once for all tests. */
    static JavaClasses classes() {
        return Imported.CLASSES;
    }

    /** The texts of all files of Java in a folder, by path. */
    static Map<Path, String> files(Path folder) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(f -> f.toString().endsWith(".java")).toList()) {
                files.put(file, Files.readString(file));
            }
        }
        return files;
    }

    /** The text of a source with each run of white space and the asterisks of comments as one space. */
    static String oneLine(String source) {
        return source.replaceAll("\\s+(?:\\*(?!/) ?)?\\s*", " ");
    }

    private static Path ownClasses() {
        try {
            return Path.of(Modules.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the classes when they are asked for first. */
    private static final class Imported {
        static final JavaClasses CLASSES = read();

        private static JavaClasses read() {
            try {
                return new ClassFileImporter()
                        .importPaths(all().stream().map(Modules::classes).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path root() {
        Path folder = ownClasses();
        while (!Files.isDirectory(folder.resolve("gitsync-core"))) {
            folder = folder.resolve("..").normalize();
        }
        return folder;
    }
}
