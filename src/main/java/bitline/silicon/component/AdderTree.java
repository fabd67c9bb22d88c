package bitline.silicon.component;

/// A tree of ripple-carry adders that sums the rows of a digital array: `inputs` numbers of `bits`
/// bits; each level adds a bit.
///
/// Toggling: a bit of a leaf toggles with the probability t. The lowest bit of a sum of m leaves
/// toggles when an odd number of leaves do, ½·(1 − (1 − 2t)^m). Higher bits toggle less: a sum
/// moves from one read to the next by √(m·t·(4^bits − 1)/3) on root mean square, and bit k of a
/// number that moves by d toggles with the probability d / 2^k at most. Left out: approximate and
/// compressor trees, which take less.
///
/// @param inputs rows that are summed, 1 or more
/// @param bits of each
public record AdderTree(int inputs, int bits) {
  /// Gates' delays that a carry takes through an adder, and a sum.
  private static final int GATES = 2;

  /// Mean over root mean square of a normal deviate's size.
  private static final double MEAN = 0.798;

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

  /// Flip-flops between levels that keep up with one sum a step: a ripple of the sum's width and a
  /// level's own delay, two gates each, must fit between two rows of them. They lie at even
  /// distances.
  ///
  /// @param seconds of a step
  public double registers(Process process, double seconds) {
    int levels = ceilLog2(inputs);
    double volts = Math.min(process.supply(), process.node().highest());
    double delay = process.node().loadedDelay(volts) * GATES * (width() + levels);
    int stages = (int) Math.min(levels, Math.ceil(delay / seconds));
    double registers = 0;
    for (int stage = 1; stage < stages; stage++) {
      int level = levels * stage / stages;
      registers += (double) Math.ceilDiv(inputs, 1 << level) * (bits + level);
    }
    return registers;
  }

  /// Joules of one sum.
  ///
  /// @param toggles probability that a leaf's bit changes from one sum to the next, at most ½
  public double energy(Process process, double toggles) {
    double joules = 0;
    int width = bits;
    double leaves = 1;
    for (int left = inputs; left > 1; left = (left + 1) / 2) {
      double each = 0;
      double odd = odd(leaves, toggles);
      double moved = moved(leaves, bits, toggles);
      for (int bit = 0; bit < width; bit++) {
        each += Logic.adder(process, Math.min(odd, moved / (1L << bit)));
      }
      joules += left / 2 * each;
      leaves *= 2;
      width++;
    }
    return joules;
  }

  /// Probability that a bit of a sum toggles.
  ///
  /// @param leaves that were summed
  /// @param bits of a leaf
  /// @param toggles of a leaf's bit
  static double toggles(int bit, double leaves, int bits, double toggles) {
    return Math.min(odd(leaves, toggles), moved(leaves, bits, toggles) / (1L << bit));
  }

  /// Probability that an odd number of leaves toggles.
  private static double odd(double leaves, double toggles) {
    return 0.5 * (1 - StrictMath.pow(1 - 2 * Math.min(0.5, toggles), leaves));
  }

  /// By how much a sum moves on average; at most the mean square, where it seldom moves at all.
  private static double moved(double leaves, int bits, double toggles) {
    double square = leaves * Math.min(0.5, toggles) * ((1L << 2 * bits) - 1) / 3;
    return Math.min(square, MEAN * Math.sqrt(square));
  }

  static int ceilLog2(int n) {
    return 32 - Integer.numberOfLeadingZeros(n - 1);
  }
}
