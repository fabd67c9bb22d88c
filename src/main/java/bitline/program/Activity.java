package bitline.program;

import java.util.Arrays;

/// What a layer's arrays did while the network ran, counted as it ran. Sums over vectors, pictures
/// and threads; long integers, so that order changes nothing.
///
/// The histogram counts bitline sums before the ADC. Where arrays lose nothing their sums are not
/// formed one by one; then the histogram covers a sample of them, and [#observedSums] says how
/// many.
public final class Activity {
  /// Bins of the histogram of bitline sums, spread evenly from the least to the greatest possible
  /// sum.
  public static final int BINS = 64;

  private long vectors;
  private long arrayReads;
  private long activeCells;
  private long conversions;
  private long clips;
  private long observedSums;
  private final long[] histogram = new long[BINS];

  /// Vectors sent to each matrix.
  public long vectors() {
    return vectors;
  }

  /// Row groups of arrays that were made to conduct.
  public long arrayReads() {
    return arrayReads;
  }

  /// Cells that conducted: input digit not zero and cell's digit not zero.
  public long activeCells() {
    return activeCells;
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

  /// Share of the observed sums that clipped, 0 to 1.
  public double clipShare() {
    return observedSums == 0 ? 0 : (double) clips / observedSums;
  }

  public void countVectors(long sent, long reads, long converted) {
    vectors += sent;
    arrayReads += reads;
    conversions += converted;
  }

  public void countActiveCells(long cells) {
    activeCells += cells;
  }

  /// Adds a histogram of observed sums and how many of them clipped.
  public void countSums(long[] bins, long clipped) {
    for (int i = 0; i < BINS; i++) {
      histogram[i] += bins[i];
      observedSums += bins[i];
    }
    clips += clipped;
  }

  /// Adds what another run counted.
  public void add(Activity other) {
    vectors += other.vectors;
    arrayReads += other.arrayReads;
    activeCells += other.activeCells;
    conversions += other.conversions;
    clips += other.clips;
    observedSums += other.observedSums;
    for (int i = 0; i < BINS; i++) {
      histogram[i] += other.histogram[i];
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Activity that
        && vectors == that.vectors
        && arrayReads == that.arrayReads
        && activeCells == that.activeCells
        && conversions == that.conversions
        && clips == that.clips
        && observedSums == that.observedSums
        && Arrays.equals(histogram, that.histogram);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(vectors * 31 + activeCells) * 31 + Arrays.hashCode(histogram);
  }
}
