package dev.gitsync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gitsync-bom} manages the versions of gitsync's modules, and no other, in an application that imports several BOMs. */
class BomTest {
    private static final Path ROOT = Modules.ROOT;
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private static String version = "";

    @TempDir
    private Path folder;

    @BeforeAll
    static void readVersion() throws IOException {
        version = versionIn(ROOT.resolve("pom.xml"));
    }

    @Test
    void bomHasTheVersionOfTheModules() throws IOException {
        assertThat(versionIn(ROOT.resolve("gitsync-bom/pom.xml"))).isEqualTo(version);
    }

    @Test
    void bomNamesEveryModuleThatIsPublished() throws Exception {
        assertThat(managed(gitsyncBom()).keySet())
                .containsExactlyInAnyOrderElementsOf(publishedModules())
                .contains("dev.gitsync:gitsync-core:jar");
    }

    /** faults B1. */
    @ParameterizedTest
    @ValueSource(strings = {"3.5.16", "4.1.2"})
    void bomChangesNoVersionOfSpringBoot(String boot) throws Exception {
        String spring = bom("org.springframework.boot", "spring-boot-dependencies", boot);
        Map<String, String> expected = managed(spring);
        assertThat(expected).containsKeys("io.micrometer:micrometer-core:jar", "org.mockito:mockito-core:jar");
        publishedModules().forEach(module -> expected.put(module, version));

        assertThat(managed(spring, gitsyncBom())).isEqualTo(expected);
        assertThat(managed(gitsyncBom(), spring)).isEqualTo(expected);
    }

    private static List<String> publishedModules() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT);
                Stream<Path> integrations = Files.list(ROOT.resolve("integrations"))) {
            return Stream.concat(modules, integrations)
                    .filter(module -> module.getFileName().toString().startsWith("gitsync-"))
                    .filter(module -> !module.endsWith("gitsync-bom"))
                    .filter(module -> Files.exists(module.resolve("pom.xml")))
                    .map(module -> "dev.gitsync:" + module.getFileName() + ":jar")
                    .toList();
        }
    }

    private static String gitsyncBom() {
        return bom("dev.gitsync", "gitsync-bom", version);
    }

    private static String bom(String group, String artifact, String version) {
        return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                        .formatted(group, artifact, version)
                + "<type>pom</type><scope>import</scope></dependency>";
    }

    private static String versionIn(Path pom) throws IOException {
        Matcher matcher = VERSION.matcher(Files.readString(pom));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** The versions that Maven manages in an application with these imports, in their order. */
    private Map<String, String> managed(String... imports) throws Exception {
        Path application = Files.writeString(
                Files.createTempFile(folder, "pom", ".xml"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId><artifactId>app</artifactId>"
                        + "<version>1</version><dependencyManagement><dependencies>" + String.join("", imports)
                        + "</dependencies></dependencyManagement></project>");
        try (Context maven = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            DefaultRepositorySystemSession session =
                    new DefaultRepositorySystemSession(maven.repositorySystemSession());
            session.setWorkspaceReader(new Poms(application));
            ArtifactDescriptorRequest request = new ArtifactDescriptorRequest(
                    new DefaultArtifact("org.example:app:pom:1"), maven.remoteRepositories(), "");
            return maven.repositorySystem().readArtifactDescriptor(session, request).getManagedDependencies().stream()
                    .map(dependency -> dependency.getArtifact())
                    .collect(Collectors.toMap(ArtifactIdUtils::toVersionlessId, Artifact::getVersion));
        }
    }

    /** The application and the BOM of this source tree; all else comes from the repositories of this machine's Maven. */
    private record Poms(Path application) implements WorkspaceReader {
        @Override
        public WorkspaceRepository getRepository() {
            return new WorkspaceRepository("sources");
        }

        @Override
        public @Nullable File findArtifact(Artifact artifact) {
            return switch (artifact.getArtifactId()) {
                case "app" -> application.toFile();
                case "gitsync-bom" -> ROOT.resolve("gitsync-bom/pom.xml").toFile();
                case "gitsync-parent" -> ROOT.resolve("pom.xml").toFile();
                default -> null;
            };
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return new ArrayList<>();
        }
    }
}
