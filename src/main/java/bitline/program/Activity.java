package bitline.program;

import java.math.BigInteger;
import java.util.Arrays;

/// What a layer's arrays did while the network ran, counted as it ran. Sums over vectors, pictures
/// and threads; whole numbers, so that order changes nothing.
///
/// The histogram counts bitline sums before the ADC, the codes what it said. Where arrays lose
/// nothing their sums are not formed one by one; then both cover a sample of them, and
/// [#observedSums] says how many.
public final class Activity {
  /// Bins of the histogram of bitline sums, spread evenly from the least to the greatest possible
  /// sum.
  public static final int BINS = 64;

  private long vectors;
  private long arrayReads;
  private long conversions;
  private Switching switching = Switching.NONE;
  private long clips;
  private long observedSums;
  private final long[] histogram = new long[BINS];
  private Codes codes = Codes.NONE;

  /// Codes of the ADC. Σ code² may not fit into 64 bits.
  ///
  /// @param observed sums that were converted, of those observed
  /// @param sum Σ code
  /// @param squares Σ code²
  public record Codes(long observed, long sum, BigInteger squares) {
    public static final Codes NONE = new Codes(0, 0, BigInteger.ZERO);

    public Codes plus(Codes other) {
      return new Codes(observed + other.observed, sum + other.sum, squares.add(other.squares));
    }
  }

  /// Vectors sent to each matrix.
  public long vectors() {
    return vectors;
  }

  /// Row groups of arrays that were made to conduct.
  public long arrayReads() {
    return arrayReads;
  }

  /// What inputs switched.
  public Switching switching() {
    return switching;
  }

  /// Cells that conducted: input digit not zero and cell's digit not zero.
  public long activeCells() {
    return switching.activeCells();
  }

  /// Bitline sums that were converted, or read digitally.
  public long conversions() {
    return conversions;
  }

  /// Observed sums that lay outside the ADC's range.
  public long clips() {
    return clips;
  }

  /// Sums that the histogram counts.
  public long observedSums() {
    return observedSums;
  }

  public long[] histogram() {
    return histogram.clone();
  }

  /// What the ADC said to the observed sums; nothing where the array is digital.
  public Codes codes() {
    return codes;
  }

  /// Share of the observed sums that clipped, 0 to 1.
  public double clipShare() {
    return observedSums == 0 ? 0 : (double) clips / observedSums;
  }

  /// The mean output code of the observed sums: exact where every sum was formed. Else its error is
  /// not known (NaN): the vectors of the sample are evenly spread, which may put all of them into
  /// the same columns of a picture, and of a layer of many matrices only the first are looked at. A
  /// sample drawn at random states its error. NaN where no code was observed.
  public Estimate meanCode() {
    double mean = (double) codes.sum / codes.observed;
    return new Estimate(mean, codes.observed == conversions ? 0 : Double.NaN);
  }

  /// Mean square of the output code of the observed sums; NaN where none was observed.
  public double meanSquareCode() {
    return codes.squares.doubleValue() / codes.observed;
  }

  public void countVectors(long sent, long reads, long converted) {
    vectors += sent;
    arrayReads += reads;
    conversions += converted;
  }

  public void countSwitching(Switching counted) {
    switching = switching.plus(counted);
  }

  /// Adds a histogram of observed sums, how many of them clipped, and their codes.
  public void countSums(long[] bins, long clipped, Codes said) {
    for (int i = 0; i < BINS; i++) {
      histogram[i] += bins[i];
      observedSums += bins[i];
    }
    clips += clipped;
    codes = codes.plus(said);
  }

  /// Adds what another run counted.
  public void add(Activity other) {
    countVectors(other.vectors, other.arrayReads, other.conversions);
    countSwitching(other.switching);
    countSums(other.histogram, other.clips, other.codes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Activity that
        && vectors == that.vectors
        && arrayReads == that.arrayReads
        && conversions == that.conversions
        && switching.equals(that.switching)
        && clips == that.clips
        && observedSums == that.observedSums
        && codes.equals(that.codes)
        && Arrays.equals(histogram, that.histogram);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(vectors * 31 + switching.hashCode()) * 31 + Arrays.hashCode(histogram);
  }
}
