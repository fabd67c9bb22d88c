package bitline.sim;

import bitline.base.Problem;
import bitline.program.Activity;
import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Unrolling;
import bitline.sim.manufacture.Manufacture;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Runs one layer on its arrays, for several threads: fetches vectors block by block, lets an
/// engine form the sums, takes zero points and the encoding's correction off, spreads the sums and
/// turns them into real numbers. All digital steps after the ADC are exact, or single roundings in
/// double precision in a fixed order. What follows from the weights alone is worked out once.
final class LayerRun {
  /// Inputs of a block of vectors, at most: keeps a block in cache and memory bounded.
  private static final int BLOCK_INPUTS = 1 << 18;

  /// Vectors of each matrix whose bitline sums are formed one by one for the histogram, at most.
  private static final int SAMPLED_VECTORS = 8;

  /// One in so many is sampled where there are many: forming sums one by one is slow.
  private static final int SAMPLED_IN = 128;

  /// The same, when the sums are watched to choose ADC ranges.
  private static final int PROBED_VECTORS = 48;

  private static final int SAMPLED_GROUPS = 8;

  private final ArrayLayer layer;
  private final ArrayEngine engine;
  private final @Nullable ArrayEngine sampler;
  private final @Nullable WholeProduct whole;
  private final @Nullable LaneEngine lanes;
  private final @Nullable SumProbe probe;
  private final ArraySwitching switching;
  private final ConcurrentHashMap<Integer, Correction> corrections = new ConcurrentHashMap<>();

  /// @param engine makes the results
  /// @param sampler forms the bitline sums of a sample; null where `engine` forms them all
  /// @param whole makes the results at once where it can; null where there is no such way
  /// @param lanes makes the results of blocks of bytes, in place of `engine`; null where there is
  ///   no such way
  /// @param probe watches the sums of the sample instead of their being counted; null where they
  ///   are counted
  LayerRun(
      ArrayLayer layer,
      ArrayEngine engine,
      @Nullable ArrayEngine sampler,
      @Nullable WholeProduct whole,
      @Nullable LaneEngine lanes,
      @Nullable SumProbe probe) {
    this.layer = layer;
    this.engine = engine;
    this.sampler = sampler;
    this.whole = whole;
    this.lanes = lanes;
    this.probe = probe;
    switching = new ArraySwitching(layer);
  }

  /// The fastest way to a layer's results; where the layer loses nothing, bitline sums are formed
  /// for a sample only.
  static LayerRun fastest(ArrayLayer layer, Kernels kernels, @Nullable SumProbe probe) {
    ArrayEngine sums = everySum(layer, kernels);
    if (layer.lossless()) {
      ArrayEngine exact = new ExactEngine(layer, kernels);
      WholeProduct whole = WholeProduct.of(layer, kernels);
      LaneEngine blocks = whole == null ? LaneEngine.ideal(layer, kernels) : null;
      return new LayerRun(layer, exact, sums, whole, blocks, probe);
    }
    LaneEngine bits = LaneEngine.ideal(layer, kernels);
    return bits == null ? by(layer, sums) : new LayerRun(layer, sums, sums, null, bits, probe);
  }

  /// With integers on the vector unit: no bitline sums.
  static LayerRun exact(ArrayLayer product, Kernels kernels) {
    WholeProduct whole = WholeProduct.of(product, kernels);
    return new LayerRun(product, new ExactEngine(product, kernels), null, whole, null, null);
  }

  /// On cells as they were manufactured; the bitline sums of a sample are those of ideal cells.
  static LayerRun manufactured(ArrayLayer layer, Kernels kernels, Manufacture manufacture) {
    ArrayEngine sums = everySum(layer, kernels);
    LaneEngine lanes = LaneEngine.of(layer, kernels, manufacture);
    return new LayerRun(layer, sums, sums, null, lanes, null);
  }

  /// On a digital array of which some cells read as the opposite of what was written: exact sums of
  /// what they read as. What is taken off digitally follows from the weights that were meant.
  static LayerRun flipped(ArrayLayer layer, Kernels kernels, Manufacture manufacture) {
    int[] read = manufacture.read(layer);
    if (Arrays.equals(read, layer.weights())) {
      return fastest(layer, kernels, null);
    }
    ArrayLayer held = layer.holding(read);
    return new LayerRun(
        layer, new ExactEngine(held, kernels), everySum(held, kernels), null, null, null);
  }

  /// By an engine that forms every bitline sum.
  static LayerRun by(ArrayLayer layer, ArrayEngine engine) {
    return new LayerRun(layer, engine, null, null, null, null);
  }

