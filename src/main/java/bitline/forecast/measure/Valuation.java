package bitline.forecast.measure;

import bitline.base.Interval;
import bitline.base.Problem;
import bitline.base.Units;
import bitline.catalogue.Segment;
import bitline.forecast.Calendar;
import bitline.money.Costing;
import bitline.money.Terms;
import bitline.money.own.Ownership;
import bitline.money.own.OwnershipPrices;
import bitline.money.own.Setting;
import bitline.money.own.TrainingCost;
import bitline.money.own.TrainingPrices;
import bitline.text.Evidence;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds what a machine is worth by a [Choice].
///
/// A price counts only if it is told of a day near the release ([#NEAR] years): later ones say what
/// a machine of then is worth beside its successors. Bounds are those of what is told with bounds
/// (costs, prices of electricity, utilisation); most figures of tables have none, so an interval is
/// not the whole uncertainty.
public final class Valuation {
  /// Years between a release and a price of it.
  static final double NEAR = 2;

  /// Products made where the producer's cost is asked for.
  static final double VOLUME = 1e6;

  /// Days from release to use in training (Epoch AI, training-cost-trends @ 263c40a).
  private static final int TO_USE = 90;

  private static final double YEAR = 31_557_600;
  private static final double HOUR = 3600;
  private static final double TERA = 1e12;
  private static final double GIGA = 1e9;

  private final OwnershipPrices ownership;
  private final Conventions conventions;
  private final Map<Deflation, PriceIndex> indices;

  private Valuation(
      OwnershipPrices ownership, Conventions conventions, Map<Deflation, PriceIndex> indices) {
    this.ownership = ownership;
    this.conventions = conventions;
    this.indices = indices;
  }

  /// With the prices, uses and indices that come with Bitline; machines of constant quality are
  /// those of the catalogue.
  public static Valuation standard() {
    return of(OwnershipPrices.known(), Conventions.known());
  }

  /// With other prices and conventions.
  public static Valuation of(OwnershipPrices ownership, Conventions conventions) {
    Map<Deflation, PriceIndex> indices = new EnumMap<>(Deflation.class);
    indices.put(Deflation.CPI, conventions.index(Deflation.CPI.key()));
    indices.put(Deflation.PPI, conventions.index(Deflation.PPI.key()));
    return new Valuation(ownership, conventions, indices);
  }

  /// With another index of prices, such as that of [Hedonic] over a public table.
  public Valuation with(Deflation deflation, PriceIndex index) {
    if (deflation == Deflation.NONE) {
      throw new IllegalArgumentException("nominal dollars have no index");
    }
    Map<Deflation, PriceIndex> others = new EnumMap<>(indices);
    others.put(deflation, index);
    return new Valuation(ownership, conventions, others);
  }

