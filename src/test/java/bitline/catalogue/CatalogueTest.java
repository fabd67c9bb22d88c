package bitline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.chip.Chips;
import bitline.text.Evidence;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private static final Path SCHEMA = Path.of("docs/schema/catalogue.schema.json");

  @TempDir Path folder;

  @Test
  void everyFileIsRead() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("catalogue"))) {
      assertThat(files.map(f -> f.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(Catalogue.FILES);
    }
  }

  @Test
  void namesAreUniqueAndSorted() {
    List<String> names = Catalogue.all().stream().map(Accelerator::name).toList();
    assertThat(names).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void everyValueHasAGradeAndWhereItComesFrom() {
    for (Accelerator each : Catalogue.all()) {
      assertThat(each.evidence()).as(each.name()).isNotEmpty();
      for (Evidence e : each.evidence()) {
        assertThat(e.grade()).as(each.name() + " " + e.path()).isNotNull();
        if (e.grade() == Evidence.Grade.RECALLED) {
          assertThat(e.text()).as(each.name() + " " + e.path()).contains("memory");
        } else {
          assertThat(e.text()).as(each.name() + " " + e.path()).doesNotContain("from memory");
        }
      }
      assertThat(each.evidence()).extracting(Evidence::path).contains("released");
    }
  }

  @Test
  void partsThatCanBeSimulatedNameOurDescriptionsOfThem() {
    List<String> described =
        Catalogue.all().stream().map(Accelerator::chip).filter(Objects::nonNull).toList();
    assertThat(described).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    assertThat(Chips.names()).containsAll(described);
    assertThat(Catalogue.ofChip("houmo_h30_2023").orElseThrow().name()).isEqualTo("houmo-h30");
    assertThat(Catalogue.ofChip("generic_pcm")).isEmpty();
  }

  @Test
  void aNameIsFoundInAnyCase() {
    assertThat(Catalogue.find("H100-SXM").title()).isEqualTo("NVIDIA H100 SXM5 80 GB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h100|no accelerator 'h100'; did you mean h100-nvl, h100-pcie, h100-sxm?",
        "agx-orim|no accelerator 'agx-orim'; did you mean 'agx-orin'?",
        "missing.yaml|missing.yaml: no such file",
      })
  void whatIsNotThereIsSaidWithWhatIsNear(String name, String message) {
    assertThatThrownBy(() -> Catalogue.find(name))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(message);
  }

  private static final String MINE =
      """
      accelerators:
        - name: mine
          title: x
          vendor: y
          technology: gpu
          segment: edge
          source: a data sheet
          grade: vendor
          released: "2024-03"
          rates: [{format: int8, dense: 4 TOPS}]
          power: 2 W
      """;

  @Test
  void anOwnFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("own.yaml"), MINE);
    assertThat(Catalogue.find(file.toString()).name()).isEqualTo("mine");
    assertThat(Catalogue.find(file + ":mine").power()).isEqualTo(2.0);
    assertThatThrownBy(() -> Catalogue.find(file + ":mint"))
        .hasMessage("no accelerator 'mint'; did you mean 'mine'?");
    Files.writeString(file, MINE + MINE.substring(MINE.indexOf("  - ")).replace("mine", "other"));
    assertThatThrownBy(() -> Catalogue.find(file.toString()))
        .hasMessage(file + ": describes 2 accelerators; choose one, such as " + file + ":mine");
    Files.writeString(file, MINE + MINE.substring(MINE.indexOf("  - ")));
    assertThatThrownBy(() -> Catalogue.read(file))
        .hasMessageContaining("accelerators has 'mine' twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03|2024-13|:9:15: released '2024-13' is no date; write 2024, 2024-03 or 2024-03-21",
        "name: mine|name: Mine Own|name 'Mine Own' must be lower case letters",
        "dense: 4 TOPS|spares: 4 TOPS|unknown key 'spares' in rates[0]; did you mean 'sparse'?",
        ", dense: 4 TOPS||rates[0]: a rate is dense or sparse; give at least one",
        "grade: vendor|grade: rumour|grade must be one of measured, vendor, press, derived, recalled",
        "'power: 2 W'|'prices: [{dollars: 3 USD, basis: list}]'|missing key 'date' in prices[0]",
        "'power: 2 W'|'prices: [{dollars: 3 USD, basis: list, date: soon}]'|date 'soon' is no date",
        "'power: 2 W'|'prices: [{dollars: -3 USD, basis: list, date: \"2024\"}]'|dollars -3 USD is out of range",
      },
      quoteCharacter = '\'')
  void whatIsWrongIsRefusedInOneLine(String good, String bad, String message) throws IOException {
    assertThat(MINE).contains(good);
    Path file =
        Files.writeString(folder.resolve("own.yaml"), MINE.replace(good, bad == null ? "" : bad));
    assertThatThrownBy(() -> Catalogue.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void theSchemaInTheDocsIsTodayAndTakesOurFiles() throws IOException {
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(SCHEMA, Catalogue.schema());
    }
    assertThat(SCHEMA)
        .as("rewrite it with -Dgolden.rewrite=true")
        .content()
        .isEqualTo(Catalogue.schema());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Catalogue.schema(), InputFormat.JSON);
    for (String name : Catalogue.FILES) {
      String text = Files.readString(Path.of("catalogue/" + name + ".yaml"));
      assertThat(schema.validate(text, InputFormat.YAML)).as(name).isEmpty();
      String bad = text.replaceFirst("grade: [a-z]+", "grade: rumour");
      assertThat(schema.validate(bad, InputFormat.YAML)).as(name).isNotEmpty();
    }
  }
}
