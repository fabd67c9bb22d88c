package bitline.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import bitline.base.Problem;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.graph.eval.Interpreter;
import bitline.onnx.OnnxReader;
import bitline.tensor.Kernels;
import bitline.tensor.Npy;
import bitline.tensor.Tensor;
import bitline.tensor.simd.KernelsProvider;
import bitline.text.Json;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The float interpreter against ONNX Runtime with all its optimisations, on one picture at a time:
/// same machine, same run, same number of threads, by turns, medians.
final class InterpreterComparison {
  private static final List<String> MODELS =
      List.of("yolox_nano_416", "mobilenetv2_imagenet", "twinlitenet_360x640");

  /// Our time may be so many times theirs.
  private static final double TARGET = 6.0;

  /// Part of the greatest output by which the two may differ.
  private static final double TOLERANCE = 1e-3;

  /// Timed runs a turn. One more goes before them untimed, in which the other side's threads come
  /// to rest.
  private static final int RUNS = 3;

  private static final double WARM_UP_SECONDS = 4;

  /// @param leastRatio of the fastest run of each, which others on the machine disturbed least
  /// @param difference greatest difference of two outputs, as a part of the greatest output
  private record Row(
      String model,
      double ourSeconds,
      double ortSeconds,
      double ratio,
      double leastRatio,
      double target,
      double difference,
      boolean met) {}

  private record Answer(
      String kernels, String onnxruntime, int threads, int rounds, List<Row> models) {}

  /// One run; the sides keep their outputs for comparison.
  private interface Side {
    Map<String, float[]> run() throws OrtException;
  }

  private InterpreterComparison() {}

  /// Whether all targets are met.
  static boolean print(PrintStream out, Path data, int threads, int rounds, boolean json) {
    Path models = data.resolve("models");
    if (!Files.isDirectory(models)) {
      throw new Problem("no folder " + models + "; name the one that holds models/ with --data");
    }
    Kernels kernels = KernelsProvider.best(threads);
    List<Row> rows = new ArrayList<>();
    try (OrtEnvironment environment = OrtEnvironment.getEnvironment()) {
      for (String model : MODELS) {
        System.err.println("bitline: timing " + model + " (about half a minute)");
        rows.add(compare(environment, models.resolve(model), kernels, threads, rounds));
      }
      boolean met = rows.stream().allMatch(Row::met);
      if (json) {
        out.print(
            Json.text(
                new Answer(kernels.reason(), environment.getVersion(), threads, rounds, rows)));
      } else {
        out.println(
            kernels.reason()
                + "; ONNX Runtime "
                + environment.getVersion()
                + ", "
                + threads
                + " threads");
        out.printf(
            Locale.ROOT,
            "%-24s %9s %9s %7s %8s %14s%n",
            "model",
            "ours ms",
            "ORT ms",
            "ratio",
            "target",
            "fastest runs");
        for (Row row : rows) {
          out.printf(
              Locale.ROOT,
              "%-24s %9.1f %9.1f %7.2f %8.1f %14.2f%s%n",
              row.model,
              row.ourSeconds * 1e3,
              row.ortSeconds * 1e3,
              row.ratio,
              row.target,
              row.leastRatio,
              row.difference > TOLERANCE
                  ? "  results differ by " + row.difference
                  : row.met ? "" : "  too slow");
        }
      }
      return met;
    } catch (OrtException e) {
      throw new Problem("ONNX Runtime: " + e.getMessage());
    }
  }

  private static Row compare(
      OrtEnvironment environment, Path folder, Kernels kernels, int threads, int rounds)
      throws OrtException {
    Path file = folder.resolve("model.onnx");
    Graph graph = OnnxReader.read(file).graph();
    Interpreter interpreter = new Interpreter(kernels);
    Map<String, Tensor> inputs = new HashMap<>();
    Map<String, OnnxTensor> ortInputs = new HashMap<>();
    for (Port port : graph.inputs()) {
      Tensor input = Npy.read(folder.resolve("sample0").resolve("input_" + port.name() + ".npy"));
      long[] shape = Arrays.stream(input.shape().sizes()).asLongStream().toArray();
      inputs.put(port.name(), input);
      ortInputs.put(
          port.name(),
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(input.toFloats()), shape));
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      try (OrtSession session = environment.createSession(file.toString(), options)) {
        Side ours = () -> floats(interpreter.run(graph, inputs));
        Side theirs = () -> floats(session, ortInputs);
        double difference = difference(ours.run(), theirs.run());
        for (long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
            System.nanoTime() < end; ) {
          ours.run();
          theirs.run();
        }
        double[] our = new double[rounds * RUNS];
        double[] ort = new double[rounds * RUNS];
        for (int round = 0; round < rounds; round++) {
          time(ours, our, round * RUNS);
          time(theirs, ort, round * RUNS);
        }
        double ratio = median(our) / median(ort);
        return new Row(
            folder.getFileName().toString(),
            median(our),
            median(ort),
            ratio,
            least(our) / least(ort),
            TARGET,
            difference,
            ratio <= TARGET && difference <= TOLERANCE);
      }
    } finally {
      ortInputs.values().forEach(OnnxTensor::close);
    }
  }

  private static void time(Side side, double[] seconds, int from) throws OrtException {
    side.run();
    for (int i = from; i < from + RUNS; i++) {
      long start = System.nanoTime();
      side.run();
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
  }

  private static Map<String, float[]> floats(Map<String, Tensor> outputs) {
    Map<String, float[]> floats = new HashMap<>();
    outputs.forEach((name, tensor) -> floats.put(name, tensor.toFloats()));
    return floats;
  }

  private static Map<String, float[]> floats(OrtSession session, Map<String, OnnxTensor> inputs)
      throws OrtException {
    Map<String, float[]> floats = new HashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] data = new float[buffer.remaining()];
        buffer.get(data);
        floats.put(output.getKey(), data);
      }
    }
    return floats;
  }

  private static double difference(Map<String, float[]> ours, Map<String, float[]> theirs) {
    double greatest = 0;
    for (Map.Entry<String, float[]> output : theirs.entrySet()) {
      float[] a = ours.get(output.getKey());
      float[] b = output.getValue();
      double range = 0;
      double difference = 0;
      for (int i = 0; i < b.length; i++) {
        range = Math.max(range, Math.abs(b[i]));
        difference = Math.max(difference, Math.abs(a[i] - b[i]));
      }
      greatest = Math.max(greatest, range == 0 ? difference : difference / range);
    }
    return greatest;
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
