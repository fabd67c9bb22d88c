package bitline.bench;

import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Kernels;
import bitline.tensor.simd.KernelsProvider;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Arrays of cells by every engine, and what population counts can do at most; one thread each.
/// [ArrayTable] knows how much work each call is.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ArrayBenchmarks {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  static final int LIMIT_STEPS = 10_000;

  /// Multiply-accumulates of eight by eight bits that the limits count in one call: four vectors a
  /// step, 64 bits a product.
  static final double LIMIT_MACS = LIMIT_STEPS * 4.0 * BYTES.vectorBitSize() / 64;

  static final ArrayWork.Size MANY = new ArrayWork.Size(256, 256, 128, 8, 8, 5, 1024);
  static final ArrayWork.Size SINGLE = new ArrayWork.Size(256, 256, 128, 8, 8, 5, 1);
  static final ArrayWork.Size ONE_PASS = new ArrayWork.Size(256, 256, 256, 8, 8, 8, 1024);

  private final long[] longs = random().longs(40).toArray();
  private final byte[] bytes = bytes();

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[5 * 64];
    random().nextBytes(bytes);
    return bytes;
  }

  /// AND, population count and add over registers in lanes of 64 bits. Written out: the compiler
  /// keeps no vector of a helper in a register.
  @Benchmark
  public long popcountLongs() {
    LongVector w = LongVector.fromArray(LONGS, longs, 0);
    LongVector x0 = LongVector.fromArray(LONGS, longs, 8);
    LongVector x1 = LongVector.fromArray(LONGS, longs, 16);
    LongVector x2 = LongVector.fromArray(LONGS, longs, 24);
    LongVector x3 = LongVector.fromArray(LONGS, longs, 32);
    LongVector s0 = x0;
    LongVector s1 = x1;
    LongVector s2 = x2;
    LongVector s3 = x3;
    for (int i = 0; i < LIMIT_STEPS; i++) {
      s0 = s0.add(x0.and(w).lanewise(VectorOperators.BIT_COUNT));
      s1 = s1.add(x1.and(w).lanewise(VectorOperators.BIT_COUNT));
      s2 = s2.add(x2.and(w).lanewise(VectorOperators.BIT_COUNT));
      s3 = s3.add(x3.and(w).lanewise(VectorOperators.BIT_COUNT));
      w = w.add(x0);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
  }

  /// The same in lanes of 8 bits.
  @Benchmark
  public long popcountBytes() {
    ByteVector w = ByteVector.fromArray(BYTES, bytes, 0);
    ByteVector x0 = ByteVector.fromArray(BYTES, bytes, 64);
    ByteVector x1 = ByteVector.fromArray(BYTES, bytes, 128);
    ByteVector x2 = ByteVector.fromArray(BYTES, bytes, 192);
    ByteVector x3 = ByteVector.fromArray(BYTES, bytes, 256);
    ByteVector s0 = x0;
    ByteVector s1 = x1;
    ByteVector s2 = x2;
    ByteVector s3 = x3;
    for (int i = 0; i < LIMIT_STEPS; i++) {
      s0 = s0.add(x0.and(w).lanewise(VectorOperators.BIT_COUNT));
      s1 = s1.add(x1.and(w).lanewise(VectorOperators.BIT_COUNT));
      s2 = s2.add(x2.and(w).lanewise(VectorOperators.BIT_COUNT));
      s3 = s3.add(x3.and(w).lanewise(VectorOperators.BIT_COUNT));
      w = w.add(x0);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
  }

  /// Many vectors through one array.
  @State(Scope.Thread)
  public static class Many {
    @Param({"EXACT", "PROGRAMMED", "NOISY", "ONE_PASS", "ONE_PASS_OUTPUT", "ONE_PASS_NOISY"})
    private String cells = "";

    private ArrayWork work;

    /// Draws the cells.
    @Setup
    public void draw() {
      work = new ArrayWork(ArrayWork.Cells.valueOf(cells), size(cells));
    }

    static ArrayWork.Size size(String cells) {
      return cells.startsWith("ONE_PASS") ? ONE_PASS : MANY;
    }
  }

  /// One vector through one array: what a person waits for.
  @State(Scope.Thread)
  public static class Single {
    @Param({"EXACT", "PROGRAMMED", "NOISY"})
    private String cells = "";

    private ArrayWork work;

    /// Draws the cells.
    @Setup
    public void draw() {
      work = new ArrayWork(ArrayWork.Cells.valueOf(cells), SINGLE);
    }
  }

  /// A digital array whose sums stay below 2^24: integers in floats, as most layers run.
  @State(Scope.Thread)
  public static class Whole {
    private final Kernels kernels = KernelsProvider.best(1);
    private final float[] weights = integers(256 * 256, -128, 128);
    private final float[] inputs = integers(256 * 1024, 0, 256);
    private final float[] totals = new float[256 * 1024];

    private static float[] integers(int count, int from, int to) {
      int[] drawn = random().ints(count, from, to).toArray();
      float[] out = new float[count];
      for (int i = 0; i < count; i++) {
        out[i] = drawn[i];
      }
      return out;
    }
  }

  /// A digital array, whose sums nothing converts, of bytes and with sums of any size.
  @State(Scope.Thread)
  public static class Digital {
    private final ArrayKernel kernel = lossless();
    private final byte[] inputs = new byte[256 * 1024];
    private final int[] totals = new int[256 * 1024];

    /// Draws the inputs.
    @Setup
    public void draw() {
      random().nextBytes(inputs);
    }

    private static ArrayKernel lossless() {
      byte[] cells = new byte[256 * 8 * 256];
      int[] bits = random().ints(cells.length, 0, 2).toArray();
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) bits[i];
      }
      int[] weights = {1, 2, 4, 8, 16, 32, 64, -128};
      int[] codes = IntStream.rangeClosed(0, 128).toArray();
      BitCells array =
          new BitCells(256, 256, new int[] {128, 256}, weights, cells, 8, false, 0, codes);
      return Objects.requireNonNull(KernelsProvider.best(1).bitCells(array));
    }
  }

  @Benchmark
  public int[] many(Many many) {
    return many.work.run();
  }

  @Benchmark
  public int[] single(Single single) {
    return single.work.run();
  }

  @Benchmark
  public float[] exactWhole(Whole whole) {
    whole.kernels.matmul(
        256, 1024, 256, whole.weights, 0, 256, whole.inputs, 0, 1024, whole.totals, 0, 1024);
    return whole.totals;
  }

  @Benchmark
  public int[] exact(Digital digital) {
    digital.kernel.totals(digital.inputs, 1024, 0, 0, digital.totals);
    return digital.totals;
  }
}
