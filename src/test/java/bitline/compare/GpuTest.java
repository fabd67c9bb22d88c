package bitline.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.catalogue.Technology;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GpuTest {
  private static final int UNITS = 100;
  private static final double CLOCK = 1e9;

  /// Products of 8 bits a cycle and processor.
  private static final int WIDTH = 1024;

  private static final double BANDWIDTH = 1e12;
  private static final double FP32 = 2 * 128 * UNITS * CLOCK;

  /// Nothing is lost, and nothing waits.
  private static final GpuConstants EXACT = new GpuConstants(1, 64, 1, 1, 0, 0, 1e-12, 1e-10, 60);

  private static Accelerator part(double bandwidth, double cache, @Nullable Double power) {
    return part(UNITS, CLOCK, bandwidth, cache, power);
  }

  private static Accelerator part(
      int units, double clock, double bandwidth, double cache, @Nullable Double power) {
    return new Accelerator(
        "some",
        "Some GPU",
        "NVIDIA",
        Technology.GPU,
        Segment.DATA_CENTRE,
        "2022",
        List.of(new Accelerator.Die("7 nm", 7e-9, 500e-6, null, 1)),
        List.of(
            new Accelerator.Rate(Format.INT8, 2.0 * WIDTH * units * clock, null),
            new Accelerator.Rate(Format.FP16, 1.0 * WIDTH * units * clock, null),
            new Accelerator.Rate(Format.FP32, FP32 / UNITS / CLOCK * units * clock, null)),
        power,
        null,
        new Accelerator.Store("HBM2e", 40e9, bandwidth),
        null,
        null,
        null,
        null,
        1,
        null,
        new Accelerator.Engine(units, null, null, clock, cache),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static Machine gpu(Accelerator part, GpuConstants constants) {
    return Gpu.of(part, constants, "test").orElseThrow();
  }

  private static Workload product(long m, long n, long k) {
    return new Workload(
        "product",
        List.of(new Workload.Layer("p", "MatMul", 1, m, n, k, true, m * k, n * k, m * n, 0, 0)));
  }

  private static Workload lanes(long elements, long operations) {
    return new Workload(
        "lanes",
        List.of(
            new Workload.Layer(
                "e", "Relu", 1, elements, 1, 0, false, elements, 0, elements, operations, 0)));
  }

  /// 100 tiles of 256 × 128 on 100 processors: one wave of 256 · 128 · k ÷ 1,024 cycles, and then
  /// each result once through 128 lanes a processor.
  @Test
  void aGoodProductRunsAtItsPeak() {
    long k = 1 << 20;
    Outcome outcome =
        gpu(part(1e15, 1e12, null), EXACT).run(product(2560, 1280, k), 1, Format.INT8);
    double multiply = 256.0 * 128 * k / WIDTH / CLOCK;
    double store = 2560.0 * 1280 / (128 * UNITS * CLOCK);
    assertThat(outcome.latency()).isCloseTo(multiply + store, within(1e-9 * multiply));
    assertThat(outcome.limit()).isEqualTo("compute");
    assertThat(outcome.layers().getFirst().limit()).isEqualTo("compute");
  }

  /// One row more is a wave more: of the smallest tiles, 33 instead of 32.
  @Test
  void theLastWaveIsPaidInFull() {
    long k = 1 << 20;
    Machine gpu = gpu(part(1e15, 1e12, null), EXACT);
    double even = gpu.run(product(256 * 10, 128 * 10, k), 1, Format.INT8).latency();
    double odd = gpu.run(product(256 * 10 + 1, 128 * 10, k), 1, Format.INT8).latency();
    assertThat(odd / even).isCloseTo(33.0 / 32, within(1e-4));
  }

  /// One vector by a great matrix: the matrix comes from the memory, once.
  @Test
  void aVectorByAMatrixRunsAtTheMemorysSpeed() {
    long k = 1 << 14;
    long n = 1 << 14;
    Outcome outcome = gpu(part(BANDWIDTH, 0, null), EXACT).run(product(1, n, k), 1, Format.INT8);
    double bytes = (double) n * k + n + k;
    assertThat(outcome.latency()).isCloseTo(bytes / BANDWIDTH, within(1e-9 * bytes / BANDWIDTH));
    assertThat(outcome.limit()).isEqualTo("memory");
    assertThat(outcome.levels().getLast().bytes()).isEqualTo(bytes);
    assertThat(outcome.levels().getLast().name()).isEqualTo("HBM2e");
  }

  @Test
  void weightsAreReadOnceABatch() {
    long k = 1 << 14;
    long n = 1 << 14;
    Machine gpu = gpu(part(BANDWIDTH, 0, null), EXACT);
    double one = gpu.run(product(1, n, k), 1, Format.INT8).levels().getLast().bytes();
    double eight = gpu.run(product(1, n, k), 8, Format.INT8).levels().getLast().bytes();
    assertThat(one).isEqualTo((double) n * k + n + k);
    assertThat(8 * eight).isEqualTo((double) n * k + 8 * (n + k));
  }

  @Test
  void whatFitsInTheCacheIsNotFetched() {
    Outcome outcome =
        gpu(part(BANDWIDTH, 1e12, null), EXACT).run(product(256, 256, 256), 1, Format.INT8);
    assertThat(outcome.levels().getLast().bytes()).isZero();
  }

  @Test
  void elementWiseWorkRunsAtTheMemorysSpeedOrTheLanes() {
    long elements = 1 << 26;
    Machine gpu = gpu(part(BANDWIDTH, 0, null), EXACT);
    Outcome few = gpu.run(lanes(elements, elements), 1, Format.INT8);
    assertThat(few.latency()).isCloseTo(2.0 * elements / BANDWIDTH, within(1e-12));
    long many = 1000 * elements;
    Outcome more = gpu.run(lanes(elements, many), 1, Format.INT8);
    double seconds = (double) (many + elements) / (128 * UNITS * CLOCK);
    assertThat(more.latency()).isCloseTo(seconds, within(1e-9 * seconds));
    assertThat(more.limit()).isEqualTo("compute");
  }

  @Test
  void tinyKernelsTakeTheirLaunch() {
    GpuConstants slow = new GpuConstants(1, 64, 1, 1, 5000, 0, 1e-12, 1e-10, 60);
    Outcome outcome = gpu(part(BANDWIDTH, 1e9, null), slow).run(lanes(32, 32), 1, Format.INT8);
    assertThat(outcome.latency()).isCloseTo(5e-6, within(1e-9));
    assertThat(outcome.limit()).isEqualTo("launch");
  }

  @Test
  void scoresOfAttentionAreNeitherWrittenNorRead() {
    long length = 256;
    long scores = 4 * length * length;
    Workload.Layer first =
        new Workload.Layer(
            "s",
            "MatMul",
            4,
            length,
            length,
            64,
            false,
            4 * length * 64,
            4 * length * 64,
            scores,
            0,
            0);
    Workload.Layer softmax =
        new Workload.Layer(
            "f", "Softmax", 1, scores, 1, 0, false, scores, 0, scores, 5 * scores, 0);
    Workload.Layer second =
        new Workload.Layer(
            "v",
            "MatMul",
            4,
            length,
            64,
            length,
            false,
            scores,
            4 * length * 64,
            4 * length * 64,
            0,
            0);
    Machine gpu = gpu(part(BANDWIDTH, 0, null), EXACT);
    Outcome fused =
        gpu.run(new Workload("attention", List.of(first, softmax, second)), 1, Format.INT8);
    assertThat(fused.layers()).hasSize(1);
    assertThat(fused.layers().getFirst().macs()).isEqualTo(first.macs() + second.macs());
    // query, key, value and what comes out
    assertThat(fused.levels().getLast().bytes()).isEqualTo(4 * 4 * length * 64);
  }

  /// A convolution of single channels would leave matrix units empty: the lanes do it.
  @Test
  void singleChannelsAreMultipliedByLanes() {
    Workload depthwise =
        new Workload(
            "depthwise",
            List.of(
                new Workload.Layer(
                    "d", "Conv", 512, 196, 1, 9, true, 512 * 196, 512 * 9, 512 * 196, 0, 0)));
    Outcome outcome = gpu(part(1e15, 1e12, null), EXACT).run(depthwise, 64, Format.INT8);
    double lanes = (512.0 * 196 * 9 + 512 * 196) / (128 * UNITS * CLOCK);
    assertThat(outcome.interval()).isCloseTo(lanes, within(0.01 * lanes));
  }

  @Test
  void wattsHoldTheClockDown() {
    Workload work = product(25600, 1280, 4096);
    Outcome free = gpu(part(BANDWIDTH, 40e6, 10_000.0), EXACT).run(work, 1, Format.INT8);
    double needed = free.watts();
    assertThat(free.limit()).isEqualTo("compute");
    double rated = 60;
    assertThat(needed).isGreaterThan(rated);
    Outcome held = gpu(part(BANDWIDTH, 40e6, rated), EXACT).run(work, 1, Format.INT8);
    assertThat(held.watts()).isCloseTo(rated, within(0.01));
    assertThat(held.interval()).isGreaterThan(free.interval());
    assertThat(held.limit()).endsWith("power");
    // a lower supply: fewer joules, too, apart from what flows when idle
    assertThat(held.joules() - 0.1 * rated * held.interval())
        .isLessThan(free.joules() - 1000 * free.interval());
    // a single batch on an idle machine is not held down
    assertThat(held.latency()).isEqualTo(free.latency());
  }

  @Test
  void sixteenBitsTakeTwiceTheTimeAndTheBytes() {
    Machine gpu = gpu(part(1e15, 1e12, null), EXACT);
    double eight = gpu.run(product(2560, 1280, 1 << 20), 1, Format.INT8).latency();
    double sixteen = gpu.run(product(2560, 1280, 1 << 20), 1, Format.FP16).latency();
    assertThat(sixteen / eight).isCloseTo(2, within(0.001));
  }

  @Test
  void aFormatThatItLacksIsRefused() {
    Machine gpu = gpu(part(BANDWIDTH, 0, null), EXACT);
    assertThatThrownBy(() -> gpu.run(product(1, 1, 1), 1, Format.FP4))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("FP4")
        .hasMessageContaining("INT8");
    assertThatThrownBy(() -> gpu.run(product(1, 1, 1), 0, Format.INT8)).isInstanceOf(Problem.class);
  }

  @Test
  void sameAnswerTwice() {
    Cases.forAll(
        50,
        random -> {
          Workload work = any(random);
          Accelerator part = part(BANDWIDTH, 1e7, 100.0);
          assertThat(gpu(part, GpuConstants.FITTED).run(work, 4, Format.INT8))
              .isEqualTo(gpu(part, GpuConstants.FITTED).run(work, 4, Format.INT8));
        });
  }

  /// Processors, memory, cache and watts never make it slower; work never makes it faster.
  @Test
  void moreIsNotSlower() {
    Cases.forAll(
        300,
        random -> {
          Workload work = any(random);
          int batch = 1 + random.nextInt(64);
          double power = 20 + 300 * random.nextDouble();
          double cache = 1e5 * (1 + random.nextInt(500));
          double seconds = interval(part(BANDWIDTH, cache, power), work, batch);
          double slack = 1 + 1e-6;
          assertThat(interval(part(2 * BANDWIDTH, cache, null), work, batch))
              .isLessThanOrEqualTo(interval(part(BANDWIDTH, cache, null), work, batch) * slack);
          assertThat(interval(part(BANDWIDTH, 2 * cache, power), work, batch))
              .isLessThanOrEqualTo(seconds * slack);
          assertThat(interval(part(BANDWIDTH, cache, 2 * power), work, batch))
              .isLessThanOrEqualTo(seconds * slack);
          assertThat(interval(part(2 * UNITS, CLOCK, BANDWIDTH, cache, null), work, batch))
              .isLessThanOrEqualTo(interval(part(BANDWIDTH, cache, null), work, batch) * slack);
          Workload twice =
              new Workload("twice", List.of(work.layers().getFirst(), work.layers().getFirst()));
          assertThat(interval(part(BANDWIDTH, cache, null), twice, batch))
              .isGreaterThan(interval(part(BANDWIDTH, cache, null), work, batch));
        });
  }

  private static double interval(Accelerator part, Workload work, int batch) {
    return gpu(part, GpuConstants.FITTED).run(work, batch, Format.INT8).interval();
  }

  private static Workload any(RandomGenerator random) {
    return product(1 + random.nextInt(3000), 1 + random.nextInt(2000), 1 + random.nextInt(5000));
  }

  /// Tiles and splits by trying all, from the model's description alone.
  @Test
  void theBestTileIsThatOfTryingAll() {
    double[][] tiles = {
      {32, 32},
      {64, 32},
      {32, 64},
      {64, 64},
      {128, 32},
      {32, 128},
      {128, 64},
      {64, 128},
      {128, 128},
      {256, 64},
      {64, 256},
      {256, 128},
      {128, 256}
    };
    Cases.forAll(
        300,
        random -> {
          Workload work = any(random);
          Workload.Layer p = work.layers().getFirst();
          double least = Double.MAX_VALUE;
          for (double[] tile : tiles) {
            double blocks = Math.ceil(p.m() / tile[0]) * Math.ceil(p.n() / tile[1]);
            for (int split = 1; split <= 16; split *= 2) {
              double k = Math.ceil(p.k() / 32.0 / split) * 32;
              if (split > 1 && (k < 64 || blocks * split >= 2 * UNITS)) {
                break;
              }
              double waves = Math.ceil(blocks * split / UNITS);
              double cycles = waves * tile[0] * tile[1] * k / WIDTH;
              double near =
                  waves * ((tile[0] + tile[1]) * k + (split > 1 ? 8 * tile[0] * tile[1] : 0)) / 64
                      + (double) p.outputs() / 64 / UNITS;
              double store = (double) p.outputs() / 128 / UNITS;
              least = Math.min(least, Math.max(cycles + store, near) / CLOCK);
            }
          }
          // or without matrix units
          double lanes = (p.macs() + p.outputs()) / (128.0 * UNITS * CLOCK);
          double direct =
              Math.max(
                  lanes,
                  (p.inputs() + p.outputs() + (double) p.weights() * UNITS) / 64 / UNITS / CLOCK);
          assertThat(gpu(part(1e18, 1e12, null), EXACT).run(work, 1, Format.INT8).latency())
              .isCloseTo(Math.min(least, direct), within(1e-9 * least));
        });
  }
}
