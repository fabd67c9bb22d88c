package bitline.bench;

import bitline.tensor.simd.KernelsProvider;
import bitline.text.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rates of the kernels on one core, beside the most that this core can do, measured in the same
/// run.
final class KernelTable {
  /// @param method of [KernelBenchmarks]
  /// @param work multiply-accumulates or elements of one call
  private record Kernel(String method, String what, String unit, double work) {}

  /// @param seconds of one call
  /// @param rate units of work a second
  /// @param shareOfPeak of the multiply-adds a second that this core can do; NaN for other work
  private record Row(String kernel, double seconds, double rate, String unit, double shareOfPeak) {}

  private record Answer(String kernels, List<Row> rows) {}

  private static final List<Kernel> KERNELS =
      List.of(
          new Kernel(
              "fmaPeak",
              "fused multiply-adds, nothing else",
              "MAC",
              (double) KernelBenchmarks.PEAK_STEPS
                  * KernelBenchmarks.PEAK_CHAINS
                  * KernelBenchmarks.LANES),
          new Kernel("product", "float product 256x256 by 256x1024", "MAC", product()),
          new Kernel("productScalar", "the same by the scalar reference", "MAC", product()),
          new Kernel("productInt", "int32 product of 8-bit values, same sizes", "MAC", product()),
          new Kernel(
              "convolution",
              "convolution 3x3, 64 to 64 channels, 56x56",
              "MAC",
              KernelBenchmarks.SPATIAL.macs()),
          new Kernel(
              "convolutionPointwise",
              "convolution 1x1, 64 to 64 channels, 52x52",
              "MAC",
              KernelBenchmarks.POINTWISE.macs()),
          new Kernel(
              "convolutionDepthwise",
              "depthwise convolution 3x3, 144 channels, 56x56",
              "MAC",
              KernelBenchmarks.DEPTHWISE.macs()),
          new Kernel("sigmoid", "sigmoid of 65536 floats", "element", KernelBenchmarks.ELEMENTS),
          new Kernel(
              "gaussian", "Gaussian numbers, 4096 a call", "number", KernelBenchmarks.NORMAL));

  private KernelTable() {}

  private static double product() {
    return (double) KernelBenchmarks.M * KernelBenchmarks.N * KernelBenchmarks.K;
  }

  static void print(PrintStream out, boolean json) {
    // JMH passes on what its forks print, the JVM's warnings too: they are no part of the answer.
    System.setOut(System.err);
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Kernel kernel : KERNELS) {
      System.err.println("bitline: timing " + kernel.what + " (about 5 s)");
      seconds.put(kernel.method, Timing.seconds(KernelBenchmarks.class, kernel.method));
    }
    double peak = KERNELS.getFirst().work / seconds.get("fmaPeak");
    List<Row> rows = new ArrayList<>();
    for (Kernel kernel : KERNELS) {
      double rate = kernel.work / seconds.get(kernel.method);
      boolean macs = kernel.unit.equals("MAC");
      rows.add(
          new Row(
              kernel.what,
              seconds.get(kernel.method),
              rate,
              kernel.unit,
              macs ? rate / peak : Double.NaN));
    }
    if (json) {
      out.print(Json.text(new Answer(KernelsProvider.best().reason(), rows)));
      return;
    }
    out.println(KernelsProvider.best().reason());
    out.printf(Locale.ROOT, "%-48s %12s %18s %10s%n", "one core", "time", "rate", "of peak");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-48s %9.1f us %8.2f G %-9s %8s%n",
          row.kernel,
          row.seconds * 1e6,
          row.rate / 1e9,
          row.unit + "/s",
          Double.isNaN(row.shareOfPeak)
              ? ""
              : String.format(Locale.ROOT, "%.1f %%", 100 * row.shareOfPeak));
    }
  }
}
