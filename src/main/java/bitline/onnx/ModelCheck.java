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
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// How near our interpreter comes to a stored answer of another runtime, for one output of one sample. The folder holds
/// `model.onnx` and `sampleN/input_NAME.npy`, `sampleN/output_NAME.npy`.
///
/// @param worst the greatest difference of an element
/// @param share the greatest difference as a share of what is allowed: 1e-3 of the expected value plus 1e-4 of the
///     output's range, or one quantisation step where that is more
/// @param step the output's quantisation step; 0 where it is not quantised
public record ModelCheck(String model, String sample, String output, double worst, double share, double step) {
  private static final double RELATIVE = 1e-3;
  private static final double OF_RANGE = 1e-4;

  public boolean passed() {
    return share <= 1;
  }

  /// Runs every sample of a model's folder.
  public static List<ModelCheck> run(Path folder, Kernels kernels) {
    Graph graph = OnnxReader.read(folder.resolve("model.onnx")).graph();
    List<ModelCheck> checks = new ArrayList<>();
    for (Path sample : list(folder, "sample*")) {
      Map<String, Tensor> inputs = new HashMap<>();
      for (Port port : graph.inputs()) {
        inputs.put(port.name(), Npy.read(sample.resolve("input_" + port.name() + ".npy")));
      }
      Map<String, Tensor> outputs = new Interpreter(kernels).run(graph, inputs);
      for (Path file : list(sample, "output_*.npy")) {
        String name = file.getFileName().toString().replaceAll("^output_|\\.npy$", "");
        Tensor got = outputs.get(name);
        if (got == null) {
          throw Problem.at(file.toString(), "the model has no output '" + name + "'");
        }
        String model = String.valueOf(folder.getFileName());
        checks.add(compare(model, String.valueOf(sample.getFileName()), name, got, Npy.read(file), step(graph, name)));
      }
    }
    return checks;
  }

  /// Compares one output. Shapes that differ are infinitely far apart; NaN is only near NaN.
  public static ModelCheck compare(
      String model, String sample, String output, Tensor got, Tensor expected, double step) {
    if (!got.shape().equals(expected.shape())) {
      double far = Double.POSITIVE_INFINITY;
      return new ModelCheck(model, sample, output, far, far, step);
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < expected.elements(); i++) {
      least = Math.min(least, expected.at(i));
      greatest = Math.max(greatest, expected.at(i));
    }
    double worst = 0;
    double share = 0;
    for (int i = 0; i < expected.elements(); i++) {
      double want = expected.at(i);
      double difference = want == got.at(i) || Double.isNaN(want) && Double.isNaN(got.at(i)) ? 0 : Math.abs(want - got.at(i));
      double allowed = Math.max(step * 1.0001, RELATIVE * Math.abs(want) + OF_RANGE * (greatest - least));
      if (Double.isNaN(difference) || difference > 0 && allowed == 0) {
        difference = Double.POSITIVE_INFINITY;
      }
      worst = Math.max(worst, difference);
      share = Math.max(share, difference == 0 ? 0 : difference / allowed);
    }
    return new ModelCheck(model, sample, output, worst, share, step);
  }

  /// The scale of the integers that an output was last quantised to, looking through operators that only move numbers,
  /// and through a softmax, whose slope is below one; 0 where there is none.
  static double step(Graph graph, String output) {
    Map<String, Node> producers = graph.producers();
    for (Node node = producers.get(output); node != null; node = producers.get(node.input(0))) {
      switch (node.op()) {
        case Quantising.DequantizeLinear _ -> {
          Constant scale = graph.constant(node.input(1));
          return scale == null || scale.shape().elements() != 1 ? 0 : scale.tensor().at(0);
        }
        case Shaping.Reshape _, Shaping.Flatten _, Shaping.Squeeze _, Shaping.Transpose _, Elementwise.Identity _ -> {}
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
