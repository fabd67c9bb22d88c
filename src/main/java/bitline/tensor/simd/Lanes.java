package bitline.tensor.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The lane widths that this process computes with: the machine's own, or those of
/// `-Dbitline.simd.bits=128|256|512`. Constants, because the compiler folds a species only when it
/// is one.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED.withShape(shape());
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED.withShape(shape());

  /// Floats in a vector.
  static final int COUNT = FLOATS.length();

  /// Vectors side by side in a panel's row. A tile of six rows holds 6·VECTORS sums in registers:
  /// 24 fit where there are 32 registers (AVX-512, AArch64), 12 where there are 16.
  static final int VECTORS =
      COUNT >= 16 || System.getProperty("os.arch", "").equals("aarch64") ? 4 : 2;

  /// Columns of a panel.
  static final int PANEL = COUNT * VECTORS;

  private Lanes() {}

  /// Why these lanes are no use; empty where they are.
  static String missing() {
    int most = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (FLOATS.vectorBitSize() > most) {
      return "scalar kernels: -D"
          + KernelsProvider.BITS
          + "="
          + FLOATS.vectorBitSize()
          + " but this machine's vectors have "
          + most
          + " bits";
    }
    return most < 128 ? "scalar kernels: this machine's vectors have only " + most + " bits" : "";
  }

  private static VectorShape shape() {
    int own = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    return VectorShape.forBitSize(
        switch (System.getProperty(KernelsProvider.BITS, "")) {
          case "128" -> 128;
          case "256" -> 256;
          case "512" -> 512;
          default -> own;
        });
  }
}
