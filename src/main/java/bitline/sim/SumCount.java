package bitline.sim;

import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Counts bitline sums of one layer as they are formed: a histogram, those outside the ADC's range,
/// and what the ADC says to them.
final class SumCount implements SumSink {
  /// Most possible sums that are counted one by one and sorted into bins at the end; more go into
  /// bins at once.
  private static final int MOST = 1 << 16;

  private final @Nullable AdcRange range;
  private final int least;
  private final long span;
  private final long[] times;
  private final long[] bins = new long[Activity.BINS];

  /// How often the ADC said each code.
  private final long[] said;

  private long clips;

  SumCount(ArrayLayer layer) {
    range = layer.range();
    least = layer.leastSum();
    span = (long) layer.greatestSum() - least + 1;
    times = new long[span > MOST ? 0 : (int) span];
    said = new long[range == null ? 0 : range.codes()];
  }

  @Override
  public void count(int[] sums, int count) {
    if (times.length > 0) {
      for (int i = 0; i < count; i++) {
        times[sums[i] - least]++;
      }
    } else {
      for (int i = 0; i < count; i++) {
        sort(sums[i], 1);
      }
    }
  }

  @Override
  public void count(int sum, long repeats) {
    if (times.length > 0) {
      times[sum - least] += repeats;
    } else {
      sort(sum, repeats);
    }
  }

  private void sort(int sum, long repeats) {
    bins[(int) ((sum - (long) least) * Activity.BINS / span)] += repeats;
    if (range != null) {
      said[range.code(sum)] += repeats;
      if (range.clips(sum)) {
        clips += repeats;
      }
    }
  }

  /// Adds what was counted, and forgets it.
  void moveTo(Activity activity) {
    for (int i = 0; i < times.length; i++) {
      if (times[i] != 0) {
        sort(least + i, times[i]);
        times[i] = 0;
      }
    }
    activity.countSums(bins, clips, codes());
    Arrays.fill(bins, 0);
    Arrays.fill(said, 0);
    clips = 0;
  }

  private Activity.Codes codes() {
    long observed = 0;
    long sum = 0;
    BigInteger squares = BigInteger.ZERO;
    for (int code = 0; code < said.length; code++) {
      if (said[code] != 0) {
        observed += said[code];
        sum += said[code] * code;
        long square = (long) code * code;
        squares = squares.add(BigInteger.valueOf(said[code]).multiply(BigInteger.valueOf(square)));
      }
    }
    return new Activity.Codes(observed, sum, squares);
  }
}
