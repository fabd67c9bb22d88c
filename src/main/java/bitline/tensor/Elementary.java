package bitline.tensor;

/// The exponential and its relatives for floats, fast and with the same bits on every machine: only
/// additions, multiplications, divisions and `fma` of doubles in a fixed order, rounded to float
/// once at the end.
///
/// The error is below 0.51 units in the last place of a float (the double inside is good to 1e-13
/// or, for [#erf], to 1e-10), so the result is the correctly rounded one in all but about one case
/// in a thousand or fewer. Infinities give the limits and NaN gives NaN. For doubles use
/// [StrictMath].
///
/// Method: eˣ = 2ᵏ·eʳ with k = rint(x/ln 2) and |r| ≤ ln 2 / 2, eʳ by its Taylor series to r¹¹; ln
/// 2 is cut in two parts so that k·ln 2 is exact to the last bit of r.
public final class Elementary {
  private static final double PER_LN2 = 1.4426950408889634;

  /// The leading 32 bits of ln 2: its product with any k here is exact.
  private static final double LN2_HIGH = Double.longBitsToDouble(0x3FE62E42FEE00000L);

  private static final double LN2_LOW = 1.9082149292705877e-10;

  /// 1.5·2⁵²: adding it leaves the nearest integer in the low bits of a double.
  private static final double TO_INTEGER = 6755399441055744.0;

  /// Beyond this e⁻ˣ and eˣ have left the floats, subnormal ones included.
  private static final double BEYOND_FLOAT = 150;

  /// Where x² is below this, 1 − 2/(e²ˣ + 1) would lose digits and tanh is a series of three terms
  /// instead; the next term is below 1e-12 of the first.
  private static final double TANH_SERIES = 0x1p-12;

  /// Elements worked on at a time: their doubles stay in the first-level cache.
  private static final int BLOCK = 256;

  private Elementary() {}

  public static float exp(float x) {
    return (float) expOf(x);
  }

  /// `to[toAt + i] = exp(from[fromAt + i])` for `count` elements; both may be the same array.
  static void exp(float[] from, int fromAt, float[] to, int toAt, int count) {
    double[] x = new double[BLOCK];
    double[] scratch = new double[BLOCK];
    for (int at = 0; at < count; at += BLOCK) {
      int n = Math.min(BLOCK, count - at);
      for (int i = 0; i < n; i++) {
        x[i] = from[fromAt + at + i];
      }
      expOf(x, scratch, n);
      for (int i = 0; i < n; i++) {
        to[toAt + at + i] = (float) x[i];
      }
    }
  }

  /// 1 / (1 + e⁻ˣ)
  public static float sigmoid(float x) {
    return (float) (1 / (1 + expOf(-x)));
  }

  /// [#sigmoid(float)] of `count` elements; both may be the same array.
  static void sigmoid(float[] from, int fromAt, float[] to, int toAt, int count) {
    double[] x = new double[BLOCK];
    double[] scratch = new double[BLOCK];
    for (int at = 0; at < count; at += BLOCK) {
      int n = Math.min(BLOCK, count - at);
      for (int i = 0; i < n; i++) {
        x[i] = -from[fromAt + at + i];
      }
      expOf(x, scratch, n);
      for (int i = 0; i < n; i++) {
        to[toAt + at + i] = (float) (1 / (1 + x[i]));
      }
    }
  }

  public static float tanh(float x) {
    double square = (double) x * x;
    return square < TANH_SERIES ? tanhSeries(x, square) : (float) (1 - 2 / (expOf(2.0 * x) + 1));
  }

  /// [#tanh(float)] of `count` elements; both may be the same array.
  static void tanh(float[] from, int fromAt, float[] to, int toAt, int count) {
    double[] e = new double[BLOCK];
    double[] scratch = new double[BLOCK];
    for (int at = 0; at < count; at += BLOCK) {
      int n = Math.min(BLOCK, count - at);
      for (int i = 0; i < n; i++) {
        e[i] = 2.0 * from[fromAt + at + i];
      }
      expOf(e, scratch, n);
      for (int i = 0; i < n; i++) {
        float x = from[fromAt + at + i];
        double square = (double) x * x;
        to[toAt + at + i] =
            square < TANH_SERIES ? tanhSeries(x, square) : (float) (1 - 2 / (e[i] + 1));
      }
    }
  }

  private static float tanhSeries(double x, double square) {
    return (float) (x * Math.fma(square, Math.fma(square, 2.0 / 15, -1.0 / 3), 1));
  }

  /// The error function 2/√π · ∫₀ˣ e^(−t²) dt: its Taylor series where |x| < 1, else 1 −
  /// e^(−x²)·q(t) with t = 1/(1 + |x|/2) and q a polynomial that we fitted to e^(x²)·erfc(x) at
  /// Chebyshev nodes for 1 ≤ x ≤ 4.
  static float erf(float x) {
    return (float) erfOf(x);
  }

