package bitline.bench;

import bitline.tensor.Convolution;
import bitline.tensor.Kernels;
import bitline.tensor.ScalarKernels;
import bitline.tensor.simd.KernelsProvider;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// One kernel each, on one thread. [KernelTable] knows how much work each call is.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelBenchmarks {
  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

  static final int PEAK_STEPS = 10_000;
  static final int PEAK_CHAINS = 12;
  static final int LANES = F.length();

  static final int M = 256;
  static final int N = 1024;
  static final int K = 256;
  static final Convolution SPATIAL = square(1, 64, 64, 56, 3);
  static final Convolution POINTWISE = square(1, 64, 64, 52, 1);
  static final Convolution DEPTHWISE = square(144, 1, 1, 56, 3);
  static final int ELEMENTS = 1 << 16;

  /// 16 kB: a buffer that stays in the first-level cache.
  static final int NORMAL = 1 << 12;

  private final Kernels kernels = KernelsProvider.best();
  private final Kernels scalar = new ScalarKernels("the reference");
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final float[] a = floats(M * K);
  private final float[] b = floats(K * N);
  private final float[] c = new float[M * N];
  private final int[] intA = random.ints(M * K, 0, 256).toArray();
  private final int[] intB = random.ints(K * N, -128, 128).toArray();
  private final int[] intC = new int[M * N];
  private final float[] x = floats(ELEMENTS);
  private final float[] y = new float[ELEMENTS];
  private final float[] normal = new float[NORMAL];
  private final Layer spatial = new Layer(SPATIAL);
  private final Layer pointwise = new Layer(POINTWISE);
  private final Layer depthwise = new Layer(DEPTHWISE);

  private static Convolution square(int groups, int channels, int filters, int size, int kernel) {
    return new Convolution(
        1,
        groups,
        channels,
        filters,
        size,
        size,
        kernel,
        kernel,
        1,
        1,
        1,
        1,
        kernel / 2,
        kernel / 2,
        size,
        size);
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /// Chains of fma that wait for nothing but themselves: what the core can do at most.
  @Benchmark
  public float fmaPeak() {
    FloatVector factor = FloatVector.broadcast(F, 0.5f);
    FloatVector s0 = factor;
    FloatVector s1 = factor;
    FloatVector s2 = factor;
    FloatVector s3 = factor;
    FloatVector s4 = factor;
    FloatVector s5 = factor;
    FloatVector s6 = factor;
    FloatVector s7 = factor;
    FloatVector s8 = factor;
    FloatVector s9 = factor;
    FloatVector s10 = factor;
    FloatVector s11 = factor;
    for (int i = 0; i < PEAK_STEPS; i++) {
      s0 = s0.fma(factor, factor);
      s1 = s1.fma(factor, factor);
      s2 = s2.fma(factor, factor);
      s3 = s3.fma(factor, factor);
      s4 = s4.fma(factor, factor);
      s5 = s5.fma(factor, factor);
      s6 = s6.fma(factor, factor);
      s7 = s7.fma(factor, factor);
      s8 = s8.fma(factor, factor);
      s9 = s9.fma(factor, factor);
      s10 = s10.fma(factor, factor);
      s11 = s11.fma(factor, factor);
    }
    FloatVector low = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    return low.add(s6).add(s7).add(s8).add(s9).add(s10).add(s11).lane(0);
  }

  @Benchmark
  public float[] product() {
    kernels.matmul(M, N, K, a, 0, K, b, 0, N, c, 0, N);
    return c;
  }

  @Benchmark
  public float[] productScalar() {
    scalar.matmul(M, N, K, a, 0, K, b, 0, N, c, 0, N);
    return c;
  }

  /// Unsigned by signed bytes.
  @Benchmark
  public int[] productInt() {
    kernels.matmulInt(M, N, K, intA, 0, K, intB, 0, N, intC, 0, N);
    return intC;
  }

  @Benchmark
  public float[] convolution() {
    return run(spatial);
  }

  @Benchmark
  public float[] convolutionPointwise() {
    return run(pointwise);
  }

  @Benchmark
  public float[] convolutionDepthwise() {
    return run(depthwise);
  }

  @Benchmark
  public float[] sigmoid() {
    kernels.sigmoid(x, 0, y, 0, ELEMENTS);
    return y;
  }

  @Benchmark
  public float[] gaussian() {
    kernels.gaussian(1, 0, normal, 0, NORMAL);
    return normal;
  }

  private float[] run(Layer layer) {
    kernels.convolve(layer.shape, layer.x, layer.w, null, layer.y);
    return layer.y;
  }

  /// A convolution and arrays of its sizes.
  private final class Layer {
    private final Convolution shape;
    private final float[] x;
    private final float[] w;
    private final float[] y;

    Layer(Convolution shape) {
      this.shape = shape;
      this.x = floats(shape.groups() * shape.channels() * shape.inPlane());
      this.w = floats(shape.groups() * shape.filters() * shape.depth());
      this.y = new float[shape.groups() * shape.filters() * shape.outPlane()];
    }
  }
}
