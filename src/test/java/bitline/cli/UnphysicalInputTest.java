package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Workbench;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.silicon.AtVoltage;
import bitline.silicon.node.Nodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What no silicon does is refused in one line that says what is possible, with exit code 2, on the
/// command line as in the library.
class UnphysicalInputTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int estimate(String chip, String... more) {
    String[] command = {"estimate", "models/signs_bitline.onnx", "--chip", chip};
    return Main.run(
        Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new),
        new PrintWriter(out),
        new PrintWriter(err, true));
  }

  private String refused(String chip, String... more) {
    assertThat(estimate(chip, more)).isEqualTo(2);
    assertThat(err.toString()).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    return err.toString().strip();
  }

  private String changed(String chip, String from, String to) throws IOException {
    String text = Files.readString(Path.of("chips", chip + ".yaml"));
    assertThat(text).contains(from);
    Path file = folder.resolve("changed.yaml");
    Files.writeString(file, text.replace(from, to));
    return file.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "jia_jssc_2020, 0.2, 65 nm, 0.52 V to",
    "jia_jssc_2020, 2 V, 65 nm, 1.49 V",
    "houmo_h30_2023, 200 mV, 12 nm, are possible",
    "wan_nature_2022, 0.1, 130 nm, are possible",
  })
  void suppliesThatNoTransistorOfTheNodeWorksAt(
      String chip, String volts, String node, String range) {
    assertThat(refused(chip, "--voltage", volts)).contains(node, range);
    double asked = Units.parse(volts.contains("V") ? volts : volts + " V", "V");
    assertThatThrownBy(() -> AtVoltage.of(Workbench.chip(chip), asked))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("are possible");
  }

  @Test
  void convertersOfFortyBits() throws IOException {
    String chip = changed("jia_jssc_2020", "bits: 8\n      type: sar", "bits: 40\n      type: sar");
    assertThat(refused(chip)).contains("40", "16", "changed.yaml");
  }

  @ParameterizedTest
  @CsvSource({"2 nm", "180 nm"})
  void nodesThatNobodyKnows(String node) throws IOException {
    String chip = changed("jia_jssc_2020", "node: 65 nm", "node: " + node);
    assertThat(refused(chip)).contains(node, "3 nm to 130 nm are possible");
    assertThatThrownBy(() -> Nodes.at(Units.parse(node, "m")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("3 nm to 130 nm are possible");
  }

  @Test
  void temperaturesThatLeakageIsNotKnownAt() {
    for (String cold : List.of("-300C", "-5K", "0K", "1000C")) {
      err.getBuffer().setLength(0);
      assertThat(refused("houmo_h30_2023", "--temperature", cold)).contains("200K to 500K");
    }
  }

  /// Less than what flows without a clock: none keeps it. A little more: a slow one does.
  @Test
  void limitsBelowLeakageCannotBeKept() {
    assertThat(estimate("axelera_isscc_2024", "--tdp", "1uW")).isEqualTo(0);
    assertThat(out.toString()).contains("No clock keeps within 1");
    out.getBuffer().setLength(0);
    assertThat(estimate("axelera_isscc_2024", "--tdp", "100W")).isEqualTo(0);
    assertThat(out.toString()).contains("The average keeps within 100 W");
  }
}
