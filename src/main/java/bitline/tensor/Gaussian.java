package bitline.tensor;

import java.util.Objects;

/// Standard normal numbers by key and place: number `index` of stream `key` is a function of the
/// two and nothing else, so the order of asking, threads and lane widths change no bit. A stream
/// has 2⁶⁴ numbers; keys that differ give streams that have nothing to do with each other, however
/// alike the keys are. Made for noise, not for secrets.
///
/// Method: Box and Muller (Annals of Mathematical Statistics 29, 1958, p. 610). A block of 32
/// numbers holds 16 pairs r·cos(πt), r·sin(πt): numbers j and j + 16 of a block, j < 16, share a
/// radius r = √(−2 ln u) and an angle πt. u and t are hashes of the pair's number, independent of
/// one another: u one of the 2³¹ values (i + ½)/2³¹, t a signed 32-bit fraction.
///
/// The hash of 32 bits is Weyl's sequence (steps of 2³² over the golden ratio) through three rounds
/// of shift, exclusive or and multiply; a first key word starts the sequence and a second is added
/// after the first round, so that streams are no windows of one another. Shifts and multipliers are
/// those of triple32 (C. Wellons, hash-prospector, public domain); with the best two-round hash
/// found there the differences of neighbours were visibly uneven. The four words come from the
/// 64-bit key by two mixers, SplitMix64's (Steele, Lea, Flood 2014) and MurmurHash3's (Appleby,
/// public domain), and change every 2³² pairs.
///
/// Logarithm, cosine and sine are polynomials that we fitted by Remez' exchange in double and
/// rounded to float: ln on one octave (error of −2 ln u below 5e-7 at u near 1), cos(πt) and
/// sin(πt) on the whole circle (below 1.3e-6). Only float additions, multiplications, `fma`, the
/// correctly rounded square root, and integers: the same bits on every machine.
///
/// Were the hashes ideal, the distribution function would be the normal one within 3e-7 everywhere
/// and each tail beyond x within 0.01 % of itself up to x = 5.5 and 0.5 % up to 6; it ends at 6.66.
/// Tests compute it from the polynomials and find this, and measure what the hashes do.
public final class Gaussian {
  /// Numbers whose pairs lie among them: a fill that starts and ends at multiples of it is fastest.
  public static final int BLOCK = 32;

  private static final int HALF = BLOCK / 2;
  private static final int WEYL = 0x9E3779B9;

  private Gaussian() {}

  /// Number `index` of stream `key`; the index is unsigned.
  public static float of(long key, long index) {
    long pair = pair(index);
    return of(radiusWords(key, pair >>> 32), angleWords(key, pair >>> 32), index);
  }

  /// Numbers `first` to `first + count − 1` of stream `key`.
  static void fill(long key, long first, float[] to, int at, int count) {
    Objects.checkFromIndexSize(at, count, to.length);
    long turn = pair(first) >>> 32;
    long radius = radiusWords(key, turn);
    long angle = angleWords(key, turn);
    for (int i = 0; i < count; i++) {
      long index = first + i;
      if (pair(index) >>> 32 != turn) {
        turn = pair(index) >>> 32;
        radius = radiusWords(key, turn);
        angle = angleWords(key, turn);
      }
      to[at + i] = of(radius, angle, index);
    }
  }

  private static float of(long radiusWords, long angleWords, long index) {
    int pair = (int) pair(index);
    float r = radius(radiusBits(radiusWords, pair));
    float t = angleBits(angleWords, pair) * 0x1p-31f;
    return (index & HALF) == 0 ? cos(t * t) * r : sinPerT(t * t) * (r * t);
  }

  private static long pair(long index) {
    return (index >>> 1 & -HALF) | (index & (HALF - 1));
  }

  /// The two key words of the radii's hash, the first in the high half, for pairs `turn`·2³² on.
  public static long radiusWords(long key, long turn) {
    return splitMix(state(key, turn));
  }

  /// As [#radiusWords(long, long)], for the angles.
  public static long angleWords(long key, long turn) {
    long x = state(key, turn);
    x = (x ^ (x >>> 33)) * 0xFF51AFD7ED558CCDL;
    x = (x ^ (x >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return x ^ (x >>> 33);
  }

  private static long state(long key, long turn) {
    return key + splitMix(turn) + 0x9E3779B97F4A7C15L;
  }

  private static long splitMix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  static int radiusBits(long words, int pair) {
    int h = angleBits(words, pair);
    return h ^ (h >>> 14);
  }

  /// Lacks the hash's last shift, which changes bits below the 18th only: nothing that counts in an
  /// angle.
  static int angleBits(long words, int pair) {
    int h = pair * WEYL + (int) (words >>> 32);
    h = (h ^ (h >>> 17)) * 0xED5AD4BB + (int) words;
    h = (h ^ (h >>> 11)) * 0xAC4C1B51;
    return (h ^ (h >>> 15)) * 0x31848BAB;
  }

  /// √(−2 ln u) of u = (i + ½)/2³¹, i the upper 31 bits of `hash`. With e the binary exponent of u
  /// and f + 1.5 its mantissa, e and the mantissa's bits, read as one fixed-point number, are log₂
  /// u but for a correction that vanishes at both ends of an octave; the polynomial is −2 ln 2
  /// times it. Near u = 1 a rounding error could make the logarithm positive; its sign is dropped.
  static float radius(int hash) {
    int bits = Float.floatToRawIntBits((hash >>> 1) + 0.5f);
    float log2 = (float) (bits - 0x4F000000);
    float f = Float.intBitsToFloat((bits & 0x7FFFFF) | 0x3F800000) - 1.5f;
    float p = Math.fma(f, -0.020968201f, 0.034828387f);
    p = Math.fma(p, f, -0.05172443f);
    p = Math.fma(p, f, 0.09785798f);
    p = Math.fma(p, f, -0.19760978f);
    p = Math.fma(p, f, 0.4444908f);
    p = Math.fma(p, f, 0.05296285f);
    p = Math.fma(p, f, -0.117783405f);
    return (float) Math.sqrt(Math.abs(Math.fma(log2, -0x1.62e43p-23f, p)));
  }

  /// cos(πt) of s = t², |t| ≤ 1.
  static float cos(float s) {
    float p = Math.fma(s, -0.020582795f, 0.22966422f);
    p = Math.fma(p, s, -1.3323812f);
    p = Math.fma(p, s, 4.0580454f);
    p = Math.fma(p, s, -4.934746f);
    return Math.fma(p, s, 0.9999992f);
  }

  /// sin(πt)/t of s = t², |t| ≤ 1.
  static float sinPerT(float s) {
    float p = Math.fma(s, -0.0059918277f, 0.08047929f);
    p = Math.fma(p, s, -0.59828204f);
    p = Math.fma(p, s, 2.5498807f);
    p = Math.fma(p, s, -5.167678f);
    return Math.fma(p, s, 3.1415913f);
  }
}
