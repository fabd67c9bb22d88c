package bitline.tensor.simd;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.Cases;
import bitline.tensor.Arithmetic;
import bitline.tensor.Convolution;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every lane width and number of threads gives the bits of the scalar reference.
final class SimdKernelsTest {
  private static final Kernels SCALAR = new ScalarKernels("the reference");
  private static final List<Map.Entry<Integer, Kernels>> KERNELS =
      Stream.of(1, 3).flatMap(threads -> Widths.all(threads).entrySet().stream()).toList();

  @Test
  void eachWidthIsWhatItSays() {
    KERNELS.forEach(
        k -> assertThat(k.getValue().reason()).contains(k.getKey() / 32 + " floats a vector"));
    assertThat(Widths.of(0, 1)).isInstanceOf(ScalarKernels.class);
    assertThat(Widths.of(0, 1).reason()).contains("bitline.simd.bits=0");
  }

  @Test
  void products() {
    Cases.forAll(
        60,
        random -> {
          int m = random.nextInt(0, 30);
          int n = random.nextInt(4) == 0 ? 1 : random.nextInt(0, 150);
          int k = random.nextInt(5) == 0 ? random.nextInt(200, 600) : random.nextInt(0, 40);
          int lda = k + random.nextInt(3);
          int ldb = n + random.nextInt(3);
          int ldc = n + random.nextInt(3);
          float[] a = floats(random, 5 + m * lda);
          float[] b = floats(random, 7 + k * ldb);
          float[] c = floats(random, 3 + m * ldc);
          same(c, (kernels, out) -> kernels.matmul(m, n, k, a, 5, lda, b, 7, ldb, out, 3, ldc));
        });
  }

  @Test
  void integerProducts() {
    Cases.forAll(
        60,
        random -> {
          int m = random.nextInt(1, 20);
          int n = random.nextInt(1, 150);
          int k = random.nextInt(4) == 0 ? random.nextInt(200, 900) : random.nextInt(0, 40);
          int aBits = random.nextInt(1, 12);
          int bBits = random.nextInt(1, random.nextBoolean() ? 9 : 16);
          boolean extreme = random.nextInt(4) == 0;
          int[] a = ints(random, 2 + m * k, aBits, extreme);
          int[] b = ints(random, 1 + k * n, bBits, extreme);
          int[] start = ints(random, m * n, 20, false);
          int[] expected = start.clone();
          SCALAR.matmulInt(m, n, k, a, 2, k, b, 1, n, expected, 0, n);
          KERNELS.forEach(kernels -> {
            int[] c = start.clone();
            kernels.getValue().matmulInt(m, n, k, a, 2, k, b, 1, n, c, 0, n);
            assertThat(c).as(kernels.getValue().reason()).isEqualTo(expected);
          });
        });
  }

  @Test
  void convolutions() {
    Cases.forAll(
        150,
        random -> {
          Convolution shape = shape(random);
          float[] x =
              floats(random, shape.batch() * shape.groups() * shape.channels() * shape.inPlane());
          float[] w = floats(random, shape.groups() * shape.filters() * shape.depth());
          float[] bias =
              random.nextBoolean() ? floats(random, shape.groups() * shape.filters()) : null;
          float[] y =
              floats(random, shape.batch() * shape.groups() * shape.filters() * shape.outPlane());
          same(y, (kernels, out) -> kernels.convolve(shape, x, w, bias, out));
        });
  }

  @Test
  void transposedConvolutions() {
    Cases.forAll(
        100,
        random -> {
          Convolution shape = shape(random);
          float[] x =
              floats(random, shape.batch() * shape.groups() * shape.channels() * shape.inPlane());
          float[] w = floats(random, shape.groups() * shape.filters() * shape.depth());
          float[] bias =
              random.nextBoolean() ? floats(random, shape.groups() * shape.filters()) : null;
          float[] y =
              floats(random, shape.batch() * shape.groups() * shape.filters() * shape.outPlane());
          same(y, (kernels, out) -> kernels.convolveTransposed(shape, x, w, bias, out));
        });
  }

