package bitline.tensor.simd;

/// Arrays that a thread uses again instead of making them anew: fresh memory costs more than a
/// small layer's arithmetic.
final class Scratch {
  /// Larger arrays are made anew and forgotten.
  private static final int MOST = 1 << 22;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private float[] kept = new float[0];

  private Scratch() {}

  /// At least so many floats, with anything in them; the calling thread's until it asks again.
  static float[] floats(int count) {
    if (count > MOST) {
      return new float[count];
    }
    Scratch own = OF_THREAD.get();
    if (own.kept.length < count) {
      own.kept = new float[Math.min(MOST, Math.max(count, 2 * own.kept.length))];
    }
    return own.kept;
  }
}
