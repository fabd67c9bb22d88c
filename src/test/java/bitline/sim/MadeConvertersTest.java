package bitline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.sim.manufacture.Conditions;
import bitline.sim.manufacture.Effect;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import bitline.tensor.simd.Widths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeConvertersTest {
  private static final Coding CODING =
      Coding.of(Coding.WeightCode.TWOS_COMPLEMENT, 8, false, 1, 8, false, 1);

  @TempDir Path folder;

  @Test
  void convertersWithoutErrorsChangeNothing() throws IOException {
    Chip chip = chip("noise: 0");
    Map<Integer, Kernels> widths = Widths.all(1);
    Cases.forAll(
        40,
        random -> {
          AdcRange range = new AdcRange(random.nextInt(3), 1 + 3 * random.nextDouble(), 64);
          if (nearTie(range)) {
            return;
          }
          ArrayLayer layer = RandomLayers.matrix(random, 100, 20, CODING, range);
          Tensor x = RandomLayers.inputs(random, layer);
          Tensor ideal = LayerRun.by(layer, new ReferenceEngine(layer)).run(x, 0, new Activity());
          for (Kernels kernels : widths.values()) {
            assertThat(ints(run(chip, layer, kernels, x, 0))).isEqualTo(ints(ideal));
          }
        });
  }

  /// Whether a sum lies so near to a threshold that floats may take it for the other side.
  private static boolean nearTie(AdcRange range) {
    for (int p = 0; p <= 100; p++) {
      double v = (p - range.lo()) / range.step() + 0.5;
      if (Math.abs(v - Math.rint(v)) < 3e-4) {
        return true;
      }
    }
    return false;
  }

  @Test
  void noiseIsNewInEachRunAndTheSameForTheSameRun() throws IOException {
    Chip chip = chip("noise: 0.5");
    Kernels kernels = Widths.all(1).values().iterator().next();
    SplittableRandom random = new SplittableRandom(2);
    ArrayLayer layer = RandomLayers.matrix(random, 100, 20, CODING, new AdcRange(0, 1.7, 64));
    Tensor x = RandomLayers.inputs(random, layer);
    assertThat(ints(run(chip, layer, kernels, x, 4)))
        .isEqualTo(ints(run(chip, layer, kernels, x, 4)));
    assertThat(ints(run(chip, layer, kernels, x, 4)))
        .isNotEqualTo(ints(run(chip, layer, kernels, x, 5)));
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

  private static Tensor run(Chip chip, ArrayLayer layer, Kernels kernels, Tensor x, long reading) {
    var conditions = Conditions.IDEAL.with(Set.of(Effect.CONVERTERS));
    Manufacture manufacture = Objects.requireNonNull(Manufacture.of(chip, conditions, kernels));
    return LayerRun.manufactured(layer, kernels, manufacture).run(x, 0, reading, new Activity());
  }

  private static int[] ints(Tensor tensor) {
    return ((Tensor.Ints) tensor).data();
  }
}
