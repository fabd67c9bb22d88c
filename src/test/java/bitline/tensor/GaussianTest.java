package bitline.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import java.util.function.IntUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What the generator's comment promises. Every number here is fixed, so that nothing can fail by
/// chance; where a figure has a spread, the bound is 4.5 standard deviations or says otherwise.
final class GaussianTest {
  private static final double SIGMAS = 4.5;

  @Test
  void numbersDependOnKeyAndPlaceAlone() {
    Cases.forAll(
        200,
        random -> {
          long key = random.nextLong();
          long border = random.nextLong() << random.nextInt(28, 64);
          long first = random.nextBoolean() ? random.nextLong() : border - random.nextInt(60);
          int count = random.nextInt(130);
          float[] to = new float[140];
          Gaussian.fill(key, first, to, 7, count);
          for (int i = 0; i < to.length; i++) {
            float expected = i < 7 || i >= 7 + count ? 0 : Gaussian.of(key, first + i - 7);
            assertThat(Float.floatToRawIntBits(to[i])).isEqualTo(Float.floatToRawIntBits(expected));
          }
        });
    assertThatThrownBy(() -> Gaussian.fill(1, 0, new float[8], 1, 8))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /// Results of runs depend on these bits: whoever changes them changes what every chip reads.
  @Test
  void bitsStayWhatTheyAre() {
    long digest = 0;
    for (int i = 0; i < 1000; i++) {
      digest = digest * 31 + Float.floatToRawIntBits(Gaussian.of(i % 3, i * 0x123456789L));
    }
    assertThat(digest).isEqualTo(-3139566200730632010L);
  }

  @Test
  void radiusIsTheRootOfTheLogarithm() {
    for (long i = 0; i < 1L << 31; i += i < 100_000 ? 1 : 1009) {
      double r = Gaussian.radius((int) i << 1);
      double exact = -StrictMath.log((i + 0.5) * 0x1p-31);
      if (!(Math.abs(r * r / 2 - exact) <= 3e-7 + 2e-7 * exact)) {
        throw new AssertionError("radius of " + i + ": " + r + ", r²/2 should be " + exact);
      }
    }
    assertThat((double) Gaussian.radius(0)).isCloseTo(6.6604, Offset.offset(1e-4));
    assertThat(Gaussian.radius(-1)).isBetween(0f, 1e-3f);
  }

  @Test
  void cosineAndSineAreWithinAMillionth() {
    for (long h = Integer.MIN_VALUE; h <= Integer.MAX_VALUE; h += 4001) {
      float t = (int) h * 0x1p-31f;
      double angle = StrictMath.PI * h * 0x1p-31;
      double cos = Gaussian.cos(t * t) - StrictMath.cos(angle);
      double sin = Gaussian.sinPerT(t * t) * t - StrictMath.sin(angle);
      if (!(Math.abs(cos) <= 1.3e-6 && Math.abs(sin) <= 1.3e-6)) {
        throw new AssertionError("angle of " + h + " is off by " + cos + " and " + sin);
      }
    }
  }

  /// The distribution of both numbers of a pair, by counting radii beyond x/|cos| on each of 8192
  /// angles.
  @Test
  void distributionOfIdealHashesIsNormal() {
    for (double x = 0.05; x < 6.1; x += 0.15) {
      double exact = upperTail(x);
      for (int way = 0; way < 4; way++) {
        double found = beyond((float) x, way < 2, way % 2 == 0 ? 1 : -1);
        double bound = x < 5.5 ? 1e-4 * exact : 5e-3 * exact;
        assertThat(found)
            .as("beyond %s, way %s", x, way)
            .isCloseTo(exact, Offset.offset(Math.min(3e-7, bound)));
      }
    }
  }

  /// Share of pairs whose cosine or sine number, times `sign`, is above x.
  private static double beyond(float x, boolean cos, int sign) {
    int angles = 1 << 13;
    double sum = 0;
    for (int k = 0; k < angles; k++) {
      float t = ((k << 19) + (1 << 18)) * 0x1p-31f;
      float factor = sign * (cos ? Gaussian.cos(t * t) : Gaussian.sinPerT(t * t) * t);
      long low = 0;
      long high = factor > 0 ? 1L << 31 : 0;
      while (low < high) {
        long middle = (low + high) / 2;
        if (factor * Gaussian.radius((int) middle << 1) > x) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      sum += low * 0x1p-31;
    }
    return sum / angles;
  }

  @Test
  void tenMillionNumbersAreNormal() {
    int keys = 10;
    float[] z = new float[1_000_000];
    double n = (double) keys * z.length;
    double[] powers = new double[5];
    int[] bins = new int[1400];
    for (int key = 0; key < keys; key++) {
      Gaussian.fill(key, 0, z, 0, z.length);
      for (double x : z) {
        powers[1] += x;
        powers[2] += x * x;
        powers[3] += x * x * x;
        powers[4] += x * x * x * x;
        bins[(int) (x * 100 + 700)]++;
      }
    }
    // The spread of each average is the root of (E z^2k − (E z^k)²)/n: 1, 2, 15 and 96.
    assertThat(powers[1] / n).isCloseTo(0, Offset.offset(SIGMAS * Math.sqrt(1 / n)));
    assertThat(powers[2] / n).isCloseTo(1, Offset.offset(SIGMAS * Math.sqrt(2 / n)));
    assertThat(powers[3] / n).isCloseTo(0, Offset.offset(SIGMAS * Math.sqrt(15 / n)));
    assertThat(powers[4] / n).isCloseTo(3, Offset.offset(SIGMAS * Math.sqrt(96 / n)));
    double distance = 0;
    double below = 0;
    for (int bin = 0; bin < 1400; bin++) {
      double x = (bin - 700) / 100.0;
      double exact = x < 0 ? upperTail(-x) : 1 - upperTail(x);
      distance = Math.max(distance, Math.abs(below / n - exact));
      below += bins[bin];
    }
    // Kolmogorov: one sample in a thousand is farther.
    assertThat(distance).isLessThan(1.95 / Math.sqrt(n));
    for (int x : new int[] {200, 300, 400, 450}) {
      double expected = n * upperTail(x / 100.0);
      double above = 0;
      double under = 0;
      for (int bin = x; bin < 700; bin++) {
        above += bins[700 + bin];
        under += bins[699 - bin];
      }
      assertThat(above).isCloseTo(expected, Offset.offset(SIGMAS * Math.sqrt(expected)));
      assertThat(under).isCloseTo(expected, Offset.offset(SIGMAS * Math.sqrt(expected)));
    }
  }

  /// Lags 16 and 32 matter most: partners of a pair, and neighbours across blocks.
  @Test
  void numbersAndTheirSquaresAreUncorrelatedAlongAStream() {
    int n = 1 << 20;
    float[] z = new float[n + 64];
    Gaussian.fill(5, 3, z, 0, z.length);
    for (int lag = 1; lag <= 64; lag++) {
      double plain = 0;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double a = z[i];
        double b = z[i + lag];
        plain += a * b;
        squares += (a * a - 1) * (b * b - 1) / 2;
      }
      assertThat(plain / Math.sqrt(n)).as("lag %s", lag).isBetween(-SIGMAS, SIGMAS);
      assertThat(squares / Math.sqrt(n)).as("squares, lag %s", lag).isBetween(-SIGMAS, SIGMAS);
    }
  }

  @Test
  void neighbouringKeysAreUncorrelated() {
    int keys = 1 << 12;
    int each = 1 << 8;
    float[][] z = new float[keys + 4][each];
    for (int key = 0; key < z.length; key++) {
      Gaussian.fill(key - keys / 2, 0, z[key], 0, each);
    }
    for (int step = 1; step <= 4; step++) {
      for (int lag = 0; lag < 4; lag++) {
        double plain = 0;
        double squares = 0;
        for (int key = 0; key < keys; key++) {
          for (int i = 0; i < each; i++) {
            double a = z[key][i];
            double b = z[key + step][(i + lag) % each];
            plain += a * b;
            squares += (a * a - 1) * (b * b - 1) / 2;
          }
        }
        double spread = Math.sqrt((double) keys * each);
        assertThat(plain / spread).as("step %s", step).isBetween(-SIGMAS, SIGMAS);
        assertThat(squares / spread).as("step %s, squares", step).isBetween(-SIGMAS, SIGMAS);
      }
    }
  }

  @Test
  void bitsOfTheHashesAreEvenAndIndependent() {
    for (long key : new long[] {0, 1, -1, 0x123456789L}) {
      long radius = Gaussian.radiusWords(key, 0);
      long angle = Gaussian.angleWords(key, 0);
      for (int shift = 0; shift <= 24; shift += 4) {
        int from = shift;
        even(p -> Gaussian.radiusBits(radius, p) >>> from & 0xFF);
        even(p -> Gaussian.angleBits(angle, p) >>> from & 0xFF);
        even(p ->
            (Gaussian.radiusBits(radius, p) >>> from & 0xF)
                | (Gaussian.radiusBits(radius, p + 1) >>> from & 0xF) << 4);
        even(p ->
            (Gaussian.radiusBits(radius, p) >>> 28)
                | (Gaussian.angleBits(angle, p) >>> from & 0xF) << 4);
      }
      for (int bit = 0; bit < 20; bit++) {
        int step = 1 << bit;
        even(p -> (Gaussian.radiusBits(radius, p) ^ Gaussian.radiusBits(radius, p + step)) >>> 24);
        even(p -> (Gaussian.angleBits(angle, p) - Gaussian.angleBits(angle, p + step)) >>> 24);
      }
    }
    for (int pair = 0; pair < 4; pair++) {
      int p = pair;
      even(key -> Gaussian.radiusBits(Gaussian.radiusWords(key, 0), p) >>> 24);
      even(key -> Gaussian.angleBits(Gaussian.angleWords(key, 0), p) >>> 24);
      even(turn -> Gaussian.angleBits(Gaussian.angleWords(9, turn), p) >>> 24);
    }
  }

  /// A chi-squared test of 256 cells and 2¹⁷ counts: 255 is expected, with a spread of 22.6.
  private static void even(IntUnaryOperator cell) {
    int[] counts = new int[256];
    double each = 512;
    for (int i = 0; i < 256 * each; i++) {
      counts[cell.applyAsInt(i)]++;
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - each) * (count - each) / each;
    }
    assertThat(chiSquared).isBetween(255 - SIGMAS * 22.6, 255 + SIGMAS * 22.6);
  }

  /// 1 − Φ(x), x ≥ 0: below 3 by the series φ(x)·Σ x^(2n+1)/(2n+1)!!, whose terms are positive,
  /// then by the continued fraction φ(x)/(x + 1/(x + 2/(x + 3/…))).
  private static double upperTail(double x) {
    double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    if (x < 3) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 200; n++) {
        term *= x * x / (2 * n + 1);
        sum += term;
      }
      return 0.5 - density * sum;
    }
    double fraction = x;
    for (int n = 200; n > 0; n--) {
      fraction = x + n / fraction;
    }
    return density / fraction;
  }
}