  /// The fastest engine that forms every bitline sum.
  static ArrayEngine everySum(ArrayLayer layer, Kernels kernels) {
    return BitPlaneEngine.takes(layer.coding())
        ? new BitPlaneEngine(layer)
        : new DigitProductEngine(layer, kernels);
  }

  /// What runs would otherwise do when they first meet one of the layer's matrices.
  List<Runnable> preparation() {
    List<Runnable> parts = new ArrayList<>();
    LaneEngine engine = lanes;
    for (int group = 0; engine != null && group < layer.unrolling().groups(); group++) {
      int matrix = group;
      parts.add(() -> engine.prepare(matrix));
    }
    return parts;
  }

  /// The same of run number 0.
  Tensor run(Tensor x, int zero, Activity activity) {
    return run(x, zero, 0, activity);
  }

  /// The layer's result for integer inputs `x` with zero point `zero`; counts into `activity`.
  ///
  /// @param reading number of the run, which the noise of its reads depends on
  Tensor run(Tensor x, int zero, long reading, Activity activity) {
    return sums(x, zero, reading, activity).finished(layer);
  }

  /// A layer's accumulators, before they become real numbers.
  ///
  /// @param sized the layer for the input that it was given
  record Sums(ArrayLayer sized, double[] accumulators) {
    /// The layer's result, by the scales and biases of `layer`.
    Tensor finished(ArrayLayer layer) {
      return Finish.of(sized.scaled(layer.scales(), layer.biases()), accumulators);
    }
  }

  /// What the result is made of.
  Sums sums(Tensor x, int zero, long reading, Activity activity) {
    ArrayLayer sized = layer.sized(x.shape());
    if (sized == null) {
      throw Problem.at(
          "node '" + layer.node() + "'",
          "its input is "
              + x.shape()
              + "; the program was compiled for "
              + layer.unrolling().inputs()
              + " elements");
    }
    Coding coding = layer.coding();
    int offset = offset(coding, x);
    int[] data = offset == 0 && x instanceof Tensor.Ints ints ? ints.data() : moved(x, offset);
    checkInputs(data, zero + offset, offset);
    Unrolling unrolling = sized.unrolling();
    activity.countVectors(
        (long) unrolling.vectors() * unrolling.groups(), sized.arrayReads(), sized.conversions());
    activity.countSwitching(switching.count(unrolling, data, zero + offset));
    if (sampler != null) {
      sample(sampler, unrolling, data, zero + offset, activity);
    }
    if (whole != null && whole.exact(zero + offset)) {
      return new Sums(
          sized, whole.run(unrolling, data, zero + offset, sized.outputShape().elements()));
    }
    return new Sums(
        sized,
        lanes == null
            ? inBlocks(sized, data, zero + offset, activity)
            : inByteBlocks(lanes, sized, data, zero + offset, reading));
  }

  private double[] inBlocks(ArrayLayer sized, int[] data, int zero, Activity activity) {
    Unrolling unrolling = sized.unrolling();
    double[] result = new double[sized.outputShape().elements()];
    int vectors = unrolling.vectors();
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    int block = Math.clamp(BLOCK_INPUTS / Math.max(rows, columns), 1, Math.max(1, vectors));
    boolean bitlines = !layer.tiles().isEmpty();
    SumCount sums = sampler == null && bitlines ? new SumCount(layer) : null;
    int[] inputs = new int[rows * block];
    double[] acc = new double[columns * block];
    for (int group = 0; group < unrolling.groups(); group++) {
      Correction correction = corrections.computeIfAbsent(group, g -> new Correction(layer, g));
      for (int from = 0; from < vectors; from += block) {
        int count = Math.min(block, vectors - from);
        Vectors.fetch(unrolling, group, data, zero, from, count, inputs);
        engine.accumulate(group, inputs, count, acc, sums);
        correction.take(zero, inputs, count, acc);
        Vectors.spread(unrolling, group, acc, from, count, result);
      }
    }
    if (sums != null) {
      sums.moveTo(activity);
    }
    return result;
  }

  private double[] inByteBlocks(
      LaneEngine lanes, ArrayLayer sized, int[] data, int zero, long reading) {
    Unrolling unrolling = sized.unrolling();
    double[] result = new double[sized.outputShape().elements()];
    int vectors = unrolling.vectors();
    int rows = unrolling.rows();
    int columns = unrolling.columns();
    int once = lanes.vectorsAtOnce();
    int most = Math.clamp(BLOCK_INPUTS / Math.max(rows, columns) / once, 1, 1 << 20) * once;
    int block = Math.clamp(vectors, 1, most);
    PaddedInput padded =
        unrolling instanceof Unrolling.Convolution c ? PaddedInput.of(c, data, zero) : null;
    int[] wide = padded == null ? new int[rows * block] : new int[0];
    byte[] inputs = new byte[rows * block];
    double[] acc = new double[columns * block];
    for (int group = 0; group < unrolling.groups(); group++) {
      Correction correction = corrections.computeIfAbsent(group, g -> new Correction(layer, g));
      for (int from = 0; from < vectors; from += block) {
        int count = Math.min(block, vectors - from);
        if (padded != null) {
          padded.fetch(group, from, count, inputs);
        } else {
          Vectors.fetch(unrolling, group, data, zero, from, count, wide);
          for (int i = 0; i < rows * count; i++) {
            inputs[i] = (byte) wide[i];
          }
        }
        lanes.accumulate(group, reading, from, inputs, count, acc);
        correction.take(zero, inputs, count, acc);
        Vectors.spread(unrolling, group, acc, from, count, result);
      }
    }
    return result;
  }

