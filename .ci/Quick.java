import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles the changed sources of a module and of the modules that it needs, and runs test classes.
 *
 * <ol>
 *   <li>Maven writes the class path of each module, once and after each change of a pom.
 *   <li>Each module is compiled after those that it needs: first only its changed sources, against its other classes.
 *   <li>A source's interface is all that other sources can see of it: names, signatures, constants. If the interface of a
 *       changed source differs, or a source is new or gone, the whole module is compiled, and all modules that need it.
 *   <li>One JVM runs the tests, with the options and the environment that the pom gives Surefire.
 * </ol>
 */
public final class Quick {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final String OUTPUT = "/target/quick/classes";

    private final Map<Path, String> interfaces = new HashMap<>();

    public static void main(String[] args) throws Exception {
        List<String> options = Stream.of(args).filter(arg -> arg.startsWith("-")).toList();
        List<String> names = Stream.of(args).filter(arg -> !arg.startsWith("-")).toList();
        if (names.isEmpty() || !Files.exists(ROOT.resolve(names.get(0)).resolve("pom.xml"))) {
            fail("Usage: ./quick MODULE [TestClass | TestClass#method ...] [-Dname=value ...]");
        }
        Path module = ROOT.resolve(names.get(0)).normalize();
        Quick quick = new Quick();
        readClassPaths(module);
        quick.compileMain(module);
        quick.compileTests(module);
        if (names.size() > 1) {
            System.exit(run(module, names.subList(1, names.size()), options));
        }
    }

    // Class paths

