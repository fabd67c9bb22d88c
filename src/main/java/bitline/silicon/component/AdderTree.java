package bitline.silicon.component;

/// A tree of ripple-carry adders that sums the rows of a digital array: `inputs` numbers of `bits`
/// bits; each level adds a bit. It has inputs·(bits + 1) − (bits + log2 inputs + 1) full adders.
///
/// Toggling: a leaf toggles with the probability t that its product changes; the lowest bit of a
/// sum of m leaves changes when an odd number of them do, ½·(1 − (1 − 2t)^m), which is taken for
/// all bits of that level. Left out: approximate and compressor trees, which take less.
///
/// @param inputs rows that are summed, 1 or more
/// @param bits of each
public record AdderTree(int inputs, int bits) {
  /// Full adders of the tree.
  public double adders() {
    double sum = 0;
    int width = bits;
    for (int left = inputs; left > 1; left = (left + 1) / 2) {
      sum += (double) (left / 2) * width;
      width++;
    }
    return sum;
  }

  /// Bits of the sum.
  public int width() {
    return bits + ceilLog2(inputs);
  }

  /// Joules of one sum.
  ///
  /// @param toggles probability that a leaf's bit changes from one sum to the next, at most ½
  public double energy(Process process, double toggles) {
    double joules = 0;
    int width = bits;
    double even = 1 - 2 * Math.min(0.5, toggles);
    double rest = even;
    for (int left = inputs; left > 1; left = (left + 1) / 2) {
      double changes = 0.5 * (1 - rest);
      joules += left / 2 * width * Logic.adder(process, changes);
      rest *= rest;
      width++;
    }
    return joules;
  }

  static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
