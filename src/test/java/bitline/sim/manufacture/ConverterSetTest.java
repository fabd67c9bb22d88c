package bitline.sim.manufacture;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.sim.RandomLayers;
import bitline.sim.converter.AdcInstance;
import bitline.tensor.Converters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConverterSetTest {
  private static final Coding CODING =
      Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);

  @TempDir Path folder;

  @Test
  void theGridGivesTheCodesOfEachConverterButForASixteenthOfAStep() throws IOException {
    grid("gain: 3 %, offset: 0.7, capacitorMismatch: 2 %");
    grid("gain: 40 %, offset: 25");
  }

  private void grid(String errors) throws IOException {
    Chip chip = chip(errors);
    SplittableRandom random = new SplittableRandom(1);
    AdcRange range = new AdcRange(0, 1.7, 64);
    ArrayLayer layer = RandomLayers.matrix(random, 100, 20, CODING, range);
    ConverterSet set = Objects.requireNonNull(ConverterSet.of(chip, layer, 0, 9, null));
    // 20 columns of 8 digits lie side by side; 8 of these share a converter
    assertThat(set.instances()).hasSize(20);
    assertThat(Arrays.stream(set.which()).distinct().count()).isEqualTo(20);
    int fraction = 8;
    Converters made = set.made(fraction);
    int different = 0;
    for (int c = 0; c < set.instances().size(); c++) {
      AdcInstance instance = set.instances().get(c);
      for (int p = 0; p < 110 << fraction; p += 7) {
        double sum = (double) p / (1 << fraction);
        double slack = range.step() / 15;
        assertThat(made.code(c, p))
            .isBetween(instance.code(sum - slack), instance.code(sum + slack));
        different += made.code(c, p) == AdcInstance.ideal(range).code(sum) ? 0 : 1;
      }
    }
    assertThat(different).isGreaterThan(1000);
  }

  private Chip chip(String errors) throws IOException {
    String yaml = Files.readString(Path.of("chips/generic_analog.yaml"));
    String with =
        yaml.replace(
            "      range: calibrated\n",
            "      range: calibrated\n      errors: {" + errors + ", assumed: a test}\n");
    assertThat(with).isNotEqualTo(yaml);
    return Chips.find(Files.writeString(folder.resolve("generic_analog.yaml"), with).toString());
  }
}
