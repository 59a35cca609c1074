package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeRulesTest {
    private static final Path FOLDER = Path.of("dev", "gitsync");
    private static final String REASON =
            "/**\n * Fixture. More than\n * 20 types: it is one.\n */\npackage dev.gitsync;\n";

    @Test
    void packagesHaveAtMostTwentyTypesOrAReason() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path module : Modules.all()) {
            found.addAll(SizeRules.largePackages(Modules.files(Modules.sources(module))));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void filesHaveAtMostThreeHundredLinesOrAReason() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path module : Modules.all()) {
            found.addAll(SizeRules.longFiles(Modules.files(Modules.sources(module))));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void findsPackageThatIsTooLarge() {
        Map<Path, String> files = types(SizeRules.MAX_TYPES);
        assertThat(SizeRules.largePackages(files)).isEmpty();

        files.putAll(types(SizeRules.MAX_TYPES + 1));
        assertThat(SizeRules.largePackages(files)).containsExactly(FOLDER + " has 21 types");

        files.put(FOLDER.resolve("package-info.java"), REASON);
        assertThat(SizeRules.largePackages(files)).isEmpty();
    }

    @Test
    void findsFileThatIsTooLong() {
        Path file = FOLDER.resolve("Long.java");
        String lines = "class Long {}\n".repeat(SizeRules.MAX_LINES);
        String reason = "/** Fixture. More than 300 lines: it is one. */\n";

        assertThat(SizeRules.longFiles(Map.of(file, lines))).isEmpty();
        assertThat(SizeRules.longFiles(Map.of(file, lines + "//\n"))).containsExactly(file + " has 301 lines");
        assertThat(SizeRules.longFiles(Map.of(file, reason + lines))).isEmpty();
    }

    private static Map<Path, String> types(int count) {
        Map<Path, String> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            files.put(FOLDER.resolve("Type" + i + ".java"), "class Type" + i + " {}\n");
        }
        files.put(FOLDER.resolve("package-info.java"), "package dev.gitsync;\n");
        return files;
    }
}
