package bitline.forecast.data;

import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Vintage;
import java.util.List;
import java.util.function.Function;

/// How a series is made from tables.
///
/// @param needs kinds of tables; the first is the one whose rows the observations are
/// @param from reads the observations
record Recipe(Definition what, List<Layout> needs, Function<Folder, List<Observation>> from) {
  /// A series of one table.
  static Recipe of(Definition what, Layout layout, Function<Folder, List<Observation>> from) {
    return new Recipe(what, List.of(layout), from);
  }

  boolean possible(Folder folder) {
    return needs.stream().allMatch(folder::has);
  }

  Series cook(Folder folder) {
    List<Observation> observations = from.apply(folder);
    double newest = observations.stream().mapToDouble(Observation::date).max().orElse(Double.NaN);
    List<Vintage> vintages =
        needs.stream().flatMap(layout -> folder.vintages(layout, newest).stream()).toList();
    return new Series(what.key(), what.title(), what.unit(), what.rising(), observations, vintages);
  }
}
