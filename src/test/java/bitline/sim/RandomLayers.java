package bitline.sim;

import bitline.graph.ConvGeometry;
import bitline.graph.Linear;
import bitline.graph.Window;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.RowGroup;
import bitline.program.Tile;
import bitline.program.Unrolling;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Layers of every shape, width, encoding and row grouping, with inputs that fit them.
public final class RandomLayers {
  private RandomLayers() {}

  public record Case(ArrayLayer layer, Tensor x, int zero) {}

  public static Case draw(RandomGenerator random, boolean adc) {
    int kind = random.nextInt(3);
    int weightBits = random.nextInt(2, 9);
    int inputBits = random.nextInt(1, 9);
    boolean signed = inputBits > 1 && random.nextBoolean();
    Coding.WeightCode code = Coding.WeightCode.values()[random.nextInt(5)];
    boolean lowest = random.nextInt(3) == 0;
    boolean serial = random.nextBoolean();
    int cellBits = serial ? 1 : random.nextInt(1, 5);
    int dacBits = serial ? 1 : random.nextInt(1, 5);
    Coding coding = Coding.of(code, weightBits, lowest, cellBits, inputBits, signed, dacBits);
    Shape in;
    Shape out;
    Unrolling unrolling;
    if (kind == 2) {
      int stacks = random.nextInt(1, 3);
      int each = random.nextInt(1, 5);
      int rows = random.nextInt(1, 90);
      int columns = random.nextInt(1, 7);
      boolean left = random.nextBoolean();
      unrolling = new Unrolling.Product(stacks, each, rows, columns, left, left);
      in = left ? Shape.of(stacks, rows, each) : Shape.of(stacks, each, rows);
      out = left ? Shape.of(stacks, columns, each) : Shape.of(stacks, each, columns);
    } else {
      int groups = random.nextInt(1, 4);
      int channels = groups * random.nextInt(1, 5);
      int outputs = random.nextInt(1, 4);
      List<Integer> two = List.of(random.nextInt(1, 3), random.nextInt(1, 3));
      List<Integer> dilations = List.of(random.nextInt(1, 3), random.nextInt(1, 3));
      List<Integer> pads =
          List.of(random.nextInt(2), random.nextInt(2), random.nextInt(2), random.nextInt(2));
      Window window = new Window(List.of(), two, dilations, pads, Window.AutoPad.NOTSET);
      int kernelY = random.nextInt(1, 4);
      int kernelX = random.nextInt(1, 4);
      int batch = random.nextInt(1, 3);
      in = Shape.of(batch, channels, random.nextInt(5, 9), random.nextInt(5, 9));
      if (kind == 0) {
        Shape kernel = Shape.of(groups * outputs, channels / groups, kernelY, kernelX);
        ConvGeometry geometry = ConvGeometry.of(window, in, kernel);
        unrolling = new Unrolling.Convolution(batch, channels, groups, outputs, geometry);
        out = Shape.of(batch, groups * outputs, geometry.output().get(0), geometry.output().get(1));
      } else {
        Shape kernel = Shape.of(channels, outputs, kernelY, kernelX);
        ConvGeometry geometry =
            ConvGeometry.transposed(
                new Linear.ConvTranspose(window, groups, List.of(), List.of()), in, kernel);
        unrolling = new Unrolling.Transposed(batch, channels, groups, outputs, geometry);
        out = Shape.of(batch, groups * outputs, geometry.output().get(0), geometry.output().get(1));
      }
    }
    return new Case(
        layer(random, coding, lowest, unrolling, out, adc),
        inputs(random, in, coding),
        zero(random, coding));
  }

  /// One matrix of small weights, all rows at once, behind a converter.
  public static ArrayLayer matrix(
      RandomGenerator random, int rows, int columns, Coding coding, AdcRange range) {
    int[] weights = new int[rows * columns];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(-20, 21);
    }
    return new ArrayLayer(
        "layer",
        "MatMul",
        "x",
        0,
        "",
        weights,
        null,
        null,
        null,
        "y",
        Shape.of(1, columns),
        new Unrolling.Product(1, 1, rows, columns, false, false),
        coding,
        range,
        rows,
        List.of(new RowGroup(0, rows)),
        List.of(new Tile(0, 0, 0, 0, rows, 0, columns, 0, 0)));
  }

  /// Inputs of a layer that takes one vector.
  public static Tensor inputs(RandomGenerator random, ArrayLayer layer) {
    return inputs(random, Shape.of(1, layer.unrolling().rows()), layer.coding());
  }

  private static ArrayLayer layer(
      RandomGenerator random,
      Coding coding,
      boolean lowest,
      Unrolling unrolling,
      Shape out,
      boolean adc) {
    int rows = unrolling.rows();
    int active = random.nextInt(1, Math.max(2, rows + 8));
    List<RowGroup> groups = new ArrayList<>();
    for (int from = 0; from < rows; from += active) {
      groups.add(new RowGroup(from, Math.min(rows, from + active)));
    }
    int most = (1 << (coding.weightBits() - 1)) - 1;
    int[] weights = new int[unrolling.groups() * rows * unrolling.columns()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(lowest ? -most - 1 : -most, most + 1);
    }
    int[] zeros = random.nextInt(3) == 0 ? new int[unrolling.groups() * unrolling.columns()] : null;
    if (zeros != null) {
      for (int i = 0; i < zeros.length; i++) {
        zeros[i] = random.nextInt(-5, 6);
      }
    }
    int largest = groups.stream().mapToInt(RowGroup::rows).max().orElse(1);
    AdcRange range =
        adc ? range(random, coding.leastSum(largest), coding.greatestSum(largest)) : null;
    return new ArrayLayer(
        "layer",
        "Conv",
        "x",
        0,
        "",
        weights,
        zeros,
        null,
        null,
        "y",
        out,
        unrolling,
        coding,
        range,
        active,
        groups,
        IntStream.range(0, unrolling.groups())
            .mapToObj(g -> new Tile(g, 0, g, 0, rows, 0, unrolling.columns(), 0, 0))
            .toList());
  }

  private static @Nullable AdcRange range(RandomGenerator random, int least, int greatest) {
    return switch (random.nextInt(3)) {
      case 0 -> AdcRange.covering(least, greatest, 1 << random.nextInt(1, 9));
      case 1 -> AdcRange.covering(least, greatest, 1 << 16);
      default ->
          new AdcRange(
              least * random.nextDouble(), 1 + random.nextDouble() * 7, 1 << random.nextInt(1, 7));
    };
  }

  private static Tensor inputs(RandomGenerator random, Shape shape, Coding coding) {
    int least = coding.inputSigned() ? -(1 << (coding.inputBits() - 1)) : 0;
    int[] data = new int[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = least + random.nextInt(1 << coding.inputBits());
    }
    return new Tensor.Ints(
        coding.inputSigned() ? ElementType.INT8 : ElementType.UINT8, shape, data);
  }

  private static int zero(RandomGenerator random, Coding coding) {
    int least = coding.inputSigned() ? -(1 << (coding.inputBits() - 1)) : 0;
    return least + random.nextInt(1 << coding.inputBits());
  }
}
