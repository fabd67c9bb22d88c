package bitline.silicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.Workbench;
import bitline.chip.Chip;
import bitline.chip.Data;
import bitline.chip.OperatingPoint;
import bitline.chip.Part;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Program;
import bitline.program.ProgramActivity;
import bitline.quant.Calibration;
import bitline.quant.Settings;
import bitline.sim.Simulator;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One program, every answer: a layer of random weights and inputs that fills all arrays of a chip
/// exactly must cost in the [Ledger] of its run what [Peak] says of full arrays and random data.
class PeakAgainstLedgerTest {
  /// Inputs of all rows together, so that shares of random bits are known to half a percent.
  private static final int INPUTS = 1 << 15;

  private static final double SAMPLED = 0.01;

  private static final List<Part> MACRO =
      List.of(Part.DRIVERS, Part.CELLS, Part.CONVERTERS, Part.ADDERS, Part.DATAPATH, Part.CONTROL);

  /// A layer's estimate and the peak of its widths.
  private record Both(Estimate.Layer layer, double macs, Peak peak, ArrayLayer compiled) {}

  /// Integers of all values that a symmetric weight has, so that quantising changes nothing.
  private static float[] weights(RandomGenerator random, int count, int bits) {
    int most = (1 << (bits - 1)) - 1;
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextInt(-most, most + 1);
    }
    return weights;
  }

  private static float[] inputs(RandomGenerator random, int count, int bits) {
    float[] inputs = new float[count];
    for (int i = 0; i < count; i++) {
      inputs[i] = random.nextInt(1 << bits);
    }
    return inputs;
  }

  private static Both both(Chip chip, int inputBits, int weightBits) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    int rows = chip.array().inputRows();
    int vectors = Math.max(24, INPUTS / rows);
    int columns = chip.arrays() * chip.macro().weightsPerRow(weightBits);
    Tensor x = Tensor.floats(Shape.of(vectors, rows), inputs(random, vectors * rows, inputBits));
    Tensor w = Tensor.floats(Shape.of(rows, columns), weights(random, rows * columns, weightBits));
    Map<String, Tensor> picture = Map.of("x", x);
    Graph graph =
        new NetworkBuilder()
            .input("x", x)
            .constant("w", w)
            .node("product", new Linear.MatMul(), "x", "w")
            .graph("product");
    Settings settings =
        new Settings(
            weightBits,
            inputBits,
            false,
            Calibration.Method.MIN_MAX,
            0.9999,
            false,
            false,
            false,
            0,
            false,
            List.of());
    Program program = Workbench.map(Workbench.quantise(graph, settings, List.of(picture)), chip);
    if (chip.adc() != null) {
      program = Workbench.calibrate(program, List.of(picture));
    }
    Map<String, Activity> counted =
        new Simulator(program, KernelsProvider.best(), Simulator.Engine.FASTEST)
            .run(picture)
            .activity();
    ArrayLayer layer = program.layers().getFirst();
    assertThat(program.layers()).hasSize(1);
    assertThat(layer.cells())
        .isEqualTo((long) chip.arrays() * chip.array().rows() * used(chip, layer));
    Estimate.Layer joules =
        Ledger.of(program, ProgramActivity.counted(program, counted, 1), 1, 298.15, 1, Set.of())
            .estimate(Factors.BLIND)
            .layers()
            .stream()
            .filter(each -> each.node().equals(layer.node()))
            .findFirst()
            .orElseThrow();
    Peak peak = Peak.of(chip, point(chip, layer), Factors.BLIND);
    return new Both(joules, (double) vectors * rows * columns, peak, layer);
  }

  /// Columns of an array that weights of the layer's width fill.
  private static long used(Chip chip, ArrayLayer layer) {
    int digits = layer.coding().weightDigits().size();
    return (long) chip.macro().weightsPerRow(layer.coding().weightBits()) * digits;
  }

  /// Mean digit of the layer's cells over the largest: weights of a symmetric range lack the lowest
  /// one, so that a little more than half of their bits are 1.
  private static double ones(ArrayLayer layer) {
    Coding coding = layer.coding();
    double sum = 0;
    int most = 0;
    for (int j = 0; j < coding.weightDigits().size(); j++) {
      most = Math.max(most, (1 << coding.weightDigits().get(j).bits()) - 1);
      for (int weight : layer.weights()) {
        sum += Math.abs(coding.cell(weight, j));
      }
    }
    // of a pair of columns one holds the magnitude
    int holding = coding.weightCode() == Coding.WeightCode.PAIR_OF_COLUMNS ? 2 : 1;
    return holding * sum / most / layer.weights().length / coding.weightDigits().size();
  }

  /// The chip's point with the widths of a layer.
  private static OperatingPoint point(Chip chip, ArrayLayer layer) {
    OperatingPoint point = chip.operatingPoint();
    Coding coding = layer.coding();
    int bits = layer.range() == null ? 0 : Integer.numberOfTrailingZeros(layer.range().codes());
    return new OperatingPoint(
        "as the layer",
        point.supply(),
        point.clock(),
        chip.inputTime(coding.inputWidths(), bits) / coding.inputDigits().size(),
        coding.inputBits(),
        coding.weightBits(),
        bits == 0 ? null : Integer.valueOf(bits),
        coding.inputWidths(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        new Data(0.5, ones(layer), 0.5, null),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "houmo_h30_2023, 1, 8, 8",
    "houmo_h30_2023, 4, 4, 6",
    "chih_isscc_2021, 1, 4, 4",
    "kim_jssc_2021, 1, 4, 4",
    "tu_isscc_2022, 1, 8, 8",
    "jia_jssc_2020, 1, 4, 4",
    "jia_jssc_2020, 1, 2, 3",
    "wan_nature_2022, 48, 3, 4",
    "wan_nature_2022, 1, 6, 4",
    "sinangil_jssc_2021, 1, 4, 4",
    "khaddam_jssc_2022, 1, 8, 4",
    "yao_nature_2020, 1, 8, 4",
    "wang_vlsi_2022, 1, 8, 8",
    "su_jssc_2023, 1, 8, 8",
    "generic_rram, 2, 8, 8",
    "fick_isscc_2022, 1, 8, 8"
  })
  void fullArraysOfRandomDataCostThePeak(String name, int cores, int inputBits, int weightBits) {
    Chip chip = RandomChips.withCores(Workbench.chip(name), cores);
    Both both = both(chip, inputBits, weightBits);
    for (Part part : MACRO) {
      double counted = both.layer().joules().getOrDefault(part, 0.0) / both.macs();
      double peak = both.peak().energy().getOrDefault(part, 0.0) / both.peak().macs();
      assertThat(counted)
          .as("joules of a multiply-accumulate in %s of %s", part, name)
          .isCloseTo(peak, within(SAMPLED * peak));
    }
  }
}
