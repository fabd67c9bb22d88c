package bitline.forecast.measure;

import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.Vintage;
import java.util.ArrayList;
import java.util.List;

/// What many machines are worth by one [Choice], as a series over time, and which could not be
/// used.
///
/// @param choice by which they were measured
/// @param series those that could be, dated by their release
/// @param unused those that could not
public record MeasuredSeries(Choice choice, Series series, List<Unused> unused) {
  public MeasuredSeries {
    unused = List.copyOf(unused);
  }

  /// A machine that is not in the series.
  ///
  /// @param why in words that follow "not used because"
  public record Unused(String name, String why) {}

  /// The catalogue that comes with Bitline, by a choice.
  public static Series ofCatalogue(Choice choice) {
    return catalogue(choice).series();
  }

  /// The same with those that could not be used.
  public static MeasuredSeries catalogue(Choice choice) {
    return of(Machines.catalogue(), choice, Valuation.standard(), List.of(Machines.vintage()));
  }

  /// Any machines by a choice.
  ///
  /// @param vintages of the tables that they come from
  public static MeasuredSeries of(
      List<Machine> machines, Choice choice, Valuation valuation, List<Vintage> vintages) {
    List<Observation> observations = new ArrayList<>();
    List<Unused> unused = new ArrayList<>();
    for (Machine machine : machines) {
      switch (valuation.of(machine, choice)) {
        case Worth.Told told ->
            observations.add(
                new Observation(
                    machine.name(),
                    machine.design(),
                    machine.vendor(),
                    machine.kind(),
                    machine.date(),
                    told.value().middle(),
                    machine.row(),
                    told.grade()));
        case Worth.Untold untold -> unused.add(new Unused(machine.name(), untold.why()));
      }
    }
    return new MeasuredSeries(
        choice,
        new Series(
            choice.measure().key(),
            choice.title(),
            choice.unit(),
            choice.measure().rising(),
            observations,
            vintages),
        unused);
  }
}
