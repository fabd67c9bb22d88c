package bitline.bench;

import bitline.tensor.ArrayKernel;
import bitline.tensor.BitCells;
import bitline.tensor.Conversion;
import bitline.tensor.Kernels;
import bitline.tensor.LevelCells;
import bitline.tensor.simd.KernelsProvider;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// An array of random content and random inputs for it, on one thread.
final class ArrayWork {
  /// How an array is simulated.
  enum Cells {
    /// One-bit cells that all hold exactly what was meant.
    EXACT,

    /// One-bit cells that hold what programming and stuck cells left.
    PROGRAMMED,

    /// These, and each read is noisy.
    NOISY,

    /// A cell holds a whole weight, a DAC sends a whole input.
    ONE_PASS,

    /// These, and each conversion is noisy.
    ONE_PASS_OUTPUT,

    /// A whole weight a cell, and each read is noisy by what the cells conduct.
    ONE_PASS_NOISY
  }

  /// What passes through what.
  ///
  /// @param columns of whole weights
  /// @param activeRows read at once
  record Size(
      int rows,
      int columns,
      int activeRows,
      int inputBits,
      int weightBits,
      int adcBits,
      int vectors) {}

  /// Levels of one cell step: what the simulator takes for one-bit and for eight-bit cells.
  private static final int FRACTION = 8;

  private static final int ONE_PASS_FRACTION = 3;

  /// Relative deviation of a cell of 2 % of a step, and of one read of it.
  private static final double SIGMA = 0.02;

  /// Noise of a conversion in steps of the ADC.
  private static final double OUTPUT_SIGMA = 0.5;

  /// Share of cells that are stuck at one end.
  private static final double STUCK = 1e-3;

  private final ArrayKernel kernel;
  private final byte[] inputs;
  private final int vectors;
  private final int[] totals;

  ArrayWork(Cells cells, Size size) {
    this(KernelsProvider.best(1), cells, size);
  }

  private ArrayWork(Kernels kernels, Cells cells, Size size) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    if (cells == Cells.EXACT) {
      ArrayKernel bits = kernels.bitCells(bits(size, random));
      kernel = bits != null ? bits : kernels.levelCells(levels(cells, size, random));
    } else {
      kernel = kernels.levelCells(levels(cells, size, random));
    }
    vectors = size.vectors;
    inputs = new byte[size.rows * vectors];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (byte) random.nextInt(1 << size.inputBits);
    }
    totals = new int[size.columns * vectors];
  }

  int[] run() {
    kernel.totals(inputs, vectors, 1, 0, totals);
    return totals;
  }

  private static int[] groupEnds(Size size) {
    int active = size.activeRows;
    return IntStream.iterate(active, end -> end < size.rows + active, end -> end + active)
        .map(end -> Math.min(end, size.rows))
        .toArray();
  }

  /// Two's complement.
  private static int[] digitWeights(int bits) {
    return IntStream.range(0, bits).map(j -> j == bits - 1 ? -(1 << j) : 1 << j).toArray();
  }

  private static BitCells bits(Size size, RandomGenerator random) {
    byte[] cells = new byte[size.rows * size.weightBits * size.columns];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = (byte) random.nextInt(2);
    }
    int top = (1 << size.adcBits) - 1;
    double step = Math.max(1, (double) size.activeRows / top);
    int[] codes =
        IntStream.rangeClosed(0, size.activeRows)
            .map(p -> Math.min(top, (int) Math.floor(p / step + 0.5)))
            .toArray();
    return new BitCells(
        size.rows,
        size.columns,
        groupEnds(size),
        digitWeights(size.weightBits),
        cells,
        size.inputBits,
        false,
        0,
        codes);
  }

  private static LevelCells levels(Cells cells, Size size, RandomGenerator random) {
    boolean onePass = cells.compareTo(Cells.ONE_PASS) >= 0;
    boolean noisy = cells == Cells.NOISY || cells == Cells.ONE_PASS_NOISY;
    int fraction = onePass ? ONE_PASS_FRACTION : FRACTION;
    int digits = onePass ? 1 : size.weightBits;
    int levels = onePass ? 1 << size.weightBits : 2;
    double spread = SIGMA * (levels - 1) * (1 << fraction);
    short[] values = new short[size.rows * digits * size.columns];
    short[] variances = noisy ? new short[values.length] : null;
    for (int i = 0; i < values.length; i++) {
      int level = random.nextInt(levels);
      if (random.nextDouble() < STUCK) {
        level = random.nextBoolean() ? levels - 1 : 0;
      }
      values[i] = (short) Math.rint((level << fraction) + spread * random.nextGaussian());
      if (variances != null) {
        variances[i] = (short) random.nextInt(100);
      }
    }
    double span =
        (double) size.activeRows * (levels - 1) * (onePass ? (1 << size.inputBits) - 1 : 1);
    int codes = 1 << size.adcBits;
    double outputSigma = OUTPUT_SIGMA * span / (codes - 1) * (1 << fraction);
    int steps = onePass ? 1 : size.inputBits;
    return new LevelCells(
        size.rows,
        size.columns,
        groupEnds(size),
        onePass ? new int[] {1} : digitWeights(size.weightBits),
        values,
        variances,
        (float) (spread * spread / 100),
        IntStream.range(0, steps).toArray(),
        IntStream.range(0, steps).map(i -> onePass ? size.inputBits : 1).toArray(),
        IntStream.range(0, steps).map(i -> 1 << i).toArray(),
        Conversion.of(0, span / (codes - 1), codes, fraction),
        null,
        cells == Cells.ONE_PASS_OUTPUT ? (float) (outputSigma * outputSigma) : 0);
  }
}
