package bitline.compare;

import java.util.List;

/// What all GPUs have in common: the constants of [Gpu], the same for every part. Found by fitting,
/// see `docs/baselines.md`.
///
/// @param issue share of the products a cycle that a tile's inner loop sustains
/// @param l2Bytes bytes a cycle that a processor gets from the last cache
/// @param dramShare share of the memory's peak bandwidth that kernels reach
/// @param cacheShare share of the last cache that holds one layer's values until the next reads them
/// @param hidden share of the time of what does not bound a kernel (products, cache, memory) that
///   passes while it waits for what does
/// @param launch seconds between two kernels of one stream
/// @param tileCycles cycles to fill and drain the pipeline of a tile
/// @param epilogue operations of a vector lane on each result of a product: scale, round, pack,
///   store
/// @param macEnergy joules of a product of 8 bits with its operands' way from shared memory, in a
///   7 nm process at the boost clock's voltage
/// @param idleShare share of the rated watts that flow whatever is done
public record GpuConstants(
    double issue,
    double l2Bytes,
    double dramShare,
    double cacheShare,
    double hidden,
    double launch,
    double tileCycles,
    double epilogue,
    double macEnergy,
    double idleShare) {

  static final List<String> NAMES =
      List.of(
          "issue",
          "l2Bytes",
          "dramShare",
          "cacheShare",
          "hidden",
          "launch",
          "tileCycles",
          "epilogue",
          "macEnergy",
          "idleShare");

  /// Where each constant can lie, by physics and published measurements.
  static final double[][] BOUNDS = {
    {0.5, 1},
    {12, 64},
    {0.6, 0.95},
    {0.1, 1},
    {0, 1},
    {1e-6, 8e-6},
    {100, 4000},
    {0.5, 10},
    {0.3e-12, 2e-12},
    {0.05, 0.4}
  };

  double[] values() {
    return new double[] {
      issue, l2Bytes, dramShare, cacheShare, hidden, launch, tileCycles, epilogue, macEnergy,
      idleShare
    };
  }

  static GpuConstants of(double[] v) {
    return new GpuConstants(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9]);
  }

  /// As fitted on the parts of [MlperfParts] that are for fitting.
  public static final GpuConstants FITTED =
      new GpuConstants(0.85, 28, 0.85, 0.6, 0.7, 4e-6, 1000, 3, 0.9e-12, 0.15);
}