  /// [#erf(float)] of `count` elements; both may be the same array.
  public static void erf(float[] from, int fromAt, float[] to, int toAt, int count) {
    for (int i = 0; i < count; i++) {
      to[toAt + i] = erf(from[fromAt + i]);
    }
  }

  /// x/2 · (1 + erf(x/√2)), the Gaussian error linear unit.
  public static float gelu(float x) {
    if (x < -14) {
      return -0f; // Φ(−14) is 8e-45; below it the product leaves the floats
    }
    if (x > 6) {
      return x; // 1 − Φ(6) is 1e-9
    }
    double scaled = x * 0.7071067811865476;
    double upper = scaled < -1 ? erfcOf(-scaled) : 1 + erfOf(scaled);
    return (float) (0.5 * x * upper);
  }

  /// eˣ in double for any x that is, or is twice, a float; 0 or infinite in float terms where |x| >
  /// 150.
  private static double expOf(double any) {
    double x = Math.max(-BEYOND_FLOAT, Math.min(BEYOND_FLOAT, any));
    double shifted = x * PER_LN2 + TO_INTEGER;
    double k = shifted - TO_INTEGER;
    return series(x, k) * power(shifted);
  }

  /// [#expOf(double)] of `n` elements in place. In phases, because the compiler turns each loop but
  /// the third into vector instructions: 2 to 3 times as fast as one loop, and the same bits.
  private static void expOf(double[] x, double[] shifted, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.max(-BEYOND_FLOAT, Math.min(BEYOND_FLOAT, x[i]));
      shifted[i] = x[i] * PER_LN2 + TO_INTEGER;
    }
    for (int i = 0; i < n; i++) {
      x[i] = series(x[i], shifted[i] - TO_INTEGER);
    }
    for (int i = 0; i < n; i++) {
      x[i] *= power(shifted[i]);
    }
  }

  /// e^(x − k·ln 2)
  private static double series(double x, double k) {
    double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, x));
    // Pairs of terms, so that the processor can overlap them; the order is fixed all the same.
    double r2 = r * r;
    double r4 = r2 * r2;
    double low = Math.fma(Math.fma(r, 1.0 / 6, 0.5), r2, r + 1);
    double middle =
        Math.fma(Math.fma(r, 1.0 / 5040, 1.0 / 720), r2, Math.fma(r, 1.0 / 120, 1.0 / 24));
    double high =
        Math.fma(
            Math.fma(r, 1.0 / 39916800, 1.0 / 3628800), r2, Math.fma(r, 1.0 / 362880, 1.0 / 40320));
    return Math.fma(Math.fma(high, r4, middle), r4, low);
  }

  /// 2ᵏ: the low bits of `shifted` hold k, moved here to the exponent's place.
  private static double power(double shifted) {
    return Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
  }

  private static double erfOf(double x) {
    double size = Math.abs(x);
    if (size < 1) {
      double s = x * x;
      double p = -6.7113668551641104e-12;
      p = Math.fma(p, s, 9.4227590646504110e-11);
      p = Math.fma(p, s, -1.2290555301717927e-9);
      p = Math.fma(p, s, 1.4807192815879217e-8);
      p = Math.fma(p, s, -1.6365844691234924e-7);
      p = Math.fma(p, s, 1.6462114365889247e-6);
      p = Math.fma(p, s, -1.4925650358406251e-5);
      p = Math.fma(p, s, 1.2055332981789664e-4);
      p = Math.fma(p, s, -8.5483270234508528e-4);
      p = Math.fma(p, s, 5.2239776254421878e-3);
      p = Math.fma(p, s, -2.6866170645131252e-2);
      p = Math.fma(p, s, 1.1283791670955126e-1);
      p = Math.fma(p, s, -3.7612638903183752e-1);
      p = Math.fma(p, s, 1.1283791670955126);
      return x * p;
    }
    if (Double.isNaN(x)) {
      return x;
    }
    return Math.copySign(size >= 4 ? 1 : 1 - erfcOf(size), x);
  }

  /// 1 − erf(x) for x ≥ 1, relative to itself good to 1e-9 up to 4 and to 1e-4 up to 10, where it
  /// is 2e-45.
  private static double erfcOf(double x) {
    double t = 1 / Math.fma(x, 0.5, 1);
    double q = 0.12085243316317102;
    q = Math.fma(q, t, -0.47652527438460933);
    q = Math.fma(q, t, 0.57126517581198151);
    q = Math.fma(q, t, -0.11020829405569383);
    q = Math.fma(q, t, 0.35103032317878854);
    q = Math.fma(q, t, 0.25875136638551912);
    q = Math.fma(q, t, 0.28506162011557063);
    q = Math.fma(q, t, -0.00016423638708161767);
    return expOf(-x * x) * q;
  }
}
