package dev.gitsync.internal.lfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promise B1: the memory of a parsed file is bounded, whatever a client has written into it. */
class AttributesMemoryTest {
    @Test
    void storesANameWithoutWildcardsOnce() {
        assertThat(names("docs/logo.png")).extracting(NamePattern::literal).containsExactly("docs", "logo.png");
        assertThat(names("docs/logo.png"))
                .allSatisfy(name -> assertThat(name.steps()).isEmpty());
    }

    @Test
    void sharesStepsOfEqualCharactersOfPatterns() {
        List<NamePattern.Step> steps = names("aa*a").get(0).steps();
        assertThat(steps.get(0)).isSameAs(steps.get(1)).isSameAs(steps.get(3));
        assertThat(names("*.psd").get(0).steps().get(1))
                .isSameAs(names("*.xcf").get(0).steps().get(1));
    }

    @Test
    void sharesAttributesOfEqualLines() {
        AttributesFile file = AttributesParser.parse(
                "a filter=lfs -text\nb\tfilter=lfs  -text\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(file.rules()).hasSize(2);
        assertThat(file.rules().get(0).assignments())
                .isSameAs(file.rules().get(1).assignments());
    }

    private static List<NamePattern> names(String pattern) {
        return new NamePatternParser(pattern).parse().orElseThrow();
    }
}
