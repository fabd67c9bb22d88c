package bitline.report;

import bitline.base.Interval;
import bitline.chip.Part;
import bitline.report.EstimateAnswer.Cause;
import bitline.report.EstimateAnswer.Conditions;
import bitline.report.EstimateAnswer.Figures;
import bitline.report.EstimateAnswer.Full;
import bitline.report.EstimateAnswer.Input;
import bitline.report.EstimateAnswer.Layer;
import bitline.report.EstimateAnswer.Power;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Joules, watts and square metres as a terminal shows them.
public final class EstimateText {
  private EstimateText() {}

  /// Under which conditions all figures hold.
  public static String conditions(EstimateAnswer answer) {
    Conditions c = answer.conditions();
    Double supply = c.supply();
    return "operating point "
        + c.point()
        + (supply == null || c.point().contains(Numbers.volts(supply))
            ? ""
            : ", " + Numbers.volts(supply))
        + ", "
        + Numbers.axis(Math.rint(c.temperature() - 273.15))
        + " °C, inputs of "
        + bits(c.inputBits())
        + ", weights of "
        + bits(c.weightBits())
        + ", "
        + (c.batch() == 1 ? "one picture at a time" : "batches of " + c.batch())
        + "; activity "
        + c.activity();
  }

  private static String bits(int bits) {
    return bits + (bits == 1 ? " bit" : " bits");
  }

