package bitline.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A measure over time: what one table says of many machines.
///
/// @param name key, such as `ops-per-dollar`
/// @param title one line for people, which names precision, price basis and deflator
/// @param unit of the values, such as `op/s/USD`
/// @param rising whether more is better (a cost falls)
/// @param observations by date, those of a day by name
/// @param vintages of the tables it was made from
public record Series(
    String name,
    String title,
    String unit,
    boolean rising,
    List<Observation> observations,
    List<Vintage> vintages) {
  public Series {
    List<Observation> sorted = new ArrayList<>(observations);
    sorted.sort(Comparator.comparingDouble(Observation::date).thenComparing(Observation::name));
    observations = List.copyOf(sorted);
    vintages = List.copyOf(vintages);
  }

  /// What was out before a date: all that a forecast made on that date may know.
  public List<Observation> before(double date) {
    return observations.stream().filter(o -> o.date() < date).toList();
  }

  /// What came out from a date on until before another.
  public List<Observation> between(double from, double to) {
    return observations.stream().filter(o -> o.date() >= from && o.date() < to).toList();
  }
}