  /// Forms the bitline sums of some vectors, evenly spread, of the first groups.
  private void sample(
      ArrayEngine sampler, Unrolling unrolling, int[] data, int zero, Activity activity) {
    int vectors = unrolling.vectors();
    if (vectors == 0) {
      return;
    }
    int rows = unrolling.rows();
    int wanted =
        probe == null ? Math.clamp(vectors / SAMPLED_IN + 1, 1, SAMPLED_VECTORS) : PROBED_VECTORS;
    int apart = Math.max(1, vectors / wanted);
    int taken = (vectors - 1) / apart + 1;
    SumCount counted = new SumCount(layer);
    int[] one = new int[rows];
    int[] inputs = new int[rows * taken];
    for (int group = 0; group < Math.min(SAMPLED_GROUPS, unrolling.groups()); group++) {
      for (int i = 0; i < taken; i++) {
        Vectors.fetch(unrolling, group, data, zero, i * apart, 1, one);
        for (int k = 0; k < rows; k++) {
          inputs[k * taken + i] = one[k];
        }
      }
      sampler.accumulate(
          group,
          inputs,
          taken,
          new double[unrolling.columns() * taken],
          probe == null ? counted : probe);
    }
    counted.moveTo(activity);
  }

  /// Zero points and the encoding's correction, taken off digitally.
  private static final class Correction {
    private final int rows;
    private final long[] weightSums;
    private final long[] perInput;
    private final boolean needsInputs;
    private final boolean signed;

    Correction(ArrayLayer layer, int group) {
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
      signed = layer.coding().inputSigned();
    }

    void take(int zero, int[] inputs, int count, double[] acc) {
      long[] inputSums = new long[count];
      for (int k = 0; needsInputs && k < rows; k++) {
        for (int v = 0; v < count; v++) {
          inputSums[v] += inputs[k * count + v];
        }
      }
      take(zero, inputSums, acc);
    }

    void take(int zero, byte[] inputs, int count, double[] acc) {
      long[] inputSums = new long[count];
      for (int k = 0; needsInputs && k < rows; k++) {
        for (int v = 0; v < count; v++) {
          int x = inputs[k * count + v];
          inputSums[v] += signed ? x : x & 255;
        }
      }
      take(zero, inputSums, acc);
    }

    private void take(int zero, long[] inputSums, double[] acc) {
      int count = inputSums.length;
      for (int n = 0; n < weightSums.length; n++) {
        long constant = zero * weightSums[n];
        for (int v = 0; v < count; v++) {
          acc[n * count + v] -= constant + perInput[n] * inputSums[v];
        }
      }
    }
  }

  /// What is added to inputs that the array does not take with their sign.
  static int offset(Coding coding, Tensor x) {
    return !coding.inputSigned() && !x.type().isUnsigned() ? 1 << (coding.inputBits() - 1) : 0;
  }

  private void checkInputs(int[] data, int zero, int offset) {
    int bits = layer.coding().inputBits();
    boolean signed = layer.coding().inputSigned();
    int least = signed ? -(1 << (bits - 1)) : 0;
    int greatest = least + (1 << bits) - 1;
    int lowest = zero;
    int highest = zero;
    for (int value : data) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    if (lowest < least || highest > greatest) {
      throw Problem.at(
          "node '" + layer.node() + "'",
          "input "
              + ((lowest < least ? lowest : highest) - offset)
              + " does not fit "
              + bits
              + " bits ("
              + (signed || offset != 0 ? "signed" : "unsigned")
              + ")");
    }
  }

  /// Signed inputs of an array that takes unsigned ones are sent with an offset, which the zero
  /// point takes off again.
  static int[] moved(Tensor x, int offset) {
    if (x.type().storage() != ElementType.Storage.INTS) {
      throw new Problem(
          "inputs of type " + x.type().text() + "; integers of at most 16 bits are needed");
    }
    int[] out = new int[x.elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) x.intAt(i) + offset;
    }
    return out;
  }
}
