package bitline.tensor;

/// Converters that differ from one another: a sum is put on a grid finer than a code, and each
/// converter has its own code for each place of the grid.
///
/// @param grid the place of a sum, 0 to `grid.codes()` − 1
/// @param codes of converter c for place i: `codes[c · grid.codes() + i]`
/// @param which the converter of a sum: by row group, digit and column
public record Converters(Conversion grid, int[] codes, int[] which) {
  public Converters {
    if (codes.length == 0 || codes.length % grid.codes() != 0) {
      throw new IllegalArgumentException(codes.length + " codes, grid of " + grid.codes());
    }
  }

  /// What converter `converter` says to a sum.
  public int code(int converter, int p) {
    return codes[converter * grid.codes() + grid.code(p)];
  }
}
