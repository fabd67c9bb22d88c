package bitline.compare;

import bitline.base.Problem;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Peak rates of a part in dense work.
final class Rates {
  private Rates() {}

  /// A peak.
  ///
  /// @param ops operations a second, all of them done
  record Dense(Format format, double ops) {}

  /// Rates whose dense peak is told, fastest first. Peaks that are told with sparsity only do not
  /// count: how far they fall without is another figure for every maker.
  static List<Dense> dense(Accelerator part) {
    List<Dense> rates = new ArrayList<>();
    for (Accelerator.Rate rate : part.rates()) {
      Double ops = rate.dense();
      if (ops != null) {
        rates.add(new Dense(rate.format(), ops));
      }
    }
    rates.sort(Comparator.comparingDouble(rate -> -rate.ops));
    return rates;
  }

  static List<Format> formats(Accelerator part) {
    return dense(part).stream().map(Dense::format).toList();
  }

  /// Operations a second in a format; a [Problem] where the part has none.
  static double of(Accelerator part, Format format) {
    for (Dense rate : dense(part)) {
      if (rate.format == format) {
        return rate.ops;
      }
    }
    throw Problem.at(
        part.name(),
        "no dense peak is told in "
            + format.words()
            + "; there are "
            + formats(part).stream().map(Format::words).collect(Collectors.joining(", ")));
  }
}
