package bitline.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An array of cells as they were manufactured: each holds a value of its own near the digit that
/// was meant. For each input vector x and column n
///
/// ```
/// total[n] = Σ over row groups, input digits i and weight digits j of
///            inputWeights[i] · digitWeights[j] · code(P + noise)
/// P        = Σ over the group's rows of digit i of x · values[row, j, n], an exact integer
/// noise    = σ·z rounded to an integer, half to even
/// σ²       = varianceUnit · Σ of (digit i of x)² · variances[row, j, n] + converterVariance
///            + sumVariances[group, j, n]
/// ```
///
/// where [RowDrivers] add to P and σ² as they say.
///
/// σ² is that of one read of the cells that were active: a chain of float `fma`s in the order of
/// rows (exact for inputs sent bit by bit); σ is the root of one more `fma`. z is number
/// [#noiseIndex] of the standard normal stream of the run's key ([Gaussian]).
///
/// @param rows of the whole matrix
/// @param columns weights side by side
/// @param groupEnds row groups in order, each from the end of the one before
/// @param digitWeights what one unit of each weight digit counts
/// @param values what the cells hold: rows × digits × columns, in some fraction of a digit's step
/// @param variances of one read of each cell, in units of `varianceUnit`; null where reads are
///   quiet
/// @param varianceUnit in squares of the unit of `values`
/// @param inputShifts first bit of each input digit
/// @param inputBits width of each input digit
/// @param inputWeights what one unit of each input digit counts
/// @param conversion what the converters do, where they are all alike
/// @param converters what each of them does, where they differ; null: `conversion`
/// @param converterVariance of the noise of one conversion, in squares of the unit of `values`
/// @param sumVariances of what else the inputs do not change, by row group, digit and column, in
///   the same unit; null: none
/// @param drivers of the rows; null: ideal ones
public record LevelCells(
    int rows,
    int columns,
    int[] groupEnds,
    int[] digitWeights,
    short[] values,
    short @Nullable [] variances,
    float varianceUnit,
    int[] inputShifts,
    int[] inputBits,
    int[] inputWeights,
    Conversion conversion,
    @Nullable Converters converters,
    float converterVariance,
    float @Nullable [] sumVariances,
    @Nullable RowDrivers drivers) {
  /// Vectors that lie together in the order of noise.
  public static final int NOISE_VECTORS = 32;

  /// 1.5·2^23: a float of this size has steps of one, so that adding it rounds.
  public static final float ROUNDER = 12582912f;

  public LevelCells {
    int cells = rows * digitWeights.length * columns;
    if (groupEnds.length == 0
        || groupEnds[groupEnds.length - 1] != rows
        || values.length != cells
        || (variances != null && variances.length != cells)
        || (converters != null
            && converters.which().length != groupEnds.length * digitWeights.length * columns)
        || !(converterVariance >= 0)
        || (sumVariances != null
            && sumVariances.length != groupEnds.length * digitWeights.length * columns)
        || (drivers != null && drivers.values().length != cells * drivers.perRow())
        || inputShifts.length != inputBits.length
        || inputShifts.length != inputWeights.length) {
      throw new IllegalArgumentException(
          rows
              + " rows, "
              + columns
              + " columns, row groups to "
              + Arrays.toString(groupEnds)
              + ", "
              + values.length
              + " cells");
    }
  }

  /// Behind ideal drivers, with no noise but that of cells and converters.
  public LevelCells(
      int rows,
      int columns,
      int[] groupEnds,
      int[] digitWeights,
      short[] values,
      short @Nullable [] variances,
      float varianceUnit,
      int[] inputShifts,
      int[] inputBits,
      int[] inputWeights,
      Conversion conversion,
      @Nullable Converters converters,
      float converterVariance) {
    this(
        rows,
        columns,
        groupEnds,
        digitWeights,
        values,
        variances,
        varianceUnit,
        inputShifts,
        inputBits,
        inputWeights,
        conversion,
        converters,
        converterVariance,
        null,
        null);
  }

  public int digits() {
    return digitWeights.length;
  }

  /// Whether sums have noise.
  public boolean noisy() {
    return variances != null
        || converterVariance > 0
        || sumVariances != null
        || (drivers != null && drivers.jitters());
  }

  /// The variance of a sum that the inputs do not change.
  ///
  /// @param sum its number by row group, digit and column
  public float steadyVariance(int sum) {
    return sumVariances == null ? converterVariance : converterVariance + sumVariances[sum];
  }

  /// The code of a sum.
  int code(int group, int digit, int column, int p) {
    return converters == null
        ? conversion.code(p)
        : converters.code(converters.which()[(group * digits() + digit) * columns + column], p);
  }

  /// Sums that are converted for one vector and input digit.
  public long sums() {
    return (long) groupEnds.length * digits() * columns;
  }

  /// Which number of its stream a sum's noise is: in blocks of 32 vectors, for each of these all
  /// sums by row group, digit and column, for each of these all input digits, for each of these the
  /// 32 vectors.
  public long noiseIndex(long vector, int group, int digit, int column, int inputDigit) {
    long sum = ((long) group * digits() + digit) * columns + column;
    long block = (vector / NOISE_VECTORS * sums() + sum) * inputBits.length + inputDigit;
    return block * NOISE_VECTORS + vector % NOISE_VECTORS;
  }

  /// The noise of a sum in units of `values`.
  ///
  /// @param variance of the sum's cells in units of `varianceUnit`
  /// @param steady other variance
  public int noise(float variance, float steady, float z) {
    float sigma = (float) Math.sqrt(Math.fma(variance, varianceUnit, steady));
    return Float.floatToRawIntBits(Math.fma(sigma, z, ROUNDER)) - Float.floatToRawIntBits(ROUNDER);
  }
}
