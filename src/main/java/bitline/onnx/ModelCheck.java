package bitline.onnx;

import bitline.base.Problem;
import bitline.graph.Constant;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Port;
import bitline.graph.Quantising;
import bitline.graph.Shaping;
import bitline.graph.eval.Interpreter;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How near our interpreter comes to a stored answer of another runtime, for one output of one
/// sample: `input_NAME.npy` and `output_NAME.npy` in one folder.
///
/// Three rules say what is allowed. Plain: each element may be off by 1e-3 of the expected value
/// plus 1e-4 of the output's range. Quantised: by one step of the integers that the output comes
/// from, where that is more. Dynamically quantised: such a network picks its steps from the data,
/// so that the last bit of a float can turn into a whole step and the step into another answer;
/// there the root mean square of the difference may be twice that of the change which our own
/// answer undergoes when every input moves by its last bit.
///
/// @param worst the greatest difference of an element
/// @param share the difference as a share of what is allowed
/// @param rule what is allowed, in words
public record ModelCheck(
    String model, String sample, String output, double worst, double share, String rule) {
  private static final double RELATIVE = 1e-3;
  private static final double OF_RANGE = 1e-4;
  private static final double OF_SENSITIVITY = 2;

  public boolean passed() {
    return share <= 1;
  }

  /// Runs every sample of a folder that holds `model.onnx` and `sampleN`.
  public static List<ModelCheck> run(Path folder, Kernels kernels) {
    Graph graph = OnnxReader.read(folder.resolve("model.onnx")).graph();
    List<ModelCheck> checks = new ArrayList<>();
    for (Path sample : list(folder, "sample*")) {
      checks.addAll(sample(graph, String.valueOf(folder.getFileName()), sample, kernels));
    }
    return checks;
  }

  /// Runs one sample.
  public static List<ModelCheck> sample(Graph graph, String model, Path sample, Kernels kernels) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (Port port : graph.inputs()) {
      inputs.put(port.name(), Npy.read(sample.resolve("input_" + port.name() + ".npy")));
    }
    Interpreter interpreter = new Interpreter(kernels);
    Map<String, Tensor> outputs = interpreter.run(graph, inputs);
    List<ModelCheck> checks = new ArrayList<>();
    for (Path file : list(sample, "output_*.npy")) {
      String name = file.getFileName().toString().replaceAll("^output_|\\.npy$", "");
      Tensor got = outputs.get(name);
      if (got == null) {
        throw Problem.at(file.toString(), "the model has no output '" + name + "'");
      }
      Tensor expected = Npy.read(file);
      ModelCheck check =
          compare(
              model, String.valueOf(sample.getFileName()), name, got, expected, step(graph, name));
      boolean dynamic =
          graph.nodes().stream()
              .anyMatch(node -> node.op() instanceof Quantising.DynamicQuantizeLinear);
      if (!check.passed() && dynamic && got.shape().equals(expected.shape())) {
        check =
            check.bySensitivity(got, expected, interpreter.run(graph, nudged(inputs)).get(name));
      }
      checks.add(check);
    }
    return checks;
  }

  /// Compares one output. Shapes that differ are infinitely far apart; NaN is only near NaN.
  ///
  /// @param step the output's quantisation step; 0 where it is not quantised
  static ModelCheck compare(
      String model, String sample, String output, Tensor got, Tensor expected, double step) {
    String rule = step > 0 ? "one step of " + (float) step : "1e-3 + 1e-4 of range";
    if (!got.shape().equals(expected.shape())) {
      double far = Double.POSITIVE_INFINITY;
      return new ModelCheck(model, sample, output, far, far, rule);
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < expected.elements(); i++) {
      if (Double.isFinite(expected.at(i))) {
        least = Math.min(least, expected.at(i));
        greatest = Math.max(greatest, expected.at(i));
      }
    }
    double range = Math.max(0, greatest - least);
    double worst = 0;
    double share = 0;
    for (int i = 0; i < expected.elements(); i++) {
      double want = expected.at(i);
      boolean same = want == got.at(i) || Double.isNaN(want) && Double.isNaN(got.at(i));
      double difference = same ? 0 : Math.abs(want - got.at(i));
      // A step is a float; sums of a few of them are off by roundings.
      double allowed = Math.max(step * (1 + 1e-6), RELATIVE * Math.abs(want) + OF_RANGE * range);
      if (Double.isNaN(difference) || difference > 0 && allowed == 0) {
        difference = Double.POSITIVE_INFINITY;
      }
      worst = Math.max(worst, difference);
      share = Math.max(share, difference == 0 ? 0 : difference / allowed);
    }
    return new ModelCheck(model, sample, output, worst, share, rule);
  }

  private ModelCheck bySensitivity(Tensor got, Tensor expected, @Nullable Tensor nudged) {
    if (nudged == null) {
      return this;
    }
    double change = rootMeanSquare(got, nudged);
    double difference = rootMeanSquare(got, expected);
    return change == 0
        ? this
        : new ModelCheck(
            model,
            sample,
            output,
            worst,
            difference / (OF_SENSITIVITY * change),
            String.format(Locale.ROOT, "rms of last bits; worst %.3g", worst));
  }

  private static double rootMeanSquare(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.elements(); i++) {
      sum += (a.at(i) - b.at(i)) * (a.at(i) - b.at(i));
    }
    return Math.sqrt(sum / Math.max(1, a.elements()));
  }

  /// Float inputs with every element one float further from zero.
  private static Map<String, Tensor> nudged(Map<String, Tensor> inputs) {
    Map<String, Tensor> out = new HashMap<>(inputs);
    out.replaceAll((name, tensor) -> {
      if (!(tensor instanceof Tensor.Floats floats)) {
        return tensor;
      }
      float[] data = floats.data().clone();
      for (int i = 0; i < data.length; i++) {
        data[i] = data[i] < 0 ? Math.nextDown(data[i]) : Math.nextUp(data[i]);
      }
      return new Tensor.Floats(
          floats.type(), floats.shape(), NarrowFloats.round(floats.type(), data));
    });
    return out;
  }

  /// The scale of the integers that an output was last quantised to, looking through operators that
  /// only move numbers, and through a softmax, whose slope is below one; 0 where there is none.
  static double step(Graph graph, String output) {
    Map<String, Node> producers = graph.producers();
    for (Node node = producers.get(output); node != null; node = producers.get(node.input(0))) {
      switch (node.op()) {
        case Quantising.DequantizeLinear _ -> {
          Constant scale = graph.constant(node.input(1));
          return scale == null || scale.shape().elements() != 1 ? 0 : scale.tensor().at(0);
        }
        case Shaping.Reshape _,
            Shaping.Flatten _,
            Shaping.Squeeze _,
            Shaping.Transpose _,
            Elementwise.Identity _ -> {}
        case Normalising.Softmax _ -> {}
        default -> {
          return 0;
        }
      }
    }
    return 0;
  }

  private static TreeSet<Path> list(Path folder, String glob) {
    TreeSet<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      entries.forEach(found::add);
    } catch (IOException e) {
      throw new Problem(folder + ": cannot be listed (" + e.getClass().getSimpleName() + ")", e);
    }
    return found;
  }
}
