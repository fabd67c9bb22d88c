package bitline.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import bitline.base.Problem;
import bitline.catalogue.Finding.Rule;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Figures that cannot be are found: wrong rows of published tables, and rows made wrong here.
class ChecksTest {
  private static final String TITLES =
      "Hardware name,Manufacturer,Release date,Release price (USD),"
          + "Tensor-FP16/BF16 performance (FLOP/s),FP16 (half precision) performance (FLOP/s),"
          + "FP8 performance (FLOP/s),FP4 performance (FLOP/s),INT8 performance (OP/s),"
          + "Memory (bytes),Memory bandwidth (byte/s),Die Size (mm^2),TDP (W),Process size (nm),"
          + "Transistors (millions),Total processing performance (bit-OP/s)\n";

  @TempDir Path folder;

  /// Rows as Epoch AI's table of December 2025 had them (CC-BY 4.0), each with its defect.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MI308X,AMD,2023-12-06,,,6.537e14,,,,1.92e11,1.03e13,1017,750,5,153000,|MEMORY_SPEED|10.3 TB/s where MI300X",
        "GB300,NVIDIA,2025-08-22,,2.5e15,,5e15,1.5e16,,2.875e11,8e12,,1400,4,,6.112e16|PERFORMANCE|61120 is stated, 60000 follows",
        "GB300,NVIDIA,2025-08-22,,2.5e15,,5e15,1.5e16,,2.875e11,8e12,,1400,4,,6.112e16|FORMATS|FP4 15 POPS and FP8 5 POPS",
        "MTIA v2,Meta,2024-04-10,,1.77e14,,,,3.54e14,2.56e8,1e12,421,90,5,,2.832e15|MEMORY_PLACE|256 MB at 1 TB/s",
        "MI250X,AMD,2021-11-08,14500,3.83e14,3.83e14,,,3.83e14,1.28e11,3.28e12,724,500,6,58200,6.128e15|TRANSISTOR_DENSITY|80.4 M transistors",
        "MI355X,AMD,2025-06-12,,2.5166e15,2.34e15,4.6e15,9.2e15,5.0332e15,2.88e11,8e12,,1400,3,,3.744e16|FORMATS|INT8 5.0332 POPS and FP8 4.6 POPS differ",
        "MI325X,AMD,2024-10-10,,1.3074e15,1.3e15,,,2.6e15,2.56e11,6e12,,1000,5,,2.08e16|PERFORMANCE|20800 is stated, 20918 follows",
        "MI325X,AMD,2024-10-10,,,1.3074e15,,,2.6e15,2.56e11,6e12,,1000,5,,|FORMATS|one of them is rounded",
        "Trillium,Google,2024-05-14,,9.18e14,,9.18e14,,1.836e15,3.2e10,1.64e12,,380,,,|FORMATS|INT8 1.836 POPS and FP8 918 TOPS differ",
        "LPU,Groq,2022-10-15,,,1.88e14,,,7.5e14,2.3e8,8e13,,215,14,,6e15|MEMORY_PLACE|230 MB at 80 TB/s",
        "C500,MetaX,2023-01-01,,,2.8e14,,,5.6e14,6.4e10,1.8e13,,450,7,,|MEMORY_SPEED|18 TB/s would read all 64 GB",
        "Trainium,Amazon,2022-10-15,,1.9e14,,,,3.8e14,,9.8e12,,,,,|MEMORY_SPEED|more than any memory beside dies had in 2022",
        "Nobody,Nobody,,5000,1e14,,,,2e14,1.6e10,1e12,,,,,|DATES|without a date",
        "Sparse,Nobody,2023-01-01,,1e14,,,,4e14,1.6e10,1e12,,,,,|SPARSE|may be a sparse peak",
        "Hot,Nobody,2023-01-01,,1e14,,,,2e14,1.6e10,1e12,100,900,,,|POWER_DENSITY|9 W/mm2",
        "Cold,Nobody,2023-01-01,,1e14,,,,2e14,1.6e10,1e12,800,2,,,|POWER_DENSITY|2.5 mW/mm2",
        "Thrifty,Nobody,2023-01-01,,1e14,,,,2e14,1.6e10,1e12,100,2,,,|EFFICIENCY|100 TOPS/W",
      })
  void wrongRowsAreFound(String row, Rule rule, String what) throws IOException {
    String right = "MI300X,AMD,2023-12-06,,1.3074e15,,,,2.6149e15,1.92e11,5.3e12,1017,750,5,,\n";
    Path file = Files.writeString(folder.resolve("t.csv"), TITLES + right + row + "\n");
    EpochTable.Checked checked = EpochTable.check(file);
    assertThat(checked.rows()).isEqualTo(2);
    assertThat(checked.findings())
        .anySatisfy(found -> {
          assertThat(found.name()).startsWith("3 " + row.substring(0, row.indexOf(',')));
          assertThat(found.rule()).isEqualTo(rule);
          assertThat(found.what()).contains(what);
        });
  }

  /// The area of the MI300X leaves stacked dies out; its own row has no number of transistors.
  @Test
  void theSameAreaElsewhereGivesTheTransistors() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"),
            TITLES
                + "MI300X,AMD,2023-12-06,,1.3074e15,,,,2.6149e15,1.92e11,5.3e12,1017,750,5,,\n"
                + "MI300,AMD,2023-01-04,,3.83e14,,,,,1.28e11,3e12,1017,600,5,153000,\n");
    assertThat(EpochTable.check(file).findings())
        .extracting(Finding::name, Finding::rule)
        .containsExactly(
            tuple("2 MI300X", Rule.TRANSISTOR_DENSITY), tuple("3 MI300", Rule.TRANSISTOR_DENSITY));
  }

  @Test
  void rightRowsPass() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.csv"),
            TITLES
                + "H100 SXM,NVIDIA,2022-09-20,33600,9.894e14,1.338e14,,,1.979e15,8e10,3.35e12,814,700,5,80000,1.5832e16\n"
                + "A100 SXM,NVIDIA,2020-11-16,,3.12e14,7.797e13,,,6.24e14,8e10,2.039e12,826,400,7,54200,4.992e15\n"
                + "T4,NVIDIA,2018-09-13,,,6.513e13,,,1.3e14,1.6e10,3.2e11,545,70,12,13600,1.0421e15\n"
                + "\"TPU, \"\"v4\"\"\",Google,2021-05-20,,2.75e14,,,,2.75e14,3.2e10,1.2e12,,340,7,,4.4e15\n");
    assertThat(EpochTable.check(file))
        .isEqualTo(new EpochTable.Checked(file.toString(), 4, List.of()));
    assertThat(EpochTable.read(file).getLast().figures().name()).isEqualTo("TPU, \"v4\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b\\n1,2|has no column 'Hardware name'",
        "Hardware name,TDP (W)\\nX|1 fields where the first line names 2",
        "Hardware name,TDP (W)\\nX,hot|2:1: TDP (W) is 'hot', not a number",
        "Hardware name,TDP (W)\\nX,-3|no finite number",
        "Hardware name,TDP (W)\\n\"X,3|a quote that is opened here is not closed",
        "''|empty; a first line of column names",
      })
  void whatIsNoTableIsRefused(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), text.replace("\\n", "\n"));
    assertThatThrownBy(() -> EpochTable.check(file))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(message);
  }

  /// Every defect that was known of the table of December 2025, by name.
  @Test
  void theWholeTableOfDecember2025() {
    Path file =
        Path.of(System.getProperty("bitline.data", "../shared"))
            .resolve("forecast/epoch/ml_hardware_2025-12_joshyou.csv");
    Assumptions.assumeTrue(Files.exists(file), "skipped: no ../shared with Epoch's table");
    EpochTable.Checked checked = EpochTable.check(file);
    assertThat(checked.rows()).isEqualTo(170);
    assertThat(checked.findings()).hasSizeLessThan(70);
    List<String> lines = checked.findings().stream().map(Finding::line).toList();
    for (String known :
        List.of(
            "MI308X: memory speed: 10.3 TB/s",
            "GB300 (Blackwell Ultra): performance: total processing performance 61120",
            "GB300 (Blackwell Ultra): formats: FP4 15 POPS and FP8 5 POPS",
            "MTIA v2: memory place: 256 MB",
            "MI250X: transistor density",
            "MI355X: formats: INT8 5.0332 POPS and FP8 4.6 POPS",
            "MI300X: transistor density",
            "MI325X: performance: total processing performance 20800")) {
      assertThat(lines).as(known).anyMatch(line -> line.contains(known));
    }
    assertThat(lines)
        .as("what is right is left alone")
        .noneMatch(line -> line.matches("[0-9]+ NVIDIA (H100|H200|A100|A30|L4|L40|T4|B200).*"));
  }

  private static Accelerator catalogued(String from, String rates, String remarks) {
    String text =
        """
        accelerators:
          - name: x
            title: x
            vendor: x
            technology: gpu
            segment: edge
            source: s
            grade: vendor
            released: "2022"
            dies: [{process: p, node: 7 nm, area: 800 mm2, transistors: 50e9}]
            rates: [%s]
            engine: {%s}
            remarks: [%s]
        """
            .formatted(rates, from, remarks);
    return Binder.written()
        .bind(Catalogue.Shelf.class, Yaml.parse(text, "t"), "t")
        .accelerators()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "units: 100, clock: 1 GHz|{format: int8, dense: 204.8 TOPS}|",
        "units: 100, clock: 1 GHz|{format: int8, dense: 275 TOPS}|which is no power of two",
        "units: 4, rows: 128, columns: 128, clock: 1.5 GHz|{format: int8, dense: 393 TOPS}|",
        "units: 4, rows: 128, columns: 128, clock: 1.5 GHz|{format: int8, dense: 1600 TOPS}|an array has 16384 cells",
        "units: 100, clock: 1 GHz|{format: int8, dense: 204.8 TOPS, sparse: 300 TOPS}|is not twice the dense",
      })
  void unitsProductsAndClockMakeThePeak(String engine, String rates, String what) {
    List<Finding> found = Checks.of(List.of(catalogued(engine, rates, "")));
    if (what == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).singleElement().extracting(Finding::what).asString().contains(what);
      String words = found.getFirst().rule().words();
      assertThat(Checks.of(List.of(catalogued(engine, rates, "'" + words + ": so it is'"))))
          .as("a remark explains it")
          .isEmpty();
    }
  }

  /// A sparse peak in the place of a dense one shows beside another product of the same dies.
  @Test
  void aSparsePeakGivenAsDenseIsFoundBesideItsFellow() {
    Accelerator right =
        catalogued(
            "units: 100, clock: 1 GHz",
            "{format: int8, dense: 204.8 TOPS, sparse: 409.6 TOPS}",
            "");
    Accelerator wrong =
        catalogued("units: 100, clock: 1 GHz", "{format: int8, dense: 409.6 TOPS}", "");
    assertThat(Checks.of(List.of(right, wrong)))
        .extracting(Finding::rule)
        .contains(Rule.SPARSE, Rule.UNITS_AND_CLOCK);
  }

  /// Our own data pass, or say in a remark why they do not.
  @Test
  void ourOwnCatalogueIsClean() {
    assertThat(Checks.of(Catalogue.all()).stream().map(Finding::line)).isEmpty();
  }

  /// A remark that explains a finding is there only where there is something to explain.
  @Test
  void noRemarkExplainsWhatIsNotFound() {
    List<Figures> all = Catalogue.all().stream().map(Figures::of).toList();
    List<String> idle = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Accelerator each = Catalogue.all().get(i);
      List<Rule> found = Checks.one(all.get(i), all).stream().map(Finding::rule).toList();
      for (Rule rule : Rule.values()) {
        if (Checks.explained(each, rule) && !found.contains(rule)) {
          idle.add(each.name() + ": " + rule.words());
        }
      }
    }
    assertThat(idle).isEmpty();
  }

  /// What the export rules' lists say of our figures (peak × bits), from facts of July 2026.
  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80,4992",
    "h100-sxm,15832",
    "h20,2368",
    "l40s,5864",
    "l20,1912",
    "l4,1936",
    "l2,1544",
    "a30,2640",
    "a10,2000",
    "t4,1040",
    "v100-sxm2,2000",
    "rtx-4090,5285",
    "rtx-4090d,4707",
    "b200,36000",
    "mi250x,6128",
    "mi300x,20919",
    "mi325x,20919",
    "mi355x,40266",
    "gaudi2,6920",
    "gaudi3,26848",
    "ascend-910,4096",
    "ascend-910b2,6016",
    "ascend-910c,12800",
    "tpu-v5e,3152",
    "tpu-v5p,7344",
    "houmo-h30,2048",
    "houmo-m50,1600",
    "mythic-m1076,200",
    "lightmatter-2025,1048",
    "mi308x,1840"
  })
  void peaksTimesBitsAreThoseOfTheLists(String name, double stated) {
    double most =
        Catalogue.find(name).rates().stream()
            .filter(r -> r.format() != Format.TF32 && r.dense() != null)
            .mapToDouble(r -> r.dense() * r.format().bits() / 1e12)
            .max()
            .orElseThrow();
    // a vendor's own list can differ by a hundredth from its data sheet
    assertThat(most / stated).isBetween(1 - 0.015, 1 + 0.015);
  }
}
