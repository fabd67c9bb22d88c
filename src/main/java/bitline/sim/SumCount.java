package bitline.sim;

import bitline.program.Activity;
import bitline.program.AdcRange;
import bitline.program.ArrayLayer;

/// Counts bitline sums of one layer as they are formed: a histogram, and those outside the ADC's range.
final class SumCount implements SumSink {
  private final int least;
  private final long span;
  private final int lowest;
  private final int highest;
  private final long[] bins = new long[Activity.BINS];
  private long clips;

  SumCount(ArrayLayer layer) {
    least = layer.coding().leastSum(layer.mostRows());
    int greatest = layer.coding().greatestSum(layer.mostRows());
    span = (long) greatest - least + 1;
    AdcRange range = layer.range();
    lowest = range == null ? least : lowest(range, least, greatest);
    highest = range == null ? greatest : highest(range, least, greatest);
  }

  @Override
  public void count(int sum) {
    bins[(int) ((sum - (long) least) * Activity.BINS / span)]++;
    if (sum < lowest || sum > highest) {
      clips++;
    }
  }

  void addTo(Activity activity) {
    activity.countSums(bins, clips);
  }

  private static int lowest(AdcRange range, int least, int greatest) {
    int p = (int) Math.max(least, Math.min(greatest, Math.floor(range.lo() - range.step())));
    while (p <= greatest && range.clips(p) && p < range.lo() + range.step()) {
      p++;
    }
    return p;
  }

  private static int highest(AdcRange range, int least, int greatest) {
    double top = range.lo() + range.step() * range.codes();
    int p = (int) Math.max(least, Math.min(greatest, Math.ceil(top)));
    while (p >= least && range.clips(p) && p > top - 2 * range.step()) {
      p--;
    }
    return p;
  }
}
