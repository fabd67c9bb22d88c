package bitline.bench;

import bitline.Workbench;
import bitline.chip.Chip;
import bitline.report.Estimated;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// How quickly networks are estimated with `--activity stats`, in seconds of one core: the first
/// time in this process, compiling left out, which other cores do, and the median of later ones.
final class EstimateTable {
  private static final int ROUNDS = 25;

  private EstimateTable() {}

  static boolean print(PrintStream out, Path data) {
    if (!Files.isRegularFile(data.resolve(EstimateWork.MODEL))) {
      out.println(data.resolve(EstimateWork.MODEL) + " is not there");
      return row(out, EstimateWork.RESNET18, data, 0.4);
    }
    boolean met = row(out, EstimateWork.RESNET50, data, 1);
    return row(out, EstimateWork.RESNET18, data, 0.4) && met;
  }

  private static boolean row(PrintStream out, String network, Path data, double target) {
    Chip chip = Workbench.chip(EstimateWork.CHIP);
    EstimateWork.Quantised quantised = EstimateWork.quantised(network, data);
    double first = seconds(() -> quantised.whole(chip));
    double[] whole = new double[ROUNDS];
    double[] estimate = new double[ROUNDS];
    EstimateWork.Ready ready = EstimateWork.Ready.of(quantised.mapped(chip));
    for (int i = 0; i < ROUNDS; i++) {
      whole[i] = seconds(() -> quantised.whole(chip));
      estimate[i] = seconds(ready::estimate);
    }
    Arrays.sort(whole);
    Arrays.sort(estimate);
    boolean met = first < target;
    out.printf(
        Locale.ROOT,
        "%s on %s: mapped, played, estimated %.3f s the first time (< %.1f s: %s), %.3f s after that; of it estimated %.3f s%n",
        network,
        EstimateWork.CHIP,
        first,
        target,
        met ? "met" : "NOT MET",
        whole[ROUNDS / 2],
        estimate[ROUNDS / 2]);
    return met;
  }

  /// Seconds of the processor that this thread has had: others may use the machine, too.
  private static double seconds(Supplier<Estimated> work) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Estimated made = work.get();
    if (made.answer().figures().energy().middle() <= 0) {
      throw new IllegalStateException("a network that takes no energy");
    }
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) * 1e-9;
  }
}
