package bitline.money.price;

import bitline.base.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What several sources together are taken to say of a number: the one rule by which quotes become
/// an interval.
///
/// Each source has one voice: its newest quote that is not younger than the year asked for, else
/// its oldest. Voices more than ten years older than that year are left out while a younger one
/// remains: what a process cost when it was new says little later. The middle is the geometric
/// middle of the voices; the bounds are the lowest and the highest voice, widened by a factor that
/// `prices/production.yaml` assumes for each kind of number. Dollars stay those of their day.
final class Agreement {
  private static final int OLD = 10;

  private Agreement() {}

  /// @param quotes at least one
  /// @param beyond factor by which the range is widened on either side, at least 1
  /// @param year that is asked for
  /// @param only authors who alone are heard, where any of them says something; empty: all
  static Interval of(List<? extends Quote> quotes, double beyond, int year, Set<String> only) {
    List<Quote> voices = voices(quotes, year, only);
    double sum = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Quote voice : voices) {
      sum += StrictMath.log(voice.value());
      low = Math.min(low, voice.value());
      high = Math.max(high, voice.value());
    }
    double middle =
        voices.size() == 1 ? low : Math.clamp(StrictMath.exp(sum / voices.size()), low, high);
    return new Interval(middle, low / beyond, high * beyond);
  }

  /// The quotes that count, in the order of the file.
  static List<Quote> voices(List<? extends Quote> quotes, int year, Set<String> only) {
    if (quotes.isEmpty()) {
      throw new IllegalStateException("no quote");
    }
    boolean chosen = quotes.stream().anyMatch(quote -> only.contains(quote.by()));
    Map<String, Quote> voices = new LinkedHashMap<>();
    for (Quote quote : quotes) {
      if (!chosen || only.contains(quote.by())) {
        voices.merge(quote.by(), quote, (a, b) -> nearer(a, b, year));
      }
    }
    boolean young = voices.values().stream().anyMatch(voice -> voice.year() >= year - OLD);
    List<Quote> out = new ArrayList<>(voices.values());
    out.removeIf(voice -> young && voice.year() < year - OLD);
    return out;
  }

  /// Of two quotes of one source the newest until the year, else the oldest after it.
  private static Quote nearer(Quote a, Quote b, int year) {
    boolean later = a.date().compareTo(b.date()) < 0;
    Quote old = later ? a : b;
    Quote young = later ? b : a;
    return young.year() <= year ? young : old;
  }
}
