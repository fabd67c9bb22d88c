package bitline.forecast.measure;

import bitline.forecast.Calendar;
import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import bitline.text.Yaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What clouds ask for machines of the catalogue: `measures/rents.yaml`.
///
/// @param rents any number of each machine
/// @param evidence where every value comes from
@Sourced(graded = true)
record Rents(List<Rent> rents, @Collected List<Evidence> evidence) {
  private static final String FILE = "measures/rents.yaml";

  Rents {
    rents = List.copyOf(rents);
    evidence = List.copyOf(evidence);
  }

  /// What is asked for one unit.
  ///
  /// @param accelerator its name in the catalogue
  /// @param hour dollars a second, on demand
  /// @param date a year, or nearer
  /// @param quotes of which it is the median
  /// @param asked by whom
  record Rent(
      String accelerator,
      @Unit("USD/s") @Range(min = 0, max = 1) double hour,
      @Sourced String date,
      @Range(min = 1, max = 100_000) int quotes,
      String asked) {}

  private static final class Loaded {
    private static final Rents ALL = load();
  }

  /// Those that come with Bitline.
  static Rents known() {
    return Loaded.ALL;
  }

  /// A machine with what is asked for it.
  Machine of(Machine machine) {
    List<Machine.Price> out = new ArrayList<>();
    for (Rent rent : rents) {
      if (rent.accelerator.equals(machine.name())) {
        out.add(
            new Machine.Price(
                Known.of(rent.hour, Evidence.Grade.DERIVED),
                Calendar.year(rent.date),
                PriceBasis.CLOUD,
                "median of "
                    + rent.quotes
                    + (rent.quotes == 1 ? " quote" : " quotes")
                    + " of "
                    + rent.date
                    + ", "
                    + rent.asked));
      }
    }
    return machine.rents(out);
  }

  private static Rents load() {
    try (InputStream in = Rents.class.getResourceAsStream("/" + FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource /" + FILE + " is missing from this build");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Binder.written().bind(Rents.class, Yaml.parse(text, FILE), FILE);
    } catch (IOException e) {
      throw new IllegalStateException("the resource /" + FILE + " cannot be read", e);
    }
  }
}
