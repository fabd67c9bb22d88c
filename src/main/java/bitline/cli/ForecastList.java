package bitline.cli;

import bitline.forecast.data.Definition;
import bitline.forecast.data.ListedMachines;
import bitline.forecast.data.Tables;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Machines;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Valuation;
import bitline.forecast.outlook.Laws;
import bitline.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `forecast` can be asked.
///
/// @param measures of machines
/// @param series of public tables; empty without tables
/// @param methods laws that can be fitted
record ForecastList(List<OfMachines> measures, List<Definition> series, List<Law> methods) {
  /// A measure of machines.
  ///
  /// @param machines of which it can be told, by its usual conventions
  record OfMachines(String key, String words, String unit, int machines) {}

  /// A method.
  record Law(String key, String assumes) {}

  static ForecastList of(@Nullable Path data, boolean catalogue) {
    List<Machine> machines =
        catalogue || data == null ? Machines.catalogue() : ListedMachines.of(data).machines();
    List<OfMachines> measures = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      Choice choice = Choice.of(measure);
      int told =
          MeasuredSeries.of(machines, choice, Valuation.standard(), List.of())
              .series()
              .observations()
              .size();
      measures.add(new OfMachines(measure.key(), measure.words(), choice.unit(), told));
    }
    return new ForecastList(
        measures,
        data == null ? List.of() : Tables.definitions(data),
        Laws.all().stream().map(method -> new Law(method.name(), method.says())).toList());
  }

  void print(Output output) {
    output.table(
        new Table(
            List.of(
                Table.text("measure"),
                Table.text("what it is"),
                Table.text("unit"),
                Table.number("machines")),
            measures.stream()
                .map(m -> List.of(m.key, m.words, m.unit, String.valueOf(m.machines)))
                .toList()));
    output.line("");
    if (series.isEmpty()) {
      output.paragraph("Series of public tables: none without --data DIR.");
    } else {
      output.table(
          new Table(
              List.of(
                  Table.text("series of a table"), Table.text("what it is"), Table.text("unit")),
              series.stream().map(s -> List.of(s.key(), s.title(), s.unit())).toList()));
    }
    output.line("");
    for (Law law : methods) {
      output.paragraph("--method " + law.key + ": " + law.assumes + ".");
    }
  }
}
