package bitline.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relaxation: {referenceTime: 1 s, shift: 0 S, spread: 1 nS, growth: 0 S} | needs 'conductance'",
        "conductance: {off: 0 S, on: 1 uS}, capacitor: {unit: 1 fF} | capacitor: a cell with 'conductance' is read as current",
        "conductance: {off: 0 S, on: 1 uS}, states: [{target: 0 S, mean: 0 S, sigma: 0 S}] | states: a cell of 2 bits has 4, not 1",
        "readNoise: {readTime: 1 ns, q: []}, conductance: {off: 0 S, on: 1 uS} | missing key 'kind' in readNoise: one of flicker, white",
        "readNoise: {kind: white, scale: 1 uS, sigma: [{kind: polynomial, coefficients: [-0.01]}]}, conductance: {off: 0 S, on: 1 uS} | sigma is below 0 at every conductance (-0.01 at g = 1)",
        "programmingNoise: [{after: 1 s, scale: 1 uS, sigma: [{kind: polynomial, coefficients: [-1, -2]}]}], conductance: {off: 0 S, on: 1 uS} | sigma is below 0",
        "acceleration: {energy: 11 eV, temperature: 300 K} | out of range",
        "lowVoltage: {mean: 0.4 V, spread: 0 V} | out of range",
        "write: {time: 1 us, verify: {step: 1 uS, noise: 2 uS, acceptance: 1 uS, most: 9, pulseTime: 1 us, verifyTime: 1 us}} | noise 2.0E-6 S is above the step of 1.0E-6 S",
        "write: {time: 1 us, verify: {step: 1 uS, noise: 1 uS, most: 9, pulseTime: 1 us, verifyTime: 1 us}} | are both 0",
        "write: {time: 1 us, erase: {cells: 0, time: 1 ms}} | out of range",
      })
  void refused(String keys, String message) {
    assertThatThrownBy(() -> SomeCells.with(keys))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("c.yaml:1:")
        .hasMessageContaining(message);
  }

  @Test
  void listsAscend() {
    String range = "conductance: {off: 0 S, on: 1 uS}, ";
    String state = "{target: 1 uS, mean: 1 uS, sigma: 0 S}";
    String states = "states: [" + String.join(", ", List.of(state, state, state, state)) + "]";
    assertThatThrownBy(() -> SomeCells.with(range + states))
        .hasMessageContaining("states must ascend in target");
    String day = "{after: 1 d, scale: 1 uS, sigma: [{kind: polynomial, coefficients: [1]}]}";
    assertThatThrownBy(() -> SomeCells.with(range + "programmingNoise: [" + day + ", " + day + "]"))
        .hasMessageContaining("programmingNoise must ascend in 'after'");
    assertThatThrownBy(() ->
            SomeCells.with(
                range
                    + "programmingNoise: ["
                    + day.replace(
                        "kind: polynomial, coefficients: [1]",
                        "kind: table, g: [1, 0], values: [1, 2]")
                    + "]"))
        .hasMessageContaining("g must ascend");
  }

  @Test
  void tablesAreStraightLines() {
    Curve.Table table = new Curve.Table(null, List.of(0.2, 0.4, 0.8), List.of(1.0, 3.0, 2.0));
    assertThat(table.at(0.1)).isEqualTo(1);
    assertThat(table.at(0.2)).isEqualTo(1);
    assertThat(table.at(0.4)).isEqualTo(3);
    assertThat(table.at(0.6)).isEqualTo(2.5);
    assertThat(table.at(1)).isEqualTo(2);
  }

  /// Every example of the guide is read, and every cell that comes with Bitline is listed there.
  @Test
  void theGuide() throws IOException {
    String guide = Files.readString(Path.of("docs/cells.md"));
    Matcher m = Pattern.compile("```yaml\n(.*?)```\n", Pattern.DOTALL).matcher(guide);
    int examples = 0;
    while (m.find()) {
      Cell cell = SomeCells.written(m.group(1));
      assertThat(Levels.of(cell, 86_400).exact()).isFalse();
      examples++;
    }
    assertThat(examples).isEqualTo(2);
    try (var files = Files.list(Path.of("cells"))) {
      assertThat(files)
          .allSatisfy(file ->
              assertThat(guide)
                  .contains("`" + file.getFileName().toString().replace(".yaml", "") + "`"));
    }
  }
}
