package bitline.advise;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Catalogue;
import bitline.catalogue.Segment;
import bitline.chip.Chip;
import bitline.forecast.Method;
import bitline.forecast.Observation;
import bitline.forecast.Series;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Machine;
import bitline.forecast.measure.Machines;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.MeasuredSeries;
import bitline.forecast.measure.Payment;
import bitline.forecast.measure.Precision;
import bitline.forecast.measure.PriceBasis;
import bitline.forecast.measure.SimulatedMachine;
import bitline.forecast.measure.Valuation;
import bitline.forecast.measure.Worth;
import bitline.forecast.outlook.Forecast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where one machine stands among those that can be bought: against the trend, and among those of
/// its class and time, by several measures, never by one.
///
/// Others are those of the catalogue; the machine's own entry there, and that of the product which
/// a description of ours is of, are taken out, so that nothing is held against itself. A machine
/// that nobody sells gets an estimate of its price from its producer's cost ([Markup]).
///
/// @param machine as it is described
/// @param simulated whether its figures come from our models
/// @param product of the catalogue that it describes; null: none
/// @param standings one an aspect
public record Ranking(
    Machine machine, boolean simulated, @Nullable Accelerator product, List<Standing> standings) {
  public Ranking {
    standings = List.copyOf(standings);
  }

  /// How machines are fitted, tested and drawn.
  ///
  /// @param method of the trend
  /// @param rivals plainer methods that its back-test is held against
  /// @param today decimal year: nothing later is known
  /// @param until last year that is foretold
  /// @param out decimal year on which the machine shall come out; null: when it did
  public record Terms(
      Method method, List<Method> rivals, double today, double until, @Nullable Double out) {
    public Terms {
      rivals = List.copyOf(rivals);
    }
  }

  private record Aspect(String name, Choice choice) {}

  /// A chip that we describe.
  public static Ranking of(Chip chip, Terms terms, Progress progress) {
    Accelerator product = Catalogue.ofChip(chip.name()).orElse(null);
    double date = terms.out == null ? SimulatedMachine.date(chip) : terms.out;
    return of(
        SimulatedMachine.of(chip, date),
        SimulatedMachine.rated(chip, date).orElse(null),
        true,
        product,
        terms,
        progress);
  }

  /// A machine of the catalogue, or of a file like it.
  public static Ranking of(Accelerator part, Terms terms, Progress progress) {
    Machine machine = Machines.of(part);
    return of(
        terms.out == null ? machine : machine.dated(terms.out), null, false, part, terms, progress);
  }

  private static Ranking of(
      Machine machine,
      @Nullable Machine rated,
      boolean simulated,
      @Nullable Accelerator product,
      Terms terms,
      Progress progress) {
    List<Machine> others =
        Machines.catalogue().stream()
            .filter(m -> !m.name().equals(machine.name()))
            .filter(m -> product == null || !m.name().equals(product.name()))
            .toList();
    return among(others, machine, rated, simulated, product, terms, progress);
  }

  static Ranking among(
      List<Machine> others,
      Machine machine,
      @Nullable Machine rated,
      boolean simulated,
      @Nullable Accelerator product,
      Terms terms,
      Progress progress) {
    Valuation valuation = Valuation.standard();
    Optional<Markup> markup = Markup.of(others, valuation);
    Machine priced = priced(machine, markup, valuation);
    Machine ratedPriced = rated == null ? null : priced(rated, markup, valuation);
    List<Aspect> aspects = aspects(machine);
    List<Standing> standings = new ArrayList<>();
    for (Aspect aspect : aspects) {
      progress.step("ranking by " + aspect.name, standings.size(), aspects.size());
      standings.add(standing(aspect, priced, ratedPriced, others, valuation, terms));
    }
    progress.step("ranking", aspects.size(), aspects.size());
    return new Ranking(priced, simulated, product, standings);
  }

  private static Machine priced(Machine machine, Optional<Markup> markup, Valuation valuation) {
    return machine.prices().isEmpty() && markup.isPresent()
        ? markup.get().price(machine, valuation)
        : machine;
  }

  /// Operations in 8-bit integers where the machine has them, else in its fastest format.
  private static List<Aspect> aspects(Machine machine) {
    boolean eight =
        machine.peaks().stream().anyMatch(p -> Precision.INT8.formats().contains(p.format()));
    Precision precision = eight ? Precision.INT8 : Precision.BEST;
    Choice dollars = Choice.of(Measure.OPS_PER_DOLLAR).in(precision);
    return List.of(
        new Aspect("speed", Choice.of(Measure.OPS).in(precision)),
        new Aspect("energy", Choice.of(Measure.OPS_PER_JOULE).in(precision)),
        new Aspect("price", dollars),
        new Aspect("cost of work", dollars.by(Payment.TCO)),
        new Aspect("cost to make", dollars.at(PriceBasis.PRODUCER)),
        new Aspect("memory bandwidth", Choice.of(Measure.BANDWIDTH)));
  }

  private static Standing standing(
      Aspect aspect,
      Machine machine,
      @Nullable Machine rated,
      List<Machine> others,
      Valuation valuation,
      Terms terms) {
    Worth worth = valuation.of(machine, aspect.choice);
    if (!(worth instanceof Worth.Told told)) {
      return new Standing.Unknown(aspect.name, aspect.choice, ((Worth.Untold) worth).why());
    }
    Series series =
        MeasuredSeries.of(others, aspect.choice, valuation, List.of(Machines.vintage())).series();
    Forecast forecast;
    try {
      forecast =
          Forecast.of(
              series, terms.method, terms.rivals, terms.today, terms.until, Progress.SILENT);
    } catch (Problem refused) {
      return new Standing.Unknown(aspect.name, aspect.choice, String.valueOf(refused.getMessage()));
    }
    Worth.Told ratedWorth = null;
    if (rated != null
        && valuation.of(rated, aspect.choice) instanceof Worth.Told other
        && !other.value().equals(told.value())) {
      ratedWorth = other;
    }
    return new Standing.Known(
        aspect.name,
        aspect.choice,
        told,
        ratedWorth,
        forecast,
        forecast.yearsAhead(told.value(), machine.date()),
        ratedWorth == null ? null : forecast.yearsAhead(ratedWorth.value(), machine.date()),
        places(machine, told, forecast.series(), others));
  }

  /// Among machines that compute in the same way, those made for the same customers, and all.
  private static List<Place> places(
      Machine machine, Worth.Told told, Series series, List<Machine> others) {
    Map<String, Machine> byName = new HashMap<>();
    others.forEach(m -> byName.put(m.name(), m));
    List<Place> places = new ArrayList<>();
    places.add(
        Place.of(
            words(machine.kind()),
            o -> o.kind().equals(machine.kind()),
            series,
            told.value(),
            machine.date()));
    Segment segment = machine.segment();
    if (segment != null) {
      String customers = segment.name().toLowerCase(Locale.ROOT);
      places.add(
          Place.of(
              "for " + words(customers),
              o -> segment(byName, o) == segment,
              series,
              told.value(),
              machine.date()));
    }
    places.add(Place.of("all machines", _ -> true, series, told.value(), machine.date()));
    places.removeIf(place -> place.others().isEmpty());
    return places;
  }

  private static @Nullable Segment segment(Map<String, Machine> byName, Observation one) {
    Machine machine = byName.get(one.name());
    return machine == null ? null : machine.segment();
  }

  private static String words(String key) {
    return key.replace('_', ' ');
  }
}
