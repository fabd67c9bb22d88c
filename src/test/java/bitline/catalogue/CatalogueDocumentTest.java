package bitline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.text.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What docs/catalogue.md counts is what the catalogue holds.
class CatalogueDocumentTest {
  private static final Path PAGE = Path.of("docs/catalogue.md");
  private static final String HEAD = "<!-- grades -->\n";
  private static final String END = "<!-- end of grades -->";

  @Test
  void theCountsAreToday() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEAD);
    int end = page.indexOf(END);
    assertThat(start).isPositive();
    assertThat(end).isGreaterThan(start);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(
          PAGE, page.substring(0, start + HEAD.length()) + counts() + page.substring(end));
    } else {
      assertThat(page.substring(start + HEAD.length(), end))
          .as("rewrite it with -Dgolden.rewrite=true")
          .isEqualTo(counts());
    }
  }

  @Test
  void thereAreAHundredAccelerators() {
    assertThat(Catalogue.all()).hasSizeGreaterThanOrEqualTo(100);
    for (Technology technology : Technology.values()) {
      assertThat(Catalogue.all()).as(technology.name()).anyMatch(a -> a.technology() == technology);
    }
    for (Segment segment : Segment.values()) {
      assertThat(Catalogue.all()).as(segment.name()).anyMatch(a -> a.segment() == segment);
    }
  }

  private static String counts() {
    StringBuilder out = new StringBuilder();
    List<Accelerator> all = Catalogue.all();
    List<String> kinds = new ArrayList<>();
    for (Technology technology : Technology.values()) {
      long n = all.stream().filter(a -> a.technology() == technology).count();
      kinds.add(n + " " + technology.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    out.append(all.size()).append(" accelerators: ").append(String.join(", ", kinds));
    out.append(".\n\n| Values | all | ");
    List<Evidence.Grade> grades = List.of(Evidence.Grade.values());
    grades.forEach(g -> out.append(g.name().toLowerCase(Locale.ROOT)).append(" | "));
    out.setLength(out.length() - 1);
    out.append("\n|---|--:|").append("--:|".repeat(grades.size())).append('\n');
    row(out, "all", ".*");
    row(out, "dense peaks", "rates\\[.*\\.dense");
    row(out, "power", "power");
    row(out, "memory", "memory\\.(size|bandwidth)");
    row(out, "die areas", "dies\\[.*\\.area");
    row(out, "prices", "prices\\[.*\\.dollars");
    row(out, "published results", "published\\[.*\\.value");
    return out.toString();
  }

  private static void row(StringBuilder out, String words, String path) {
    List<Evidence> found =
        Catalogue.all().stream()
            .flatMap(a -> a.evidence().stream())
            .filter(e -> e.path().matches(path))
            .toList();
    out.append("| ").append(words).append(" | ").append(found.size()).append(" |");
    for (Evidence.Grade grade : Evidence.Grade.values()) {
      out.append(' ').append(found.stream().filter(e -> e.grade() == grade).count()).append(" |");
    }
    out.append('\n');
  }
}