  /// Something that a measure needs is not told of a machine.
  private static final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    Missing(String why) {
      super(why);
    }
  }

  /// What a machine is worth, or why that cannot be told.
  ///
  /// @throws Problem for a use or setting that does not exist
  public Worth of(Machine machine, Choice choice) {
    List<String> steps = new ArrayList<>();
    try {
      Known worth = worth(machine, choice, steps);
      return new Worth.Told(worth.value(), worth.grade(), steps);
    } catch (Missing missing) {
      return new Worth.Untold(String.valueOf(missing.getMessage()));
    }
  }

  private Known worth(Machine machine, Choice choice, List<String> steps) {
    Measure measure = choice.measure();
    Known amount = amount(machine, choice, steps);
    return switch (measure.per()) {
      case MACHINE -> amount;
      case JOULE -> amount.over(told(steps, "rated", machine.power(), "W", "its power"));
      case DOLLAR -> {
        if (choice.basis() == PriceBasis.CLOUD) {
          yield amount.over(rent(machine, choice, steps));
        }
        Known price = price(machine, choice, steps);
        yield switch (choice.payment()) {
          case PURCHASE -> amount.over(price);
          case AMORTISED -> amount.over(amortised(machine, price, steps));
          case TCO -> owned(machine, choice, amount, price, steps);
        };
      }
    };
  }

  private Known amount(Machine machine, Choice choice, List<String> steps) {
    return switch (choice.measure().amount()) {
      case OPERATIONS -> peak(machine, choice.precision(), steps);
      case USABLE -> usable(machine, conventions.use(choice.use()), steps);
      case MEMORY -> told(steps, "memory", machine.memory(), "B", "the size of its memory");
      case BANDWIDTH ->
          told(steps, "bandwidth", machine.bandwidth(), "B/s", "the bandwidth of its memory");
      case NETWORK -> {
        if (machine.link() == null && !machine.links()) {
          throw new Missing("it has no links to other units");
        }
        yield told(steps, "links", machine.link(), "B/s", "the bandwidth of its links");
      }
      case POWER -> told(steps, "rated", machine.power(), "W", "its power");
      case PERFORMANCE -> performance(machine, steps);
      case PRICE ->
          choice.basis() == PriceBasis.CLOUD
              ? rent(machine, choice, steps)
              : price(machine, choice, steps);
    };
  }

  private static Known told(
      List<String> steps, String what, @Nullable Known value, String unit, String missing) {
    if (value == null) {
      throw new Missing("nobody has told " + missing);
    }
    steps.add(what + " " + Units.format(value.middle(), unit) + graded(value));
    return value;
  }

  private static String graded(Known value) {
    Evidence.Grade grade = value.grade();
    return grade == null ? "" : " (" + grade.name().toLowerCase(Locale.ROOT) + ")";
  }

  private static Known peak(Machine machine, Precision precision, List<String> steps) {
    Machine.Peak peak =
        machine
            .fastest(precision.formats())
            .orElseThrow(
                () -> new Missing("nobody has told its dense peak in " + precision.words()));
    Machine.Peak wider = machine.fastest(Precision.FP32.formats()).orElse(peak);
    if (precision == Precision.FP16 && wider.ops().middle() > peak.ops().middle()) {
      throw new Missing("its 16-bit rate is below its 32-bit rate, so nobody would use it");
    }
    steps.add(
        Units.format(peak.ops().middle(), "op/s")
            + ", "
            + peak.format().words()
            + ", dense"
            + graded(peak.ops()));
    return peak.ops();
  }

  private static Known usable(Machine machine, Use use, List<String> steps) {
    Setting.Share share = use.share();
    if (share != null) {
      Known peak = peak(machine, use.precision(), steps);
      steps.add("× " + share.middle() + " of it in " + use.name());
      return peak.times(
          new Known(
              new Interval(share.middle(), share.low(), share.high()), Evidence.Grade.DERIVED));
    }
    Known best = null;
    for (Machine.Result result : machine.results()) {
      if (result.network().equals(use.network())
          && result.what().startsWith("samples/s")
          && (best == null || result.rate().middle() > best.middle())) {
        best = result.rate();
      }
    }
    Double operations = use.operations();
    if (best == null || operations == null) {
      throw new Missing("nobody has measured " + use.network() + " on it");
    }
    steps.add(
        String.format(
            Locale.ROOT,
            "%,.1f samples/s of %s%s × %.4g GOP",
            best.middle(),
            use.network(),
            graded(best),
            operations / GIGA));
    return best.times(operations);
  }

  /// Peak over the formats of operations × bits, in units of 10^12, as export rules count it.
  private static Known performance(Machine machine, List<String> steps) {
    Machine.Peak most = null;
    for (Machine.Peak peak : machine.peaks()) {
      if (most == null
          || peak.ops().middle() * peak.format().bits()
              > most.ops().middle() * most.format().bits()) {
        most = peak;
      }
    }
    if (most == null) {
      throw new Missing("nobody has told a dense peak");
    }
    steps.add(
        Units.format(most.ops().middle(), "op/s")
            + ", "
            + most.format().words()
            + ", dense"
            + graded(most.ops())
            + " × "
            + most.format().bits()
            + " bits");
    return most.ops().times(most.format().bits() / TERA);
  }

  /// Dollars of the choice for one unit.
  private Known price(Machine machine, Choice choice, List<String> steps) {
    if (choice.basis() == PriceBasis.PRODUCER) {
      return produced(machine, choice, steps);
    }
    Machine.Price near =
        nearest(
            machine,
            machine.prices().stream()
                .filter(p -> choice.basis() == PriceBasis.ANY || p.basis() == choice.basis())
                .toList(),
            choice.basis() == PriceBasis.ANY ? "price" : choice.basis().words());
    steps.add(
        Units.format(near.dollars().middle(), "USD")
            + ", "
            + near.words()
            + graded(near.dollars()));
    return deflated(near.dollars(), near.date(), choice, steps);
  }

  private Known rent(Machine machine, Choice choice, List<String> steps) {
    Machine.Price near = nearest(machine, machine.rents(), PriceBasis.CLOUD.words());
    steps.add(
        Units.format(near.dollars().middle(), "USD/s")
            + ", "
            + near.words()
            + graded(near.dollars()));
    return deflated(near.dollars(), near.date(), choice, steps);
  }

  private static Machine.Price nearest(Machine machine, List<Machine.Price> prices, String what) {
    Machine.Price near = null;
    for (Machine.Price price : prices) {
      if (near == null
          || Math.abs(price.date() - machine.date()) < Math.abs(near.date() - machine.date())) {
        near = price;
      }
    }
    if (near == null) {
      throw new Missing("nobody has told a " + what);
    }
    if (Math.abs(near.date() - machine.date()) > NEAR) {
      throw new Missing(
          "the nearest " + what + ", " + near.words() + ", is more than two years off its release");
    }
    return near;
  }

  private Known produced(Machine machine, Choice choice, List<String> steps) {
    if (machine.product() == null) {
      throw new Missing(machine.unmade().isEmpty() ? "nobody has told its dies" : machine.unmade());
    }
    int year = (int) StrictMath.floor(machine.date());
    try {
      Known cost =
          new Known(
              Costing.of(machine.product(), Terms.of(VOLUME).year(Math.max(2000, year))).cost(),
              Evidence.Grade.DERIVED);
      steps.add(
          Units.format(cost.middle(), "USD")
              + String.format(Locale.ROOT, " to make, of %,.0f, %d", VOLUME, year));
      return deflated(cost, machine.date(), choice, steps);
    } catch (Problem problem) {
      throw new Missing("its cost cannot be told: " + problem.getMessage());
    }
  }

  /// Dollars of a day in those of the choice.
  private Known deflated(Known dollars, double date, Choice choice, List<String> steps) {
    if (choice.deflation() == Deflation.NONE) {
      return dollars;
    }
    double factor = factor(date, choice, steps);
    return new Known(
        dollars.value().times(factor), Known.worse(dollars.grade(), Evidence.Grade.DERIVED));
  }

  private double factor(double date, Choice choice, List<String> steps) {
    PriceIndex told = indices.get(choice.deflation());
    PriceIndex index = told == null ? Hedonic.ofCatalogue().index() : told;
    int year = (int) StrictMath.floor(date);
    if (year < index.first()) {
      throw new Missing(
          "its price is of " + year + " and '" + index.name() + "' begins in " + index.first());
    }
    double factor = index.level(Choice.DOLLARS) / index.level(year);
    steps.add(
        String.format(
            Locale.ROOT,
            "× %.4g by %s, %d to %d%s",
            factor,
            index.name(),
            year,
            Choice.DOLLARS,
            year > index.last() ? ", taken as " + index.last() : ""));
    return factor;
  }

  /// Dollars a second that a unit in training loses with its server, network and electricity.
  private Known amortised(Machine machine, Known price, List<String> steps) {
    Known power = told(steps, "rated", machine.power(), "W", "its power");
    TrainingPrices training = ownership.training();
    TrainingPrices.Chip family = training.chip(machine.title());
    LocalDateTime available = Calendar.day(machine.date()).atStartOfDay();
    LocalDateTime start = available.plusDays(TO_USE);
    List<TrainingPrices.Electricity> known = training.electricity();
    int year = Math.clamp(start.getYear(), known.getFirst().year(), known.getLast().year());
    Interval dollars = price.value().times(family.serverPrice());
    double middle = hour(dollars.middle(), available, start, power, family, year);
    double low = hour(dollars.low(), available, start, power, family, year);
    double high = hour(dollars.high(), available, start, power, family, year);
    steps.add(
        String.format(
            Locale.ROOT,
            "%.4g USD/h lost in training from %s: server × %s, network %.0f %%, electricity of %d",
            middle,
            start.toLocalDate(),
            family.serverPrice(),
            100 * training.network(),
            year));
    return new Known(
        new Interval(middle / HOUR, low / HOUR, high / HOUR),
        Known.worse(Known.worse(price.grade(), power.grade()), Evidence.Grade.DERIVED));
  }

  private double hour(
      double dollars,
      LocalDateTime available,
      LocalDateTime start,
      Known power,
      TrainingPrices.Chip family,
      int year) {
    TrainingPrices training = ownership.training();
    TrainingCost.Run run =
        new TrainingCost.Run(
            dollars,
            available,
            start,
            1,
            power.middle(),
            family,
            training.pue(),
            training.electricity(year),
            1,
            1);
    return TrainingCost.of(run, training).total();
  }

  /// An amount for a dollar of all that it takes to own a unit. Rates count while it works; memory
  /// is there all the time.
  private Known owned(
      Machine machine, Choice choice, Known amount, Known price, List<String> steps) {
    Known power = told(steps, "rated", machine.power(), "W", "its power");
    Setting setting = ownership.setting(place(machine, choice));
    boolean held = choice.measure().amount() == Measure.Amount.MEMORY;
    Ownership owned =
        Ownership.of(
            new Ownership.Unit(
                machine.name(),
                price.value(),
                power.value(),
                true,
                held ? null : amount.value(),
                null),
            setting);
    steps.add(
        String.format(
            Locale.ROOT,
            "%,.0f USD a year in %s, at work %.0f %% of the time",
            owned.total().middle(),
            setting.name(),
            100 * setting.utilisation().middle()));
    Evidence.Grade grade =
        Known.worse(
            Known.worse(amount.grade(), power.grade()),
            Known.worse(price.grade(), Evidence.Grade.DERIVED));
    Ownership.Operations operations = owned.operations();
    return operations != null
        ? new Known(operations.year(), grade)
        : amount.over(new Known(owned.total().times(1 / YEAR), grade));
  }

  private static String place(Machine machine, Choice choice) {
    if (choice.setting() != null) {
      return choice.setting();
    }
    Segment segment = machine.segment();
    if (segment == null) {
      return "datacentre";
    }
    return switch (segment) {
      case DATA_CENTRE -> "datacentre";
      case VEHICLE -> "vehicle";
      case ALWAYS_ON, EDGE, CLIENT, RESEARCH -> "edge";
    };
  }
}
