package bitline.graph.eval;

import bitline.tensor.Kernels;

/// Cuts work on many independent elements into shares for the kernels' threads. Which thread does
/// which share changes no bit, because each element is computed alone.
final class Shares {
  /// Elements worth a share: some microseconds of work, well above what handing it over costs.
  private static final int LEAST = 1 << 14;

  private Shares() {}

  /// Does items `from` to `to`.
  @FunctionalInterface
  interface Range {
    void run(int from, int to);
  }

  /// `items` items of `each` elements.
  static void of(Kernels kernels, int items, int each, Range range) {
    long wanted = Math.ceilDiv((long) items * Math.max(1, each), LEAST);
    int parts =
        kernels.threads() == 1
            ? 1
            : (int) Math.min(Math.min(items, wanted), 4L * kernels.threads());
    if (parts <= 1) {
      range.run(0, items);
    } else {
      kernels.inParts(
          parts,
          part ->
              range.run(
                  (int) ((long) items * part / parts), (int) ((long) items * (part + 1) / parts)));
    }
  }
}
