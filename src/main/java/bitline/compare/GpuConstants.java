package bitline.compare;

import java.util.Arrays;
import java.util.List;

/// What all GPUs have in common: the constants of [Gpu], the same for every part. Found by fitting,
/// see `docs/baselines.md`.
///
/// @param issue share of the products a cycle that a tile's inner loop sustains
/// @param l2Bytes bytes a cycle that a processor gets from the last cache
/// @param dramShare share of the memory's peak bandwidth that kernels reach
/// @param cacheShare share of the last cache that holds one layer's values until the next reads
///   them
/// @param launchCycles cycles between two kernels of one stream
/// @param tileCycles cycles to fill and drain the pipeline of a tile
/// @param macEnergy joules of a product of 8 bits with its operands' way from shared memory, in a 7
///   nm process at its nominal supply
/// @param cycleEnergy joules of a processor's cycle whatever it does (clock tree, schedulers,
///   registers), in such a process at such a supply
/// @param depth gate delays in a cycle: says which supply a clock needs in a process
public record GpuConstants(
    double issue,
    double l2Bytes,
    double dramShare,
    double cacheShare,
    double launchCycles,
    double tileCycles,
    double macEnergy,
    double cycleEnergy,
    double depth) {

  static final List<String> NAMES =
      List.of(
          "issue",
          "l2Bytes",
          "dramShare",
          "cacheShare",
          "launchCycles",
          "tileCycles",
          "macEnergy",
          "cycleEnergy",
          "depth");

  /// Where each constant can lie, by physics and published measurements.
  private static final double[][] BOUNDS = {
    {0.5, 1},
    {12, 64},
    {0.6, 0.95},
    {0.1, 1},
    {1000, 20000},
    {100, 4000},
    {0.2e-12, 3e-12},
    {1e-11, 3e-9},
    {35, 90}
  };

  static double[][] bounds() {
    return Arrays.stream(BOUNDS).map(double[]::clone).toArray(double[][]::new);
  }

  double[] values() {
    return new double[] {
      issue, l2Bytes, dramShare, cacheShare, launchCycles, tileCycles, macEnergy, cycleEnergy, depth
    };
  }

  static GpuConstants of(double[] v) {
    return new GpuConstants(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]);
  }

  /// As fitted on the parts of [MlperfParts] that are for fitting.
  public static final GpuConstants FITTED =
      new GpuConstants(
          0.846309,
          30.9958,
          0.950000,
          1.00000,
          9041.41,
          668.933,
          1.33873e-12,
          4.06657e-10,
          73.8219);
}
