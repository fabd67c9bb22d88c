package bitline;

import bitline.chip.Chip;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.program.Program;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A random product, quantised by us or come quantised, compiled for a random chip.
public record MappedProducts(Program program, Map<String, Tensor> inputs) {
  /// Arrays enough for any of the products.
  private static final int PLENTY = 1 << 14;

  /// @param adcBits 0 for digital arrays
  public static MappedProducts draw(RandomGenerator random, int adcBits) {
    while (true) {
      RandomProducts.Drawn drawn =
          switch (random.nextInt(3)) {
            case 0 -> quantised(random);
            case 1 -> RandomProducts.quantised(random);
            default -> RandomProducts.integers(random);
          };
      Chip chip = RandomChips.draw(random, PLENTY, adcBits);
      // Refused where the bias of a Gemm is not one a column; MapperTest asks about that.
      if (Mapper.map(drawn.graph(), chip, Map.of(), 0) instanceof Mapping.Mapped mapped) {
        Program program = mapped.program();
        return new MappedProducts(
            random.nextBoolean() ? crowded(random, program) : program, drawn.inputs());
      }
    }
  }

  /// The program for a chip of fewer arrays than parts, so that parts share arrays; as it was where
  /// they do not fit.
  private static Program crowded(RandomGenerator random, Program program) {
    Chip chip = RandomChips.withCores(program.chip(), random.nextInt(1, program.arraysUsed() + 1));
    return Mapper.map(program.graph(), chip, Map.of(), 0) instanceof Mapping.Mapped mapped
        ? mapped.program()
        : program;
  }

  private static RandomProducts.Drawn quantised(RandomGenerator random) {
    RandomProducts.Drawn drawn = RandomProducts.floats(random);
    Settings settings =
        new Settings(
            random.nextInt(2, 9),
            random.nextInt(2, 9),
            random.nextBoolean(),
            Calibration.Method.values()[random.nextInt(Calibration.Method.values().length)],
            0.99,
            random.nextBoolean(),
            false,
            random.nextBoolean(),
            List.of());
    return new RandomProducts.Drawn(
        Workbench.quantise(drawn.graph(), settings, List.of(drawn.inputs())),
        drawn.inputs(),
        drawn.product());
  }
}
