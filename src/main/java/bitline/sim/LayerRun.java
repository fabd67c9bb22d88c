package bitline.sim;

import bitline.base.Problem;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Unrolling;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs one layer on its arrays: fetches vectors block by block, lets an engine form the sums, takes zero points and the
/// encoding's correction off, spreads the sums and turns them into real numbers. All digital steps after the ADC are
/// exact, or single roundings in double precision in a fixed order.
final class LayerRun {
  /// Inputs of a block of vectors, at most: keeps a block in cache and memory bounded.
  private static final int BLOCK_INPUTS = 1 << 18;

  /// Vectors of each layer whose bitline sums are formed for the histogram where the engine need not form them.
  private static final int SAMPLED_VECTORS = 2;

  /// The same, when the sums are watched to choose ADC ranges.
  private static final int PROBED_VECTORS = 48;

  private static final int SAMPLED_GROUPS = 8;

  private final ArrayEngine engine;
  private final ArrayEngine observer;
  private final boolean formsSums;
  private final @Nullable Map<String, SumProbe> probes;

  /// @param engine makes the results
  /// @param observer makes the sums of the sample where `engine` does not form them
  /// @param probes of layers that watch their sums instead of counting them
  LayerRun(ArrayEngine engine, ArrayEngine observer, @Nullable Map<String, SumProbe> probes) {
    this.engine = engine;
    this.observer = observer;
    this.formsSums = !(engine instanceof ExactEngine);
    this.probes = probes;
  }

  /// The layer's result for integer inputs `x` with zero point `zero`; counts into `activity`.
  Tensor run(ArrayLayer layer, Tensor x, int zero, Activity activity) {
    Unrolling unrolling = layer.unrolling();
    int offset = !layer.coding().inputSigned() && !x.type().isUnsigned() ? 1 << (layer.coding().inputBits() - 1) : 0;
    int[] data = offset == 0 && x instanceof Tensor.Ints ints ? ints.data() : moved(x, offset);
    checkInputs(layer, data);
    double[] result = new double[layer.outputShape().elements()];
    SumCount sums = new SumCount(layer);
    int vectors = unrolling.vectors();
    int rows = unrolling.rows();
    int block = Math.max(1, Math.min(vectors, BLOCK_INPUTS / Math.max(rows, unrolling.columns())));
    int apart = Math.max(1, vectors / (probes == null ? SAMPLED_VECTORS : PROBED_VECTORS));
    SumSink sink = probes == null ? sums : Objects.requireNonNull(probes.get(layer.node()));
    for (int group = 0; group < unrolling.groups(); group++) {
      Digital digital = new Digital(layer, group, zero + offset);
      long[] cellsOn = cellsOn(layer, group);
      for (int from = 0; from < vectors; from += block) {
        int count = Math.min(block, vectors - from);
        int[] inputs = new int[rows * count];
        Vectors.fetch(unrolling, group, data, zero + offset, from, count, inputs);
        double[] acc = new double[unrolling.columns() * count];
        engine.accumulate(layer, group, inputs, count, acc, formsSums ? sums : null);
        if (!formsSums && group < SAMPLED_GROUPS) {
          sample(layer, group, inputs, from, count, apart, sink, activity);
        }
        activity.countActiveCells(activeCells(layer, inputs, count, cellsOn));
        digital.correct(inputs, count, acc);
        Vectors.spread(unrolling, group, acc, from, count, result);
      }
    }
    activity.countVectors((long) vectors * unrolling.groups(), layer.arrayReads(), layer.conversions());
    if (formsSums) {
      activity.countSampledVectors((long) vectors * unrolling.groups());
    }
    sums.addTo(activity);
    return finish(layer, result);
  }

  private void sample(
      ArrayLayer layer, int group, int[] inputs, int from, int count, int apart, SumSink sums, Activity activity) {
    int rows = layer.unrolling().rows();
    int first = (apart - from % apart) % apart;
    int taken = first >= count ? 0 : (count - first - 1) / apart + 1;
    if (taken == 0) {
      return;
    }
    int[] some = new int[rows * taken];
    for (int k = 0; k < rows; k++) {
      for (int i = 0; i < taken; i++) {
        some[k * taken + i] = inputs[k * count + first + i * apart];
      }
    }
    observer.accumulate(layer, group, some, taken, new double[layer.unrolling().columns() * taken], sums);
    activity.countSampledVectors(taken);
  }

  /// Zero points and the encoding's correction, taken off digitally.
  private static final class Digital {
    private final int zero;
    private final long[] weightSums;
    private final long[] perInput;
    private final int rows;
    private final boolean needsInputs;

