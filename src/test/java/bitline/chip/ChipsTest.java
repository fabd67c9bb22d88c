package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.cell.Cell;
import bitline.cell.Curve;
import bitline.text.Evidence;
import bitline.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChipsTest {
  @TempDir Path folder;

  @Test
  void theChipsThatComeWithBitline() {
    assertThat(Chips.names())
        .contains(
            "axelera_isscc_2024",
            "fick_isscc_2022",
            "hermes64_natel_2023",
            "houmo_h30_2023",
            "jia_jssc_2020",
            "wan_nature_2022");
    assertThat(Chips.all()).extracting(Chip::name).containsExactlyElementsOf(Chips.names());
    assertThat(Chips.cellNames())
        .allSatisfy(name -> assertThat(Chips.cell(name).name()).isEqualTo(name));
    assertThat(Chips.all(Path.of("chips"))).isEqualTo(Chips.all());
  }

  /// Throughput follows from geometry and step time. Where both were published this is a check of
  /// the description; where one was assumed it was chosen from the throughput, and the check is
  /// only that the arithmetic was right.
  @Test
  void throughputFollowsFromGeometry() {
    List<String> independent = new ArrayList<>();
    for (Chip chip : Chips.all()) {
      for (int i = 0; i < chip.operatingPoints().size(); i++) {
        OperatingPoint point = chip.operatingPoints().get(i);
        Double published = point.ops();
        if (published == null) {
          continue;
        }
        assertThat(chip.peakOps(point) / published)
            .as(chip.name() + " at " + point.name())
            .isEqualTo(1, within(0.03));
        Set<String> taken = Set.of("operatingPoints[" + i + "].step", "core.macro.weightSets");
        long known =
            chip.evidence().stream()
                .filter(e -> taken.contains(e.path()) && e.kind() == Evidence.Kind.PUBLISHED)
                .count();
        if (known == taken.size()) {
          independent.add(chip.name() + " at " + point.name());
        }
      }
    }
    assertThat(independent)
        .containsExactly(
            "axelera_isscc_2024 at 0.68 V dense",
            "chih_isscc_2021 at 0.72 V",
            "deaville_vlsi_2022 at 0.8 V",
            "hermes64_natel_2023 at 1 phase",
            "jia_jssc_2020 at 0.85 V",
            "khaddam_jssc_2022 at 0.8 V",
            "kim_jssc_2021 at 8b, 0.8 V",
            "lee_vlsi_2021 at 0.9 V",
            "mori_isscc_2023 at 0.9 V",
            "papistas_cicc_2021 at 0.8 V",
            "papistas_cicc_2021 at 0.6 V",
            "sinangil_jssc_2021 at 0.8 V",
            "sinangil_jssc_2021 at 1.0 V",
            "tu_isscc_2022 at 0.9 V",
            "wang_vlsi_2022 at 0.7 V",
            "zhang_cicc_2022 at 0.8 V");
  }

  @Test
  void whatFollowsFromTheDescriptions() {
    Chip houmo = Chips.byName("houmo_h30_2023");
    assertThat(houmo.macro().digital()).isTrue();
    assertThat(houmo.rewritableWhileRunning()).isTrue();
    assertThat(houmo.peakOps(houmo.operatingPoint())).isEqualTo(256e12, within(1e6));
    assertThat(houmo.evidence())
        .filteredOn(e -> e.path().startsWith("core.macro.array"))
        .isNotEmpty()
        .allMatch(e -> e.kind() == Evidence.Kind.ASSUMED);
    Chip axelera = Chips.byName("axelera_isscc_2024");
    assertThat(axelera.weightCapacity(8))
        .isEqualTo(4L << 20); // four weight sets of 512 x 512 in each of four cores
    Chip neurram = Chips.byName("wan_nature_2022");
    assertThat(neurram.array().inputRows()).isEqualTo(128);
    assertThat(neurram.macro().weightsPerRow(4)).isEqualTo(256);
    assertThat(neurram.macro().digitsPerWeight(8)).isEqualTo(3);
    assertThat(neurram.cells()).isEqualTo(48L * 256 * 256);
    assertThat(neurram.rewritableWhileRunning()).isFalse();
    Chip mythic = Chips.byName("fick_isscc_2022");
    assertThat(mythic.weightCapacity(8)).isEqualTo(76L * 1024 * 1024); // the brief says 80 million
    assertThat(mythic.rewritableWhileRunning()).isFalse();
    Chip jia = Chips.byName("jia_jssc_2020");
    assertThat(jia.cells()).isBetween(589_000L, 591_000L); // 590 kb
    assertThat(jia.macro().stepsPerVector(8)).isEqualTo(8);
    assertThat(Chips.byName("hermes64_natel_2023").array().digitColumns()).isEqualTo(256);
  }

  @Test
  void everyNumberHasItsEvidence() {
    for (Chip chip : Chips.all()) {
      assertThat(chip.evidence()).extracting(Evidence::path).doesNotHaveDuplicates();
      assertThat(chip.evidence())
          .extracting(Evidence::path)
          .contains(
              "year",
              "node",
              "cores",
              "core.macro.array.rows",
              "core.macro.cell.bits",
              "operatingPoints[0].step");
      assertThat(chip.evidence()).allSatisfy(e -> assertThat(e.text()).isNotBlank());
      assertThat(chip.cell().evidence()).extracting(Evidence::path).contains("medium", "bits");
    }
  }

  @Test
  void namesThatDoNotExist() {
    assertThatThrownBy(() -> Chips.byName("houmo_h30"))
        .isInstanceOf(Problem.class)
        .hasMessage("no chip 'houmo_h30'; did you mean 'houmo_h30_2023'?");
    assertThatThrownBy(() -> Chips.byName("jia"))
        .hasMessage("no chip 'jia'; did you mean 'jia_jssc_2020'?");
    assertThatThrownBy(() -> Chips.byName("../cells/fefet_1t")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> Chips.byName("zzzzzzzz"))
        .hasMessageContaining("; there are ambrogio_nature_2023, axelera_isscc_2024, ");
    assertThatThrownBy(() -> Chips.find("none.yaml")).hasMessage("no file 'none.yaml'");
    assertThatThrownBy(() -> Chips.find("houmo_h30_2023.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessage("no file 'houmo_h30_2023.yaml'; did you mean the chip 'houmo_h30_2023'?");
    assertThatThrownBy(() -> Chips.find("models/signs_bitline.onnx"))
        .isInstanceOf(Problem.class)
        .hasMessage(
            "models/signs_bitline.onnx: is no chip; a chip is a file that ends in .yaml, or a name");
  }

  @Test
  void aChipOfOnesOwnWithACellOfOnesOwn() throws IOException {
    Path chips = Files.createDirectories(folder.resolve("chips"));
    Path cells = Files.createDirectories(folder.resolve("cells"));
    String own = Files.readString(Path.of("chips/houmo_h30_2023.yaml"));
    Files.writeString(
        cells.resolve("mine.yaml"),
        "{name: mine, description: d, medium: sram, bits: 2, rewritableWhileRunning: true, assumed: test}");
    Path file = chips.resolve("a.yaml");
    Files.writeString(file, own.replace("cell: sram_6t_digital", "cell: mine"));
    assertThat(Chips.load(file).cell().bits()).isEqualTo(2);
    Files.writeString(file, own.replace("cell: sram_6t_digital", "cell: mime"));
    int line = 1 + own.substring(0, own.indexOf("cell: sram")).split("\n", -1).length - 1;
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessage(file + ":" + line + ":11: no cell 'mime'; did you mean 'mine'?");
    Files.writeString(
        cells.resolve("sample.cell"),
        "-MemCellType: PCRAM\n-CellLevels: 4\n-ResistanceOn (ohm): 1000\n-ResistanceOff (ohm): 1e6\n");
    Files.writeString(file, own.replace("cell: sram_6t_digital", "cell: sample.cell"));
    assertThat(Chips.load(file).cell().levels()).isEqualTo(4);
    assertThat(Chips.load(file).evidence())
        .anyMatch(e ->
            e.path().equals("core.macro.cell.conductance.on")
                && e.text().equals("sample.cell, line 3: -ResistanceOn (ohm): 1000"));
    Files.writeString(file, own.replace("cell: sram_6t_digital", "cell: ../cells/sample.cell"));
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessageContaining("no cell '../cells/sample.cell'");
    Files.writeString(file, own.replace("activeRows: 512", "activeRows: 600"));
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessageEndingWith(": activeRows 600 is more than the 512 rows");
    Files.writeString(file, own.replace("bits: 1, type: bit_serial", "bits: 9, type: level"));
    assertThatThrownBy(() -> Chips.load(file))
        .hasMessageEndingWith(": dac: a digit of 9 bits is wider than the widest input, 8 bits");
    Files.writeString(
        file,
        own.replace("macros: 16", "macros: 65536").replace("weightSets: 4", "weightSets: 1024"));
    assertThatThrownBy(() -> Chips.load(file))
        .isInstanceOf(Problem.class)
        .hasMessageEndingWith(
            ": cores × macros × weightSets is 268435456 arrays' worth of weights; at most 4194304");
  }

  @Test
  void theExampleOfTheGuideIsRead() throws IOException {
    String guide = Files.readString(Path.of("docs/chips.md"));
    int from = guide.indexOf("```yaml\n") + "```yaml\n".length();
    Path file =
        Files.writeString(
            folder.resolve("example.yaml"), guide.substring(from, guide.indexOf("```\n", from)));
    Chip chip = Chips.load(file);
    assertThat(chip.arrays()).isEqualTo(32);
    assertThat(chip.peakOps(chip.operatingPoint()) / 7.37e12).isEqualTo(1, within(0.03));
  }

  @Test
  void jsonOfEveryChipReadsBack() {
    for (Chip chip : Chips.all()) {
      assertThat(Json.read(Chip.class, Json.text(chip), chip.name())).isEqualTo(chip);
    }
  }

  @Test
  void curvesAreWhatWasPublished() {
    Cell pcm = Chips.cell("pcm_8t4r_hermes");
    Cell.Drift drift = Objects.requireNonNull(pcm.drift());
    assertThat(Curve.at(drift.exponentMean(), 1))
        .isEqualTo(0.0736 - 0.0126 - 0.0436, within(1e-12));
    assertThat(Curve.at(drift.exponentMean(), 1e-9)).isEqualTo(0.13);
    Cell rram = Chips.cell("rram_1t1r_neurram");
    double sum = 0.348 + 16.030 - 43.853 + 45.393 - 16.815;
    assertThat(rram.programmingNoise().getFirst().at(1)).isEqualTo(sum * 1e-6, within(1e-18));
    for (String name : Chips.cellNames()) {
      Cell cell = Chips.cell(name);
      for (Cell.Spread spread : cell.programmingNoise()) {
        Cell.Conductance range = Objects.requireNonNull(cell.conductance());
        for (int i = 1; i <= 100; i++) {
          assertThat(spread.at(i / 100.0)).as(name).isBetween(0.0, range.on());
        }
      }
    }
  }
}
