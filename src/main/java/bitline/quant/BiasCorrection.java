package bitline.quant;

import bitline.base.Progress;
import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Quantising;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Takes the mean error of each output channel off its bias, layer by layer in the network's order,
/// so that each layer is corrected for the layers before it as well (the empirical bias correction
/// of Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias Correction").
/// All pictures advance through the quantised network together.
final class BiasCorrection {
  /// Pictures that means are taken over, at most.
  private static final int PICTURES = 32;

  private final Graph quantised;
  private final Interpreter interpreter;
  private final Map<String, Constant> constants;
  private final Map<String, Bias> biases = new HashMap<>();
  private final Map<String, List<double[]>> wanted = new HashMap<>();

  /// Constants of a product's bias: its integers, and what one unit of each is worth.
  private record Bias(String integers, String scale) {}

  private BiasCorrection(Graph quantised, Kernels kernels) {
    this.quantised = quantised;
    this.interpreter = new Interpreter(kernels);
    this.constants = new LinkedHashMap<>(quantised.constants());
    Map<String, Node> producers = new HashMap<>();
    for (Node node : quantised.nodes()) {
      node.outputs().forEach(output -> producers.put(output, node));
      Node bias =
          node.op() instanceof Linear && node.hasInput(2) ? producers.get(node.input(2)) : null;
      if (bias != null && bias.op() instanceof Quantising.DequantizeLinear) {
        biases.put(node.name(), new Bias(bias.input(0), bias.input(1)));
      }
    }
  }

  /// @param network in float, whose means are aimed at
  /// @param quantised the same with quantising steps, under the same node names
  /// @return the quantised network with other biases; without pictures the same one
  static Graph apply(
      Graph network,
      Graph quantised,
      Kernels kernels,
      List<Map<String, Tensor>> pictures,
      Progress progress) {
    BiasCorrection correction = new BiasCorrection(quantised, kernels);
    List<Map<String, Tensor>> some = pictures.subList(0, Math.min(PICTURES, pictures.size()));
    if (some.isEmpty()) {
      return quantised;
    }
    for (Map<String, Tensor> picture : some) {
      correction.interpreter.run(
          network,
          picture,
          (node, inputs, outputs) -> {
            if (correction.biases.containsKey(node.name())) {
              correction
                  .wanted
                  .computeIfAbsent(node.name(), _ -> new ArrayList<>())
                  .add(means(outputs.getFirst(), axis(node, outputs.getFirst())));
            }
          });
    }
    correction.advance(some, progress);
    return quantised.with(correction.constants, quantised.nodes());
  }

  private void advance(List<Map<String, Tensor>> pictures, Progress progress) {
    List<Map<String, Tensor>> values = new ArrayList<>();
    pictures.forEach(picture -> values.add(new HashMap<>(picture)));
    Map<String, Integer> left = new HashMap<>();
    for (Node node : quantised.nodes()) {
      node.inputs().forEach(input -> left.merge(input, 1, Integer::sum));
      Graph.bodies(node.op())
          .forEach(
              body -> body.captured().forEach(name -> left.merge(name, 1 << 20, Integer::sum)));
    }
    int done = 0;
    for (Node node : quantised.nodes()) {
      List<List<Tensor>> results = new ArrayList<>();
      for (Map<String, Tensor> picture : values) {
        results.add(interpreter.eval(node, operands(node, picture), quantised, picture));
      }
      Bias bias = biases.get(node.name());
      if (bias != null) {
        correct(node, bias, results);
      }
      for (int p = 0; p < values.size(); p++) {
        for (int i = 0; i < Math.min(node.outputs().size(), results.get(p).size()); i++) {
          values.get(p).put(node.outputs().get(i), results.get(p).get(i));
        }
      }
      for (String input : node.inputs()) {
        if (left.merge(input, -1, Integer::sum) <= 0) {
          values.forEach(picture -> picture.remove(input));
        }
      }
      progress.step("correcting biases", ++done, quantised.nodes().size());
    }
  }

  private List<@Nullable Tensor> operands(Node node, Map<String, Tensor> values) {
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (String input : node.inputs()) {
      if (input.isEmpty()) {
        operands.add(null);
      } else {
        Tensor value = values.get(input);
        operands.add(value != null ? value : Objects.requireNonNull(constants.get(input)).tensor());
      }
    }
    return operands;
  }

  /// Moves the node's bias by the mean error of each channel, and its results with it.
  private void correct(Node node, Bias bias, List<List<Tensor>> results) {
    int axis = axis(node, results.getFirst().getFirst());
    List<double[]> wanted = Objects.requireNonNull(this.wanted.get(node.name()));
    List<double[]> errors = new ArrayList<>();
    for (int p = 0; p < results.size(); p++) {
      double[] error = means(results.get(p).getFirst(), axis);
      for (int c = 0; c < error.length; c++) {
        error[c] = wanted.get(p)[c] - error[c];
      }
      errors.add(error);
    }
    Tensor.Ints integers =
        (Tensor.Ints) Objects.requireNonNull(constants.get(bias.integers())).tensor();
    Tensor scales = Objects.requireNonNull(constants.get(bias.scale())).tensor();
    double factor = node.op() instanceof Linear.Gemm gemm ? gemm.beta() : 1;
    int[] moved = integers.data().clone();
    float[] shift = new float[moved.length];
    for (int c = 0; c < moved.length; c++) {
      double unit = factor * scales.at(c);
      double units = Math.rint(shrunk(errors, c) / unit);
      if (Math.abs(units) < Integer.MAX_VALUE / 2
          && Math.abs((long) moved[c]) < Integer.MAX_VALUE / 2) {
        moved[c] += (int) units;
        shift[c] = (float) (units * unit);
      }
    }
    constants.put(
        bias.integers(), Constant.of(new Tensor.Ints(ElementType.INT32, integers.shape(), moved)));
    for (List<Tensor> result : results) {
      float[] data = ((Tensor.Floats) result.getFirst()).data();
      int inner = result.getFirst().shape().span(axis + 1, result.getFirst().shape().rank());
      for (int i = 0; i < data.length; i++) {
        data[i] += shift[i / inner % shift.length];
      }
    }
  }

  private static int axis(Node node, Tensor output) {
    return node.op() instanceof Linear.Gemm ? output.shape().rank() - 1 : 1;
  }

  /// The mean of each channel.
  private static double[] means(Tensor output, int axis) {
    int channels = output.shape().size(axis);
    int inner = output.shape().span(axis + 1, output.shape().rank());
    double[] means = new double[channels];
    for (int i = 0; i < output.elements(); i++) {
      means[i / inner % channels] += output.at(i);
    }
    for (int c = 0; c < channels; c++) {
      means[c] /= Math.max(1, output.elements() / channels);
    }
    return means;
  }

  /// The mean error of a channel over the pictures, shrunk by how uncertain it is: mean · mean² /
  /// (mean² + variance of the mean). A classifier's outputs give one number a picture, whose mean
  /// over a few pictures is mostly chance.
  private static double shrunk(List<double[]> errors, int channel) {
    int n = errors.size();
    double mean = 0;
    for (double[] error : errors) {
      mean += error[channel] / n;
    }
    double squares = 0;
    for (double[] error : errors) {
      squares += (error[channel] - mean) * (error[channel] - mean);
    }
    double uncertainty = n < 2 ? 0 : squares / (n - 1) / n;
    return mean == 0 ? 0 : mean * mean * mean / (mean * mean + uncertainty);
  }
}