    Digital(ArrayLayer layer, int group, int zero) {
      this.zero = zero;
      rows = layer.unrolling().rows();
      int columns = layer.unrolling().columns();
      weightSums = new long[columns];
      perInput = new long[columns];
      boolean needs = false;
      int[] zeros = layer.weightZeros();
      for (int n = 0; n < columns; n++) {
        for (int k = 0; k < rows; k++) {
          weightSums[n] += layer.weights()[(group * rows + k) * columns + n];
        }
        int weightZero = zeros == null ? 0 : zeros[group * columns + n];
        weightSums[n] -= (long) rows * weightZero;
        perInput[n] = (long) weightZero + layer.coding().correction();
        needs |= perInput[n] != 0;
      }
      needsInputs = needs;
    }

    void correct(int[] inputs, int count, double[] acc) {
      long[] inputSums = new long[count];
      if (needsInputs) {
        for (int k = 0; k < rows; k++) {
          for (int v = 0; v < count; v++) {
            inputSums[v] += inputs[k * count + v];
          }
        }
      }
      for (int n = 0; n < weightSums.length; n++) {
        long constant = zero * weightSums[n];
        for (int v = 0; v < count; v++) {
          acc[n * count + v] -= constant + perInput[n] * inputSums[v];
        }
      }
    }
  }

  /// For each row of a matrix, cells that hold a digit other than zero.
  private static long[] cellsOn(ArrayLayer layer, int group) {
    int rows = layer.unrolling().rows();
    int columns = layer.unrolling().columns();
    long[] on = new long[rows];
    for (int k = 0; k < rows; k++) {
      for (int n = 0; n < columns; n++) {
        int weight = layer.weights()[(group * rows + k) * columns + n];
        for (int j = 0; j < layer.coding().weightDigits().size(); j++) {
          on[k] += layer.coding().cell(weight, j) != 0 ? 1 : 0;
        }
      }
    }
    return on;
  }

  private static long activeCells(ArrayLayer layer, int[] inputs, int count, long[] cellsOn) {
    int bits = layer.coding().inputBits();
    byte[] digitsOn = new byte[1 << bits];
    for (int x = 0; x < digitsOn.length; x++) {
      for (var digit : layer.coding().inputDigits()) {
        digitsOn[x] += digit.of(x) != 0 ? 1 : 0;
      }
    }
    long cells = 0;
    int mask = (1 << bits) - 1;
    for (int k = 0; k < cellsOn.length; k++) {
      long steps = 0;
      for (int v = 0; v < count; v++) {
        steps += digitsOn[inputs[k * count + v] & mask];
      }
      cells += steps * cellsOn[k];
    }
    return cells;
  }

  private static Tensor finish(ArrayLayer layer, double[] acc) {
    double[] scales = layer.scales();
    if (scales == null) {
      int[] out = new int[acc.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (int) Math.rint(acc[i]);
      }
      return new Tensor.Ints(ElementType.INT32, layer.outputShape(), out);
    }
    float[] biases = layer.biases();
    float[] out = new float[acc.length];
    int channels = scales.length;
    int inner = inner(layer, channels);
    for (int i = 0; i < out.length; i++) {
      int channel = i / inner % channels;
      double real = acc[i] * scales[channel];
      out[i] = (float) (biases == null ? real : real + biases[channel]);
    }
    return Tensor.floats(layer.outputShape(), out);
  }

  /// Elements of the result that lie behind one another in one channel.
  private static int inner(ArrayLayer layer, int channels) {
    return switch (layer.unrolling()) {
      case Unrolling.Convolution c -> layer.outputShape().elements() / Math.max(1, c.batch() * channels);
      case Unrolling.Transposed t -> layer.outputShape().elements() / Math.max(1, t.batch() * channels);
      case Unrolling.Product p -> p.resultColumns() ? p.each() : 1;
    };
  }

  private static void checkInputs(ArrayLayer layer, int[] data) {
    int bits = layer.coding().inputBits();
    int least = layer.coding().inputSigned() ? -(1 << (bits - 1)) : 0;
    int greatest = layer.coding().inputSigned() ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
    for (int value : data) {
      if (value < least || value > greatest) {
        throw new Problem(
            "node '" + layer.node() + "': input " + value + " does not fit " + bits + " bits ("
                + (layer.coding().inputSigned() ? "signed" : "unsigned") + ")");
      }
    }
  }

  /// Signed inputs of an array that takes unsigned ones are sent with an offset, which the zero point takes off again.
  private static int[] moved(Tensor x, int offset) {
    int[] out = new int[x.elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) x.intAt(i) + offset;
    }
    return out;
  }
}
