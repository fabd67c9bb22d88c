package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.forecast.Series;
import bitline.forecast.data.Definition;
import bitline.forecast.data.ListedMachines;
import bitline.forecast.data.Tables;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Machines;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Valuation;
import bitline.forecast.outlook.Measured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a forecast learns from.
sealed interface ForecastSource {
  /// The series of each copy of the table, the newest last.
  List<Series> copies();

  /// The series that is foretold, of the newest copy.
  default Series series() {
    return copies().getLast();
  }

  /// What was left out of it, and why.
  List<MeasuredSeries.Unused> unused();

  /// Machines, which can be measured by other conventions too.
  ///
  /// @param lists copies of the list, the newest last
  record Listed(List<Measured> lists) implements ForecastSource {
    Measured newest() {
      return lists.getLast();
    }

    @Override
    public List<Series> copies() {
      return lists.stream().map(list -> list.series().series()).toList();
    }

    @Override
    public List<MeasuredSeries.Unused> unused() {
      return newest().series().unused();
    }
  }

  /// A series of a table.
  record Tabulated(List<Series> copies) implements ForecastSource {
    @Override
    public List<MeasuredSeries.Unused> unused() {
      return List.of();
    }
  }

  /// The source of a key.
  ///
  /// @param data public tables; null: none
  /// @param catalogue whether machines are those of the catalogue
  /// @throws Problem where the key is unknown, or needs tables that are not there
  static ForecastSource of(
      String key, MeasureOptions conventions, @Nullable Path data, boolean catalogue) {
    if (Measure.keys().contains(key)) {
      Choice choice = conventions.of(Measure.of(key));
      Valuation valuation = Valuation.standard();
      if (catalogue || data == null) {
        return new Listed(
            List.of(
                new Measured(
                    Machines.catalogue(), List.of(Machines.vintage()), choice, valuation)));
      }
      List<Measured> copies = new ArrayList<>();
      for (ListedMachines copy : ListedMachines.copies(data)) {
        copies.add(new Measured(copy.machines(), copy.vintages(), choice, valuation));
      }
      return new Listed(copies);
    }
    List<String> keys = new ArrayList<>(Measure.keys());
    if (data != null) {
      List<String> tabulated = Tables.definitions(data).stream().map(Definition::key).toList();
      if (tabulated.contains(key)) {
        conventions.none(key);
        return new Tabulated(Tables.vintages(data, key));
      }
      keys.addAll(tabulated);
    }
    throw new Problem(
        "no measure '"
            + key
            + "'"
            + Spelling.hint(key, keys)
            + (data == null
                ? "; 'forecast --list' lists them, those of public tables with --data DIR"
                : "; 'forecast --list --data " + data + "' lists them"));
  }
}