  @Test
  void elementaryFunctions() {
    Cases.forAll(
        20,
        random -> {
          float[] x = floats(random, 100);
          float scale = (float) StrictMath.exp(random.nextGaussian() * 4);
          for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(50) == 0 ? Float.NaN : x[i] * scale;
          }
          int count = random.nextInt(90);
          same(new float[100], (kernels, out) -> kernels.exp(x, 7, out, 3, count));
          same(new float[100], (kernels, out) -> kernels.sigmoid(x, 7, out, 3, count));
          same(new float[100], (kernels, out) -> kernels.tanh(x, 7, out, 3, count));
          same(x, (kernels, out) -> kernels.sigmoid(out, 5, out, 5, count));
        });
  }

  /// From anywhere, across the place where the key words change, in pieces and whole.
  @Test
  void gaussianNumbers() {
    Cases.forAll(
        100,
        random -> {
          long key = random.nextLong();
          long border = random.nextLong() << random.nextInt(28, 64);
          long first = random.nextBoolean() ? random.nextLong() : border - random.nextInt(3000);
          int count = random.nextInt(random.nextBoolean() ? 100 : 6000);
          int at = random.nextInt(40);
          float[] start = new float[at + count + random.nextInt(40)];
          same(start, (kernels, out) -> kernels.gaussian(key, first, out, at, count));
        });
  }

  @Test
  void rows() {
    Cases.forAll(
        60,
        random -> {
          float[] a = floats(random, 120);
          float[] b = floats(random, 120);
          int count = random.nextInt(100);
          Arithmetic op = Arithmetic.values()[random.nextInt(Arithmetic.values().length)];
          int aStep = random.nextInt(2);
          int bStep = aStep == 0 ? 1 : random.nextInt(2);
          same(a, (kernels, out) -> kernels.zip(op, a, 3, aStep, b, 9, bStep, out, 5, count));
          same(a, (kernels, out) -> kernels.zip(op, out, 3, 1, b, 9, bStep, out, 3, count));
          same(new float[1], (kernels, out) -> out[0] = kernels.greatest(a, 7, count));
        });
  }

  @Test
  @Timeout(60)
  void aWideTransposedConvolutionCostsWhatItMultiplies() {
    int wide = 100_000;
    Convolution shape = new Convolution(1, 1, 1, 1, 1, 1, 1, wide, 1, wide, 1, 1, 0, 0, 1, wide);
    float[] w = new float[wide];
    for (int i = 0; i < wide; i++) {
      w[i] = i;
    }
    float[] y = new float[wide];
    Widths.of(256, 1).convolveTransposed(shape, new float[] {2}, w, null, y);
    assertThat(y[0]).isZero();
    assertThat(y[wide - 1]).isEqualTo(2f * (wide - 1));
  }

  /// Sizes that need not fit each other: reference and fast path must agree about places outside
  /// the picture too.
  private static Convolution shape(RandomGenerator random) {
    boolean deep = random.nextInt(3) == 0;
    int groups = random.nextInt(3) == 0 ? random.nextInt(2, 7) : 1;
    int large = random.nextInt(4) == 0 ? 40 : 10;
    return new Convolution(
        random.nextInt(1, 3),
        groups,
        deep ? random.nextInt(1, 40) : random.nextInt(1, 3),
        random.nextInt(1, 9),
        random.nextInt(1, 11),
        random.nextInt(1, large),
        random.nextInt(1, 5),
        random.nextInt(1, 5),
        random.nextInt(1, 4),
        random.nextInt(1, 4),
        random.nextInt(1, 4),
        random.nextInt(1, 4),
        random.nextInt(0, 4),
        random.nextInt(0, 4),
        random.nextInt(0, 12),
        random.nextInt(0, 2 * large));
  }

  /// Runs every kernel on a copy of `start` and compares all bits, NaN's included.
  private static void same(float[] start, BiConsumer<Kernels, float[]> run) {
    float[] expected = start.clone();
    run.accept(SCALAR, expected);
    KERNELS.forEach(kernels -> {
      float[] out = start.clone();
      run.accept(kernels.getValue(), out);
      assertThat(bits(out)).as(kernels.getValue().reason()).isEqualTo(bits(expected));
    });
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  /// Ordinary numbers with now and then a zero of either sign, a huge, a tiny or an infinite one.
  private static float[] floats(RandomGenerator random, int count) {
    float[] values = new float[count];
    boolean wild = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (wild ? random.nextInt(40) : random.nextInt(20, 40)) {
            case 0 -> Float.POSITIVE_INFINITY;
            case 1 -> Float.MAX_VALUE;
            case 2 -> Float.MIN_VALUE;
            case 20 -> -0f;
            case 21 -> 0f;
            default -> random.nextFloat() * 2 - 1;
          };
    }
    return values;
  }

  private static int[] ints(RandomGenerator random, int count, int bits, boolean extreme) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = extreme ? -1 << (bits - 1) : random.nextInt(1 << bits) - (1 << (bits - 1));
    }
    return values;
  }
}
