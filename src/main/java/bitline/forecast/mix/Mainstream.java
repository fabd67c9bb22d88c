package bitline.forecast.mix;

import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.catalogue.Technology;
import bitline.forecast.Calendar;
import bitline.forecast.Observation;
import bitline.forecast.Trend;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The mainstream that other technologies are held against: GPUs and processors of multiplier
/// arrays for data centres, of the catalogue, by their fastest dense rate in numbers of so many
/// bits. Its trend is a straight line of logarithms.
final class Mainstream {
  private static final Set<Technology> TECHNOLOGIES = Set.of(Technology.GPU, Technology.ASIC);

  private Mainstream() {}

  /// Operations a joule of rated power.
  static Trend perJoule(int bits) {
    return trend(a -> {
      Double ops = fastest(a, bits);
      Double power = a.power();
      return ops == null || power == null || !(power > 0) ? null : Double.valueOf(ops / power);
    });
  }

  /// Operations a second and square metre of logic dies.
  static Trend perArea(int bits) {
    return trend(a -> {
      Double ops = fastest(a, bits);
      double area = 0;
      for (Accelerator.Die die : a.dies()) {
        Double each = die.area();
        if (each == null) {
          return null;
        }
        area += die.count() * each;
      }
      return ops == null || !(area > 0) ? null : Double.valueOf(ops / area);
    });
  }

  /// The fastest dense rate in numbers of so many bits; null where none is told.
  static @Nullable Double fastest(Accelerator accelerator, int bits) {
    Double best = null;
    for (Accelerator.Rate rate : accelerator.rates()) {
      Double dense = rate.dense();
      if (dense != null && rate.format().bits() == bits && (best == null || dense > best)) {
        best = dense;
      }
    }
    return best;
  }

  private static Trend trend(Function<Accelerator, @Nullable Double> of) {
    List<Observation> known = new ArrayList<>();
    for (Accelerator a : Catalogue.all()) {
      Double value = of.apply(a);
      if (value != null
          && a.segment() == Segment.DATA_CENTRE
          && TECHNOLOGIES.contains(a.technology())) {
        known.add(
            new Observation(
                a.name(), a.name(), a.vendor(), "", Calendar.year(a.released()), value, 0, null));
      }
    }
    return Trend.of(known);
  }
}
