package bitline.tensor.simd;

/// What a thread keeps for [BitCellArray] from one block of vectors to the next.
final class BitScratch {
  private static final ThreadLocal<BitScratch> OF_THREAD = ThreadLocal.withInitial(BitScratch::new);

  /// Bit planes of a block of input vectors.
  byte[] planes = new byte[0];

  /// Bitline sums of one vector on one strip, eight input bits of both halves.
  final byte[] sums = new byte[16 * BitCellArray.LANES];

  /// The same where they need more than a byte.
  final short[] wide = new short[16 * BitCellArray.LANES];

  /// Totals of a block of input vectors.
  int[] totals = new int[0];

  private BitScratch() {}

  /// The calling thread's, with at least so much room; anything may be in it.
  static BitScratch of(int planes, int totals) {
    BitScratch own = OF_THREAD.get();
    if (own.planes.length < planes) {
      own.planes = new byte[planes];
    }
    if (own.totals.length < totals) {
      own.totals = new int[totals];
    }
    return own;
  }
}
