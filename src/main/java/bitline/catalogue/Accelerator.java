package bitline.catalogue;

import bitline.text.Collected;
import bitline.text.Default;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import bitline.text.Unit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A published accelerator, as `catalogue/*.yaml` describes it: what its maker or others say of it,
/// each fact with its source. SI units; null or empty where nobody has said.
///
/// What is sold is one unit: a card, a module, a chip. Peaks are of that unit.
///
/// @param name key in lower case, such as `h100-sxm`
/// @param title one line for people
/// @param vendor who sells it
/// @param technology how it computes
/// @param segment whom it is made for
/// @param released a date: `2022-09-20`, `2022-09` or `2022`
/// @param dies logic dies in the unit; memory stacks are not among them
/// @param rates peak operations a second by format; 1 MAC = 2 operations
/// @param power rated watts of the unit
/// @param powerMeans what these watts are: `tdp`, `board`, `typical`, `measured`
/// @param memory beside the dies
/// @param onChip bytes of memory on the dies that programs or caches use
/// @param link bytes a second over the unit's links to other units, both directions of all links
///   together, the host's not among them; 0: it has none
/// @param country where its vendor has its headquarters, as ISO 3166 writes it: `US`, `CN`
/// @param merchant whether it is sold to others as merchandise; false: used by its maker alone
/// @param packages integrated circuits that compute in the unit: 4 on a card with four chips, 1 for
///   several dies in one package
/// @param chip name of our own description of it in `chips/`, with which it can be simulated; null:
///   there is none
/// @param engine what its products are computed with, as far as a model of its time needs it
/// @param prices of one unit, each with its date
/// @param published results on known networks
/// @param remarks what a reader must know: sources that disagree, peaks that cannot be compared
/// @param evidence where every value comes from
@Sourced(graded = true)
public record Accelerator(
    String name,
    String title,
    String vendor,
    Technology technology,
    Segment segment,
    @Sourced String released,
    @Default("[]") List<Die> dies,
    List<Rate> rates,
    @Unit("W") @Range(min = 0) @Nullable Double power,
    @Nullable PowerMeans powerMeans,
    @Nullable Store memory,
    @Unit("B") @Range(min = 0) @Nullable Double onChip,
    @Unit("B/s") @Range(min = 0) @Nullable Double link,
    @Sourced @Nullable String country,
    @Sourced @Nullable Boolean merchant,
    @Default("1") @Range(min = 1, max = 1000) int packages,
    @Nullable String chip,
    @Nullable Engine engine,
    @Default("[]") List<Price> prices,
    @Default("[]") List<Result> published,
    @Default("[]") List<String> remarks,
    @Collected List<Evidence> evidence) {
  public Accelerator {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,59}")) {
      throw new IllegalArgumentException(
          "name '" + name + "' must be lower case letters, digits, dots and hyphens, at most 60");
    }
    refuseNoDate("released", released);
    dies = List.copyOf(dies);
    rates = List.copyOf(rates);
    prices = List.copyOf(prices);
    published = List.copyOf(published);
    remarks = List.copyOf(remarks);
    evidence = List.copyOf(evidence);
  }

  /// What rated watts are.
  public enum PowerMeans {
    TDP,
    BOARD,
    TYPICAL,
    MEASURED
  }

  /// Equal logic dies.
  ///
  /// @param process as its maker calls it, such as `TSMC 4N`
  /// @param node metres by which such a process is called; null where it is not told
  /// @param area square metres of one die
  /// @param transistors of one die
  /// @param count dies of this kind in a unit
  public record Die(
      @Sourced String process,
      @Unit("m") @Range(min = 1e-9, max = 1e-6) @Nullable Double node,
      @Unit("m2") @Range(min = 0, max = 0.1) @Nullable Double area,
      @Range(min = 1) @Nullable Double transistors,
      @Default("1") @Range(min = 1, max = 1000) int count) {}

  /// A peak rate. Dense and sparse are told apart: one of them at least is there.
  ///
  /// @param format of the factors
  /// @param dense operations a second that are all done
  /// @param sparse operations a second counting those that are left out because a factor is 0
  public record Rate(
      Format format,
      @Unit("op/s") @Range(min = 1) @Nullable Double dense,
      @Unit("op/s") @Range(min = 1) @Nullable Double sparse) {
    public Rate {
      if (dense == null && sparse == null) {
        throw new IllegalArgumentException("a rate is dense or sparse; give at least one");
      }
    }
  }

  /// Memory beside the dies.
  ///
  /// @param type such as `HBM3`, `GDDR6`, `LPDDR5`
  /// @param size bytes
  /// @param bandwidth bytes a second
  public record Store(
      @Sourced @Nullable String type,
      @Unit("B") @Range(min = 1) @Nullable Double size,
      @Unit("B/s") @Range(min = 1) @Nullable Double bandwidth) {}

  /// What products are computed with: equal units, each of which makes so many dense
  /// multiply-accumulates of 8 bits a cycle.
  ///
  /// @param units streaming multiprocessors, systolic arrays, engines
  /// @param rows of a systolic array; null: not one
  /// @param columns of a systolic array; null: not one
  /// @param clock hertz under load (boost clock where only that is told)
  /// @param cache bytes of the last cache before the memory
  public record Engine(
      @Range(min = 1, max = 1 << 20) int units,
      @Range(min = 1, max = 1 << 16) @Nullable Integer rows,
      @Range(min = 1, max = 1 << 16) @Nullable Integer columns,
      @Unit("Hz") @Range(min = 1) double clock,
      @Unit("B") @Range(min = 0) @Nullable Double cache) {}

  /// What a unit was sold for.
  ///
  /// @param dollars of that year
  /// @param date when: `2024-03` or `2024`
  /// @param basis how the price is known
  public record Price(
      @Unit("USD") @Range(min = 0.01) double dollars, @Sourced String date, Basis basis) {
    public Price {
      refuseNoDate("date", date);
    }
  }

  /// How a price is known.
  public enum Basis {
    /// The maker asks it.
    LIST,
    /// Shops or buyers tell it.
    STREET,
    /// Somebody works it out from other prices.
    ESTIMATE
  }

  /// A result on a known network.
  ///
  /// @param network such as `ResNet-50`
  /// @param what such as `pictures/s, offline`
  /// @param value in that unit
  public record Result(String network, String what, double value) {}

  private static void refuseNoDate(String key, String date) {
    if (!date.matches("(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")) {
      throw new IllegalArgumentException(
          key + " '" + date + "' is no date; write 2024, 2024-03 or 2024-03-21");
    }
  }

  /// The peak in a format; a format that is not told may be told by an equal one.
  public Optional<Rate> rate(Format format) {
    return rates.stream().filter(rate -> rate.format == format).findFirst();
  }

  /// The dense rate that stands for the machine where one has to: of 8-bit integers, or of the
  /// first format of [Format#EIGHT_BITS_FIRST] whose dense rate is known.
  public Optional<Rate> peak() {
    for (Format format : Format.EIGHT_BITS_FIRST) {
      Optional<Rate> found = rate(format).filter(rate -> rate.dense != null);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// The price with the latest date.
  public Optional<Price> price() {
    return prices.stream().max(Comparator.comparing(Price::date));
  }

  /// Year of the release.
  public int year() {
    return Integer.parseInt(released.substring(0, 4));
  }
}
