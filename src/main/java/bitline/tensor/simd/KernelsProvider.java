package bitline.tensor.simd;

import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Workers;

/// Chooses the kernels of this process, once: those of the Vector API where it is there, else the
/// scalar ones. Results are the same bits either way.
public final class KernelsProvider {
  /// System property: lane width in bits (128, 256 or 512, at most the machine's), or 0 for the
  /// scalar kernels.
  static final String BITS = "bitline.simd.bits";

  private KernelsProvider() {}

  /// The fastest kernels on one thread.
  public static Kernels best() {
    return best(1);
  }

  /// The fastest kernels; one call's work is shared by `threads` threads.
  public static Kernels best(int threads) {
    String missing = missing();
    return missing.isEmpty() ? new SimdKernels(Workers.of(threads)) : new ScalarKernels(missing);
  }

  /// Why the Vector API cannot be used; empty where it can. Asked before any class that needs the
  /// module is loaded.
  private static String missing() {
    String bits = System.getProperty(BITS, "");
    if (bits.equals("0")) {
      return "scalar kernels: switched off by -D" + BITS + "=0";
    }
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return "scalar kernels: this Java was started without --add-modules jdk.incubator.vector";
    }
    return Lanes.missing();
  }
}
