package bitline.sim;

import bitline.program.ArrayLayer;
import bitline.program.Coding;
import bitline.program.Program;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/// Which integers the layers of a program are sent: for each layer a share for each bit pattern of
/// an input, and where its cells take an activation, for each value written.
///
/// @param layers by node
/// @param assumed whether nobody has looked
public record ValueStatistics(Map<String, Values> layers, boolean assumed) {
  /// Standard deviations from the middle of a normal distribution to the end of the equal steps
  /// that are best for it in the sum of squares, for 1 to 8 bits. Source: J. Max, "Quantizing for
  /// minimum distortion", IRE Trans. Information Theory 6 (1960), table II, which ends at 36 steps;
  /// 6 bits and more are computed in the same way.
  private static final double[] REACH = {1.596, 1.991, 2.344, 2.682, 3.010, 3.330, 3.640, 3.938};

  /// Steps of a distribution that are added up for one integer.
  private static final int FINE = 8;

  /// Of one layer.
  ///
  /// @param inputs share of each bit pattern of an input; their sum is 1. Places outside a picture
  ///   are left out
  /// @param zero what those places hold, as a bit pattern
  /// @param written share of each value in the cells, from −2^(weightBits−1) on; empty where they
  ///   hold weights
  public record Values(double[] inputs, int zero, double[] written) {}

  /// Of a program that nobody has run: assumed. An input whose zero point is the least integer has
  /// come through a rectifier: half of its values are 0, the others half of a normal distribution.
  /// Any other is normal around its zero point. The range is taken to be the one that suits the
  /// distribution best; what lies outside it is at its ends. Values that are written into cells are
  /// normal.
  public static ValueStatistics assumed(Program program) {
    Map<String, Values> layers = new LinkedHashMap<>();
    Map<List<Object>, double[]> known = new HashMap<>();
    for (ArrayLayer layer : program.layers()) {
      Coding coding = layer.coding();
      int least = coding.inputSigned() ? -(1 << (coding.inputBits() - 1)) : 0;
      int zero = layer.inputZero();
      if (zero < least) {
        zero += 1 << (coding.inputBits() - 1); // sent with an offset
      }
      int middle = zero;
      double[] inputs =
          known.computeIfAbsent(
              List.of(coding.inputBits(), least, middle),
              _ -> normal(coding.inputBits(), least, middle, middle == least));
      double[] written = {};
      if (layer.written() != null) {
        written = turned(normal(coding.weightBits(), -(1 << (coding.weightBits() - 1)), 0, false));
      }
      layers.put(layer.node(), new Values(inputs, zero & ((1 << coding.inputBits()) - 1), written));
    }
    return new ValueStatistics(layers, true);
  }

  /// By bit pattern to by value, from the least on.
  private static double[] turned(double[] byPattern) {
    double[] byValue = new double[byPattern.length];
    for (int i = 0; i < byValue.length; i++) {
      byValue[i] = byPattern[(i + byValue.length / 2) % byValue.length];
    }
    return byValue;
  }

  private static double[] normal(int bits, int least, int zero, boolean rectified) {
    int greatest = least + (1 << bits) - 1;
    double reach = REACH[Math.min(bits, REACH.length) - 1];
    double sigma = Math.max(zero - least, greatest - zero) / reach;
    DoubleUnaryOperator density = x -> StrictMath.exp(-x * x / (2 * sigma * sigma));
    double[] shares = new double[1 << bits];
    int mask = shares.length - 1;
    double far = 8 * sigma;
    double total = 0;
    for (double x = -far; x < far; x += 1.0 / FINE) {
      double middle = x + 0.5 / FINE;
      double share = density.applyAsDouble(middle);
      double real = rectified ? Math.max(0, middle) : middle;
      int value = Math.clamp((long) Math.rint(zero + real), least, greatest);
      shares[value & mask] += share;
      total += share;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= total;
    }
    return shares;
  }

  /// As pictures have it: one fast run each. What converters lose on the way is not in it where
  /// `kernels` and the program's own ranges lose nothing.
  public static ValueStatistics gathered(
      Program program, Kernels kernels, List<Map<String, Tensor>> pictures) {
    Simulator simulator = new Simulator(program, kernels, Simulator.Engine.FASTEST);
    Map<String, ArrayLayer> compiled = program.byNode();
    Map<String, Gathered> seen = new LinkedHashMap<>();
    for (Map<String, Tensor> picture : pictures) {
      simulator.run(
          picture,
          0,
          (node, out) -> {},
          (layer, x, zero, _) ->
              seen.computeIfAbsent(
                      layer.node(),
                      node -> new Gathered(Objects.requireNonNull(compiled.get(node))))
                  .add(layer, x, zero));
    }
    Map<String, Values> layers = new LinkedHashMap<>();
    seen.forEach((node, gathered) -> layers.put(node, gathered.values()));
    return new ValueStatistics(layers, false);
  }

  /// How often each integer was seen.
  private static final class Gathered {
    private final long[] inputs;
    private final long[] written;
    private int zero;

    Gathered(ArrayLayer layer) {
      inputs = new long[1 << layer.coding().inputBits()];
      written = new long[layer.written() == null ? 0 : 1 << layer.coding().weightBits()];
    }

    void add(ArrayLayer layer, Tensor x, int zeroPoint) {
      int offset = LayerRun.offset(layer.coding(), x);
      int mask = inputs.length - 1;
      for (int i = 0; i < x.elements(); i++) {
        inputs[((int) x.intAt(i) + offset) & mask]++;
      }
      zero = (zeroPoint + offset) & mask;
      if (written.length > 0) {
        for (int value : layer.weights()) {
          written[value + written.length / 2]++;
        }
      }
    }

    Values values() {
      return new Values(shares(inputs), zero, shares(written));
    }

    private static double[] shares(long[] counts) {
      double total = Math.max(1, Arrays.stream(counts).sum());
      return Arrays.stream(counts).mapToDouble(count -> count / total).toArray();
    }
  }
}