  /// The figures on top, with their intervals.
  public static Table figures(EstimateAnswer answer) {
    Figures f = answer.figures();
    Power p = answer.power();
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("energy a picture", f.energy(), "J"));
    rows.add(row("power, average", p.average(), "W"));
    rows.add(
        List.of("power, peak over " + Numbers.seconds(p.stretch()), Numbers.si(p.peak(), "W"), ""));
    rows.add(List.of("throughput", Numbers.si(f.ops(), "op/s"), ""));
    rows.add(row("throughput a watt", f.opsPerJoule(), "op/J"));
    rows.add(row("throughput an area", f.opsPerArea(), "op/s/m2"));
    rows.add(
        List.of(
            "energy a MAC",
            Numbers.perMac(f.energyPerMac().middle()),
            range(
                Numbers.perMac(f.energyPerMac().low()), Numbers.perMac(f.energyPerMac().high()))));
    rows.add(
        List.of(
            "energy × latency",
            energyDelay(f.energyDelay().middle()),
            range(energyDelay(f.energyDelay().low()), energyDelay(f.energyDelay().high()))));
    rows.add(row("area", f.area(), "m2"));
    rows.add(List.of("latency", Numbers.seconds(f.latency()), ""));
    rows.add(List.of("a picture every", Numbers.seconds(f.interval()), ""));
    rows.add(List.of("MACs a picture", Numbers.count(Math.round(f.macs())), ""));
    return new Table(List.of(Table.text(""), Table.number(""), Table.text("80 % interval")), rows);
  }

  /// Joules times seconds, in the two prefixes that read best: `12.3 µJ·ms`.
  static String energyDelay(double value) {
    return Numbers.si(value, "J").replaceFirst("J$", "J·s");
  }

  private static List<String> row(String name, Interval interval, String unit) {
    return List.of(name, Numbers.si(interval.middle(), unit), interval(interval, unit));
  }

  /// `8.1 to 19 µJ`: the unit once where both ends have the same.
  static String interval(Interval interval, String unit) {
    if (unit.equals("op/J") || unit.equals("op/s/m2")) {
      double like = interval.middle();
      return range(
          Numbers.rate(interval.low(), unit, like), Numbers.rate(interval.high(), unit, like));
    }
    return range(Numbers.si(interval.low(), unit), Numbers.si(interval.high(), unit));
  }

  private static String range(String low, String high) {
    int gap = low.indexOf(' ');
    boolean same = gap > 0 && high.endsWith(low.substring(gap));
    return (same ? low.substring(0, gap) : low) + " to " + high;
  }

  /// The chip with all arrays full, beside what was published of it.
  public static Table full(EstimateAnswer answer) {
    Full full = answer.full();
    List<List<String>> rows = new ArrayList<>();
    Double ops = full.publishedOps();
    Double watts = full.publishedPower();
    Double perJoule = full.publishedOpsPerJoule();
    boolean beyond = full.covers().stream().anyMatch(EstimateText::beyondMacros);
    String told = perJoule == null ? "" : Numbers.si(perJoule, "op/J");
    rows.add(
        List.of(
            "throughput",
            Numbers.si(full.ops(), "op/s"),
            "",
            ops == null ? "" : Numbers.si(ops, "op/s")));
    rows.add(
        List.of(
            "a watt, of the macros",
            Numbers.si(full.macros().middle(), "op/J"),
            interval(full.macros(), "op/J"),
            beyond ? "" : told));
    rows.add(
        List.of(
            "a watt, of the chip",
            Numbers.si(full.chip().middle(), "op/J"),
            interval(full.chip(), "op/J"),
            beyond ? told : ""));
    rows.add(
        List.of(
            "power of the chip",
            Numbers.si(full.power().middle(), "W"),
            interval(full.power(), "W"),
            watts == null ? "" : Numbers.si(watts, "W")));
    String widths = full.inputBits() + " × " + full.weightBits() + " bits";
    return new Table(
        List.of(
            Table.text("arrays full, " + widths),
            Table.number(""),
            Table.text("80 % interval"),
            Table.text("published")),
        rows);
  }

  private static boolean beyondMacros(Part part) {
    return switch (part) {
      case BUFFERS, NETWORK, VECTOR, MEMORY, HOST -> true;
      case DRIVERS, CELLS, CONVERTERS, ADDERS, DATAPATH, CONTROL, LEAKAGE, WRITES -> false;
    };
  }

  /// Energy and area by part.
  public static Table parts(EstimateAnswer answer) {
    Map<Part, Double> energy = answer.energy();
    double joules = EstimateAnswer.sum(energy);
    double metres = EstimateAnswer.sum(answer.area());
    List<List<String>> rows = new ArrayList<>();
    for (Part part : Part.values()) {
      double e = energy.getOrDefault(part, 0.0);
      double a = answer.area().getOrDefault(part, 0.0);
      if (e > 0 || a > 0) {
        rows.add(
            List.of(
                PartStyle.name(part),
                e > 0 ? Numbers.si(e, "J") : Numbers.UNKNOWN,
                e > 0 ? Numbers.percent(e / joules) : "",
                a > 0 ? Numbers.si(a, "m2") : Numbers.UNKNOWN,
                a > 0 ? Numbers.percent(a / metres) : ""));
      }
    }
    return new Table(
        List.of(
            Table.text("part"),
            Table.number("energy"),
            Table.number(""),
            Table.number("area"),
            Table.number("")),
        rows);
  }

  /// The layers that take most.
  public static Table layers(EstimateAnswer answer, int most) {
    double all = EstimateAnswer.sum(answer.energy());
    List<Layer> layers = answer.costliest();
    List<List<String>> rows = new ArrayList<>();
    for (Layer layer : layers.subList(0, Math.min(most, layers.size()))) {
      Part largest = largest(layer);
      rows.add(
          List.of(
              layer.name(),
              Numbers.si(layer.sum(), "J"),
              Numbers.percent(layer.sum() / all),
              PartStyle.name(largest)
                  + " "
                  + Numbers.percent(layer.energy().getOrDefault(largest, 0.0) / layer.sum())));
    }
    if (layers.size() > most) {
      double rest = layers.stream().skip(most).mapToDouble(Layer::sum).sum();
      String name = (layers.size() - most) + " more";
      rows.add(List.of(name, Numbers.si(rest, "J"), Numbers.percent(rest / all), ""));
    }
    return new Table(
        List.of(
            Table.text("layer"), Table.number("energy"), Table.number(""), Table.text("most in")),
        rows);
  }

  private static Part largest(Layer layer) {
    return layer.energy().entrySet().stream()
        .max(
            Map.Entry.<Part, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .orElse(Part.CELLS);
  }

  /// The assumptions that move the energy of a picture most.
  public static Table causes(EstimateAnswer answer, int most) {
    return new Table(
        List.of(
            Table.text("assumption"),
            Table.number("known within a factor"),
            Table.text("energy a picture")),
        answer.causes().stream()
            .limit(most)
            .map(cause ->
                List.of(
                    cause.name(),
                    Numbers.axis(Math.rint(cause.factor() * 100) / 100),
                    range(Numbers.si(cause.low(), "J"), Numbers.si(cause.high(), "J"))))
            .toList());
  }

  /// Which assumption the interval mostly comes from, in a sentence.
  public static String mostly(EstimateAnswer answer) {
    Interval energy = answer.figures().energy();
    if (answer.causes().isEmpty()) {
      return "Nothing that was varied moves the energy.";
    }
    Cause first = answer.causes().getFirst();
    return "In four cases of five a picture takes "
        + interval(energy, "J")
        + ". The assumption that moves it most is "
        + first.name()
        + ", known within a factor of "
        + Numbers.axis(Math.rint(first.factor() * 100) / 100)
        + ": alone it makes "
        + range(Numbers.si(first.low(), "J"), Numbers.si(first.high(), "J"))
        + ".";
  }

  /// How the average power stands to the limit; empty where there is none.
  public static String limit(EstimateAnswer answer) {
    Power power = answer.power();
    Double limit = power.limit();
    Double clock = power.clock();
    if (limit == null || clock == null) {
      return "";
    }
    String watts = Numbers.si(limit, "W");
    if (clock >= 1) {
      String peak =
          power.peak() > limit ? ", though not in the " + stretch(power) + " that take most" : "";
      return "The average keeps within " + watts + peak + ".";
    }
    if (clock <= 0) {
      return "No clock keeps within " + watts + ": what flows without one is more.";
    }
    return "The average keeps within "
        + watts
        + " at "
        + Numbers.percent(clock)
        + " of the clock: a picture every "
        + Numbers.seconds(answer.figures().interval() / clock)
        + ".";
  }

  private static String stretch(Power power) {
    return Numbers.seconds(power.stretch());
  }

  /// How many inputs are known how well.
  public static String inputs(EstimateAnswer answer) {
    long published = count(answer, Input.Kind.PUBLISHED);
    long fitted = count(answer, Input.Kind.FITTED);
    long assumed = count(answer, Input.Kind.ASSUMED);
    return "Of "
        + answer.inputs().size()
        + " inputs "
        + published
        + (published == 1 ? " is published, " : " are published, ")
        + fitted
        + " fitted to published data, "
        + assumed
        + " assumed; the report lists them.";
  }

  private static long count(EstimateAnswer answer, Input.Kind kind) {
    return answer.inputs().stream().filter(input -> input.kind() == kind).count();
  }
}
