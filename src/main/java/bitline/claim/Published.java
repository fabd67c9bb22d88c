package bitline.claim;

import bitline.base.Interval;
import bitline.catalogue.Accelerator;
import bitline.catalogue.Technology;
import bitline.text.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers that others published of ResNet-50, the one network of which nearly everybody did.
final class Published {
  static final String RESNET50 = "ResNet-50";

  /// Cards take less than what they are rated for; by how much nobody says who publishes only
  /// throughput. Assumed: at most three tenths.
  static final double LEAST_SHARE_OF_RATED = 0.7;

  private static final String OFFLINE = "samples/s, offline";
  private static final String SINGLE = "ms, single stream, 90th percentile";
  private static final Pattern AT = Pattern.compile("samples/s.*, at ([0-9.]+) samples/J.*");

  private Published() {}

  /// The other side: everything but compute-in-memory.
  static boolean other(Accelerator part) {
    return part.technology() != Technology.DIGITAL_COMPUTE_IN_MEMORY
        && part.technology() != Technology.ANALOG_COMPUTE_IN_MEMORY;
  }

  static boolean nearMemory(Accelerator part) {
    return part.technology() == Technology.NEAR_MEMORY;
  }

  static boolean gpu(Accelerator part) {
    return part.technology() == Technology.GPU || part.name().contains("orin");
  }

  static boolean named(Exhibits e, String machine, Predicate<Accelerator> which) {
    // modules of a chip are named after it: qaic100-dm2 is of qaic100
    return e.catalogue().stream()
        .filter(part ->
            part.name().equals(machine)
                || (machine.contains("-")
                    && part.name().startsWith(machine.substring(0, machine.lastIndexOf('-') + 1))))
        .anyMatch(which);
  }

  /// Pictures a second with many pictures at hand, by machine.
  static List<Side> rates(Exhibits e, Predicate<Accelerator> which) {
    List<Side> out = new ArrayList<>();
    for (Accelerator part : e.catalogue()) {
      Optional<Accelerator.Result> rate = result(part, OFFLINE);
      if (which.test(part) && rate.isPresent()) {
        out.add(
            Side.exactly(
                part.name(), rate.get().value(), Side.Known.MEASURED, source(part, rate.get())));
      }
    }
    return out;
  }

  /// Joules of a picture with many pictures at hand: of whole systems at the wall, of cards by
  /// their rated watts, and where a maker says so.
  static List<Side> joules(Exhibits e, Predicate<Accelerator> which) {
    List<Side> out = new ArrayList<>(systems(e, which, MeasuredPower.Scenario.OFFLINE));
    for (Accelerator part : e.catalogue()) {
      if (!which.test(part)) {
        continue;
      }
      Optional<Accelerator.Result> rate = result(part, OFFLINE);
      Double power = part.power();
      if (rate.isPresent() && power != null && power > 0) {
        double joules = power / rate.get().value();
        out.add(
            new Side(
                part.name() + ", rated watts",
                new Interval(joules, LEAST_SHARE_OF_RATED * joules, joules),
                Side.Known.DERIVED,
                "rated "
                    + bitline.base.Units.format(power, "W", 3)
                    + " over measured throughput ("
                    + source(part, rate.get())
                    + "); the lower end: 70 % of the rated watts, assumed"));
      }
      for (Accelerator.Result result : part.published()) {
        Matcher at = AT.matcher(result.what());
        if (result.network().equals(RESNET50) && at.matches()) {
          out.add(
              Side.exactly(
                  part.name(),
                  1 / Double.parseDouble(at.group(1)),
                  Side.Known.STATED,
                  source(part, result)));
        }
      }
    }
    return out;
  }

  /// Joules of a picture of whole systems, measured at the wall.
  static List<Side> systems(
      Exhibits e, Predicate<Accelerator> which, MeasuredPower.Scenario scenario) {
    List<Side> out = new ArrayList<>();
    for (MeasuredPower.Run run : e.power().runs()) {
      if (run.network().equals(RESNET50)
          && run.scenario() == scenario
          && named(e, run.machine(), which)) {
        out.add(
            Side.exactly(
                run.machine() + ", whole system",
                run.joules(),
                Side.Known.MEASURED,
                e.power().source(run)));
      }
    }
    return out;
  }

  /// Seconds of a single picture.
  static List<Side> latencies(Exhibits e, Predicate<Accelerator> which) {
    List<Side> out = new ArrayList<>();
    for (Accelerator part : e.catalogue()) {
      Optional<Accelerator.Result> single = result(part, SINGLE);
      if (which.test(part) && single.isPresent()) {
        out.add(
            Side.exactly(
                part.name(),
                single.get().value() * 1e-3,
                Side.Known.MEASURED,
                source(part, single.get())));
      }
    }
    return out;
  }

  static Optional<Accelerator> part(Exhibits e, String name) {
    return e.catalogue().stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /// A maker's own pictures a second, whatever the batch; the greatest.
  static Optional<Accelerator.Result> own(Accelerator part) {
    return part.published().stream()
        .filter(r -> r.network().equals(RESNET50) && r.what().startsWith("samples/s"))
        .max(java.util.Comparator.comparingDouble(Accelerator.Result::value));
  }

  private static Optional<Accelerator.Result> result(Accelerator part, String what) {
    return part.published().stream()
        .filter(r -> r.network().equals(RESNET50) && r.what().equals(what))
        .findFirst();
  }

  static String source(Accelerator part, Accelerator.Result result) {
    String path = "published[" + part.published().indexOf(result) + "].value";
    return part.evidence().stream()
        .filter(one -> one.path().endsWith(path))
        .map(Evidence::text)
        .findFirst()
        .orElse("the catalogue");
  }
}
