package bitline.sim;

import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Counts bitline sums of one layer as they are formed: a histogram, and those outside the ADC's
/// range.
final class SumCount implements SumSink {
  /// Most possible sums that are counted one by one and sorted into bins at the end; more go into
  /// bins at once.
  private static final int MOST = 1 << 16;

  private final @Nullable AdcRange range;
  private final int least;
  private final long span;
  private final long[] times;
  private final long[] bins = new long[Activity.BINS];
  private long clips;

  SumCount(ArrayLayer layer) {
    range = layer.range();
    least = layer.leastSum();
    span = (long) layer.greatestSum() - least + 1;
    times = new long[span > MOST ? 0 : (int) span];
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
    if (range != null && range.clips(sum)) {
      clips += repeats;
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
    activity.countSums(bins, clips);
    Arrays.fill(bins, 0);
    clips = 0;
  }
}
