package bitline.forecast.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Defects that are known of the stored tables are found in their rows, and defects made here are.
class PublicDefectsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"ml_hardware_2025-12_joshyou.csv", "ml_hardware_sr3k.csv"})
  void bothCopiesOfTheHardware(String name) throws IOException {
    Path file = PublicData.file("epoch/" + name);
    List<Defect> found = Defects.of(file);
    List<String> lines = Files.readAllLines(file);
    for (String[] known :
        new String[][] {
          {"AMD Radeon Instinct MI308X", "memory speed: 10.3 TB/s"},
          {"NVIDIA GB300 (Blackwell Ultra)", "performance: total processing performance 61120"},
          {"Meta MTIA v2", "memory place: 256 MB"},
          {"AMD Radeon Instinct MI250X", "transistor density"},
          {"AMD Instinct MI355X", "formats: INT8 5.0332 POPS and FP8 4.6 POPS"},
          {"AMD Instinct MI300X", "transistor density"},
          {"AMD Instinct MI325X", "performance: total processing performance 20800"}
        }) {
      assertThat(found)
          .as(known[0])
          .anySatisfy(defect -> {
            assertThat(defect.name()).isEqualTo(known[0]);
            assertThat(defect.what()).startsWith(known[1]);
            assertThat(lines.get(defect.line() - 1)).as("by row").startsWith(known[0]);
          });
    }
  }

  @Test
  void theDataSetOfChipsAndThePrices() {
    List<Defect> found = Defects.of(PublicData.file("epoch/chip_dataset_grid_view.csv"));
    assertThat(found)
        .extracting(Defect::text)
        .anyMatch(text -> text.contains(":284: Cerebras CS-2: Number of transistors"))
        .anyMatch(
            text -> text.contains("NorthPole (prototype): Performance (TOPS) 839000000000000"))
        .anyMatch(text -> text.contains("AMD Ryzen 3 3200G: 0.2333 M transistors on a mm2"))
        .anyMatch(text ->
            text.contains("RTX 2080 Ti Founders Edition: FP16 28.46 TOPS and FP32 1.423 TOPS"))
        .anyMatch(text -> text.contains("Cambricon MLU370-X8: says the same as line"));
    assertThat(Defects.of(PublicData.file("epoch/hardware_prices.csv")))
        .extracting(Defect::text)
        .anyMatch(text -> text.contains("NVIDIA A40 PCIe: Price per chip-hour (on-demand) 0.12"))
        .anyMatch(text -> text.contains("NVIDIA H100 SXM5 80GB: has no price"))
        .anyMatch(text -> text.contains("says the same as line"));
  }

  @Test
  void modelsAndSites() {
    assertThat(Defects.of(PublicData.file("epoch/all_ml_systems_full_view.csv")))
        .extracting(Defect::what)
        .anyMatch(what -> what.startsWith("a utilisation of 72 is more than 1"));
    assertThat(Defects.of(PublicData.file("epoch_hub/data_center_timelines.csv")))
        .extracting(Defect::what)
        .contains("power falls from 424 to 348 MW");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X,2023-13-45,100,1e14|2023-13-45' under 'Release date' is no date",
        "X,yesterday,100,1e14|yesterday' under 'Release date' is no date",
        "X,2023-01-01,-5,1e14|-5' under 'Release price (USD)' is no positive finite number",
        "X,2023-01-01,NaN,1e14|NaN' under 'Release price (USD)' is no positive finite number",
        "X,2023-01-01,0,1e14|Release price (USD) is 0",
        "X,2023-01-01,free,1e14|free' under 'Release price (USD)' is not a number",
        "X,2023-01-01,5000,1e11|is 0.001 times what was usual then",
        "A1,2023-01-01,5000,1e14|says the same as line 2",
      })
  void defectsMadeHere(String row, String what) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "Hardware name,Release date,Release price (USD),"
                + "FP32 (single precision) performance (FLOP/s)\n");
    for (int i = 1; i < 10; i++) {
      text.append("A").append(i).append(",2023-0").append(i).append("-01,5000,1e14\n");
    }
    Path file = folder.resolve("ml_hardware.csv");
    Files.writeString(file, text);
    assertThat(Defects.of(file)).isEmpty();
    Files.writeString(file, text + row + "\n");
    assertThat(Defects.of(file))
        .anySatisfy(defect -> {
          assertThat(defect.line()).isEqualTo(11);
          assertThat(defect.what()).contains(what);
        });
  }

  /// A table that cannot be read at all is a defect of one line, not the end of the check.
  @Test
  void whatCannotBeReadIsOneDefect() throws IOException {
    Files.writeString(folder.resolve("ml_hardware.csv"), "Hardware name,ML OP/s\n\"X,1\n");
    Files.writeString(folder.resolve("cores.dat"), "1971.875 one\n");
    assertThat(Defects.of(folder))
        .extracting(Defect::file)
        .containsExactlyInAnyOrder("ml_hardware.csv", "cores.dat");
  }
}