    private static void readClassPaths(Path module) throws Exception {
        Path stamp = module.resolve("target/quick/poms");
        String poms = fingerprint(list(ROOT, "pom.xml"));
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(poms)) {
            maven(module, "-Dmaven.main.skip", "compile", "dependency:build-classpath", "-Dmdep.outputFile=target/quick/classpath");
            Files.writeString(stamp, poms);
        }
    }

    private static void maven(Path module, String... goals) throws Exception {
        List<String> command = new ArrayList<>(List.of("mvn", "-q", "-B", "-Pquick", "-am", "-pl"));
        command.add(ROOT.relativize(module).toString());
        command.addAll(List.of(goals));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            fail("Maven failed: " + String.join(" ", command));
        }
    }

    private static List<String> entries(Path module) throws IOException {
        return List.of(Files.readString(module.resolve("target/quick/classpath")).trim().split(":"));
    }

    private static List<Path> modules(Path module) throws IOException {
        return entries(module).stream()
                .filter(entry -> entry.endsWith(OUTPUT))
                .map(entry -> Path.of(entry.substring(0, entry.length() - OUTPUT.length())))
                .toList();
    }

    private static String classPath(Path module) throws IOException {
        Stream<String> own = modules(module).stream().flatMap(Quick::mainClasses);
        Stream<String> jars = entries(module).stream().filter(entry -> !entry.endsWith(OUTPUT));
        return Stream.concat(own, jars).collect(Collectors.joining(":"));
    }

    private static Stream<String> mainClasses(Path module) {
        return Stream.of(module + "/target/quick/main", module + "/target/quick/templates");
    }

    // Compiling

    private void compileMain(Path module) throws Exception {
        if (interfaces.containsKey(module)) {
            return;
        }
        StringBuilder needed = new StringBuilder();
        for (Path other : modules(module)) {
            compileMain(other);
            needed.append(interfaces.get(other));
        }
        String own = compile(module.resolve("src/main"), module.resolve("target/quick/main"), classPath(module), needed);
        interfaces.put(module, own);
        if (Files.isDirectory(module.resolve("src/main/jte"))) {
            compileTemplates(module, own);
        }
    }

    private void compileTests(Path module) throws Exception {
        StringBuilder needed = new StringBuilder(interfaces.get(module));
        for (Path other : modules(module)) {
            needed.append(interfaces.get(other));
        }
        String classPath = mainClasses(module).collect(Collectors.joining(":")) + ":" + classPath(module);
        compile(module.resolve("src/test"), module.resolve("target/quick/test"), classPath, needed);
    }

    /** Templates are compiled against the module's own classes, by the plugin of their library. */
    private static void compileTemplates(Path module, String own) throws Exception {
        Path stamp = module.resolve("target/quick/templates.stamp");
        String now = own + fingerprint(list(module.resolve("src/main/jte"), ".jte"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(now)) {
            return;
        }
        maven(module, "process-classes");
        Path classes = module.resolve("target/quick/classes");
        copyChanged(classes.resolve("gg"), module.resolve("target/quick/templates/gg"));
        Files.writeString(stamp, now);
    }

    private static String compile(Path source, Path output, String classPath, CharSequence needed) throws Exception {
        copyChanged(source.resolve("resources"), output);
        Unit unit = new Unit(list(source.resolve("java"), ".java"), output, output + ":" + classPath, needed.toString());
        return unit.compile();
    }

    /** The sources of a module's main or test classes, and what is known of them since they were compiled. */
    private static final class Unit {

        private final List<Path> sources;
        private final Path output;
        private final Path record;
        private final String classPath;
        private final String needed;
        /** By path: the fingerprint of the file, a space, and that of its interface. */
        private final Map<String, String> known = new LinkedHashMap<>();

        Unit(List<Path> sources, Path output, String classPath, String needed) {
            this.sources = sources;
            this.output = output;
            this.record = Path.of(output + ".compiled");
            this.classPath = classPath;
            this.needed = hash(needed);
        }

        String compile() throws IOException {
            boolean sameNeeds = Files.exists(record) && readRecord();
            List<Path> changed = new ArrayList<>();
            for (Path source : sources) {
                if (!known.getOrDefault(source.toString(), "").startsWith(fingerprint(List.of(source)) + " ")) {
                    changed.add(source);
                }
            }
            boolean sameFiles = known.keySet().equals(sources.stream().map(Path::toString).collect(Collectors.toSet()));
            if (sameNeeds && sameFiles && changed.isEmpty()) {
                return interfaceOfAll();
            }
            // If this process ends early, the next one starts anew.
            Files.deleteIfExists(record);
            if (!(sameNeeds && sameFiles && compileAlone(changed))) {
                deleteClasses(path -> true);
                known.clear();
                known.putAll(javac(sources).orFail());
            }
            writeRecord();
            return interfaceOfAll();
        }

        /** Returns whether the sources compile against the others, and none of them changed its interface. */
        private boolean compileAlone(List<Path> changed) throws IOException {
            for (Path source : changed) {
                String path = source.toString();
                String type = path.substring(path.indexOf("/java/") + 6, path.length() - ".java".length());
                deleteClasses(file -> file.equals(type + ".class") || file.startsWith(type + "$"));
            }
            Compiled compiled = javac(changed);
            return compiled.errors().isEmpty() && compiled.sources().entrySet().stream().allMatch(this::isSameInterface);
        }

        private boolean isSameInterface(Map.Entry<String, String> source) {
            String before = known.put(source.getKey(), source.getValue());
            return before != null && interfaceOf(before).equals(interfaceOf(source.getValue()));
        }

        private void deleteClasses(Predicate<String> which) throws IOException {
            for (Path file : list(output, ".class")) {
                if (which.test(output.relativize(file).toString())) {
                    Files.delete(file);
                }
            }
        }

        private Compiled javac(List<Path> files) throws IOException {
            Files.createDirectories(output);
            if (files.isEmpty()) {
                return new Compiled(Map.of(), List.of());
            }
            System.out.println("Compiling " + files.size() + " of " + sources.size() + " sources to " + ROOT.relativize(output));
            var problems = new DiagnosticCollector<JavaFileObject>();
            var compiler = ToolProvider.getSystemJavaCompiler();
            try (var manager = compiler.getStandardFileManager(problems, null, StandardCharsets.UTF_8)) {
                List<String> options = List.of(
                        "-proc:none", "-implicit:none", "--release", "17", "-parameters", "-g", "-nowarn",
                        "-d", output.toString(), "-cp", classPath);
                var task = (JavacTask)
                        compiler.getTask(null, manager, problems, options, null, manager.getJavaFileObjectsFromPaths(files));
                Map<String, StringBuilder> seen = new TreeMap<>();
                for (Path file : files) {
                    boolean isPackage = file.endsWith("package-info.java");
                    seen.put(file.toString(), new StringBuilder(isPackage ? Files.readString(file) : ""));
                }
                for (Element element : task.analyze()) {
                    if (element.getKind().isClass() || element.getKind().isInterface()) {
                        var file = Trees.instance(task).getPath(element).getCompilationUnit().getSourceFile();
                        seen.get(Path.of(file.toUri()).toString()).append(visible(task, element));
                    }
                }
                task.generate();
                Map<String, String> result = new TreeMap<>();
                seen.forEach((file, text) -> result.put(file, fingerprint(List.of(Path.of(file))) + " " + hash(text.toString())));
                return new Compiled(result, problems.getDiagnostics().stream()
                        .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                        .map(Object::toString)
                        .toList());
            }
        }

        /** Declarations without bodies and comments; a private member is seen in its own file only. */
        private static String visible(JavacTask task, Element element) {
            StringWriter text = new StringWriter();
            task.getElements().printElements(text, element);
            return text.toString().lines()
                    .map(String::strip)
                    .filter(line -> !line.startsWith("private ") && !line.startsWith("/*") && !line.startsWith("*"))
                    .collect(Collectors.joining("\n"));
        }

        private static String interfaceOf(String fingerprints) {
            return fingerprints.substring(fingerprints.indexOf(' ') + 1);
        }

        private String interfaceOfAll() {
            return hash(known.values().stream().map(Unit::interfaceOf).collect(Collectors.joining()) + needed);
        }

        /** Returns whether the interfaces of what this unit needs are those with which it was compiled. */
        private boolean readRecord() throws IOException {
            List<String> lines = Files.readAllLines(record);
            for (String line : lines.subList(1, lines.size())) {
                int space = line.indexOf(' ');
                known.put(line.substring(space + 1).substring(line.substring(space + 1).indexOf(' ') + 1),
                        line.substring(0, line.indexOf(' ', space + 1)));
            }
            return lines.get(0).equals(needed);
        }

        private void writeRecord() throws IOException {
            List<String> lines = new ArrayList<>(List.of(needed));
            known.forEach((path, fingerprints) -> lines.add(fingerprints + " " + path));
            Files.write(record, lines);
        }
    }

    private record Compiled(Map<String, String> sources, List<String> errors) {
        Map<String, String> orFail() {
            if (!errors.isEmpty()) {
                fail(String.join("\n", errors));
            }
            return sources;
        }
    }

    // Running

    private static int run(Path module, List<String> tests, List<String> options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        String rootPom = Files.readString(ROOT.resolve("pom.xml"));
        Map<String, String> properties = elements(block(rootPom, "properties"));
        String arguments = properties.get("test.arguments").replace("${test.compilers}", properties.get("test.compilers"));
        command.addAll(List.of(arguments.split(" ")));
        command.add("-Dbasedir=" + module);
        // Those of every run; another execution, with other servers, has its own.
        String modulePom = Files.readString(module.resolve("pom.xml")).replaceAll("(?s)<execution>.*?</execution>", "");
        elements(block(modulePom, "systemPropertyVariables"))
                .forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(options);
        String classes = module + "/target/quick/test:" + mainClasses(module).collect(Collectors.joining(":"));
        command.addAll(List.of("-cp", classes + ":" + withoutExcluded(classPath(module), modulePom)));
        command.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute"));
        command.addAll(List.of("--disable-banner", "--disable-ansi-colors", "--details=summary", "--fail-if-no-tests"));
        for (String test : tests) {
            String[] parts = test.split("#");
            String type = typeName(module.resolve("src/test/java"), parts[0]);
            command.add(parts.length == 1 ? "--select-class=" + type : "--select-method=" + type + "#" + parts[1]);
        }
        ProcessBuilder process = new ProcessBuilder(command).directory(module.toFile()).inheritIO();
        process.environment().putAll(elements(block(rootPom, "environmentVariables")));
        return process.start().waitFor();
    }

    /** Returns the class path without the jars that the pom excludes from that of the tests. */
    private static String withoutExcluded(String classPath, String pom) {
        List<String> excluded = elements(block(pom, "classpathDependencyExcludes")).values().stream()
                .map(name -> "/" + name.replaceAll("[.:]", "/") + "/")
                .toList();
        return Stream.of(classPath.split(":"))
                .filter(jar -> excluded.stream().noneMatch(jar::contains))
                .collect(Collectors.joining(":"));
    }

    private static String typeName(Path tests, String name) throws IOException {
        List<Path> found = list(tests, "/" + name.substring(name.lastIndexOf('.') + 1) + ".java");
        if (found.isEmpty()) {
            fail("No test class " + name + " in " + tests);
        }
        String path = tests.relativize(found.get(0)).toString();
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }

    private static String block(String pom, String name) {
        Matcher matcher = Pattern.compile("(?s)<" + name + ">(.*?)</" + name + ">").matcher(pom);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Map<String, String> elements(String block) {
        Map<String, String> values = new LinkedHashMap<>();
        Pattern.compile("<([\\w.]+)>([^<]*)</\\1>").matcher(block).results()
                .forEach(found -> values.put(found.group(1), found.group(2)));
        return values;
    }

    // Files

    private static List<Path> list(Path folder, String end) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(
                    Path directory, BasicFileAttributes attributes) {
                boolean isOther = directory.endsWith("target") || directory.endsWith(".git");
                return isOther ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(
                    Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(end)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found.stream().sorted().toList();
    }

    private static void copyChanged(Path from, Path to) throws IOException {
        for (Path file : list(from, "")) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (!Files.exists(copy) || Files.getLastModifiedTime(copy).compareTo(Files.getLastModifiedTime(file)) < 0) {
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String fingerprint(List<Path> files) {
        return hash(files.stream().map(Quick::stat).collect(Collectors.joining(",")));
    }

    private static String stat(Path file) {
        try {
            return file + " " + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) + " " + Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }
}
