package bitline.money.own;

import bitline.base.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What it costs to own and run one unit in a [Setting]: purchases as an annuity over their life
/// with interest, rent, electricity, care.
///
///     a year = Σ purchase · CRF + rent · rated watts + watts · delivery · seconds · tariff + care
///     CRF(r, n) = r (1 + r)^n / ((1 + r)^n − 1)
///
/// Work done is the peak rate × utilisation × availability. A bound of an 80 % interval is the
/// middle and the root of the summed squares of what each assumption alone moves, in logarithms:
/// assumptions are taken as independent.
///
/// Leaves out taxes, what a place to stand costs a device, the price of a battery that wears, what
/// it costs a car to carry the weight, and the worth of a unit at the end of its life.
///
/// @param yearly dollars a year by item; items of nothing left out
/// @param purchase dollars paid at the start: the unit with its share of server and network
/// @param total dollars a year
/// @param life dollars of all payments until the unit is replaced, without interest
/// @param watts drawn at the meter on average, server and losses with it
/// @param pictures dollars a million; null: nobody has said how many a second there are
/// @param operations for a dollar; null: nobody has said how many a second there are
/// @param causes of the interval of dollars a year, that which moves it most first
public record Ownership(
    Unit unit,
    Setting setting,
    Map<Item, Interval> yearly,
    Interval purchase,
    Interval total,
    Interval life,
    Interval watts,
    @Nullable Interval pictures,
    @Nullable Operations operations,
    List<Cause> causes) {
  private static final double YEAR = 31_557_600;
  private static final double MILLION = 1e6;

  public Ownership {
    yearly = Collections.unmodifiableMap(new EnumMap<>(yearly));
    causes = List.copyOf(causes);
  }

  /// What is owned.
  ///
  /// @param price dollars of one
  /// @param power watts of one
  /// @param rated whether these are a rating, of which it draws a part at work, or what it draws
  /// @param operations a second at its peak; null: not told
  /// @param pictures a second when it does nothing else; null: not told
  public record Unit(
      String name,
      Interval price,
      Interval power,
      boolean rated,
      @Nullable Interval operations,
      @Nullable Interval pictures) {}

  /// What is paid for.
  public enum Item {
    UNIT("the unit"),
    SERVER("its share of a server"),
    NETWORK("network"),
    ROOM("room and cooling plant"),
    ELECTRICITY("electricity"),
    DELIVERY("cooling and losses of delivery"),
    MAINTENANCE("maintenance"),
    STAFF("staff");

    private final String words;

    Item(String words) {
      this.words = words;
    }

    /// What it is, in words.
    public String words() {
      return words;
    }
  }

  /// Operations for a dollar, three ways.
  ///
  /// @param purchase those of the whole life for a dollar of the unit's price alone
  /// @param year those of a year for a dollar of a year's cost, interest counted
  /// @param whole those of the whole life for a dollar of all payments, without interest
  public record Operations(Interval purchase, Interval year, Interval whole) {}

  /// An assumption that the interval comes from.
  ///
  /// @param name in words
  /// @param low dollars a year with the assumption at the lower end of its interval, all others in
  ///   the middle
  /// @param high with it at the upper end
  public record Cause(String name, double low, double high) {
    /// How far it moves the answer.
    public double width() {
      return Math.abs(high - low);
    }
  }

  private enum Assumption {
    PRICE("price of the unit"),
    POWER("watts of the unit"),
    OPERATIONS("operations a second"),
    PICTURES("pictures a second"),
    TARIFF("price of electricity"),
    DELIVERY("PUE, or losses of delivery"),
    SERVER_PRICE("price of the server around it"),
    SERVER_POWER("watts of the server around it"),
    NETWORK("share of the network"),
    RENT("rent for a watt"),
    LIFE("life"),
    UTILISATION("utilisation"),
    AVAILABILITY("availability"),
    LOAD("watts at work over rated watts"),
    IDLE("watts at rest"),
    INTEREST("interest"),
    MAINTENANCE("maintenance"),
    STAFF("staff");

    private final String words;

    Assumption(String words) {
      this.words = words;
    }
  }

  /// What a unit costs to own in a setting.
  public static Ownership of(Unit unit, Setting setting) {
    Map<Assumption, Setting.Bounds> bounds = bounds(unit, setting);
    List<Account> low = new ArrayList<>();
    List<Account> high = new ArrayList<>();
    Map<Assumption, Double> values = new EnumMap<>(Assumption.class);
    bounds.forEach((assumption, b) -> values.put(assumption, b.middle()));
    Account middle = new Account(values);
    List<Cause> causes = new ArrayList<>();
    bounds.forEach((assumption, b) -> {
      Account below = middle.with(assumption, b.low());
      Account above = middle.with(assumption, b.high());
      low.add(below);
      high.add(above);
      if (below.total() != above.total()) {
        causes.add(new Cause(assumption.words, below.total(), above.total()));
      }
    });
    causes.sort(Comparator.comparingDouble(cause -> -cause.width()));
    Spread spread = new Spread(middle, low, high);
    Map<Item, Interval> yearly = new EnumMap<>(Item.class);
    for (Item item : Item.values()) {
      if (middle.item(item) > 0) {
        yearly.put(item, spread.of(account -> account.item(item)));
      }
    }
    return new Ownership(
        unit,
        setting,
        yearly,
        spread.of(Account::purchase),
        spread.of(Account::total),
        spread.of(Account::life),
        spread.of(Account::watts),
        unit.pictures == null
            ? null
            : spread.of(a -> MILLION * a.total() / (a.worked() * a.value(Assumption.PICTURES))),
        unit.operations == null
            ? null
            : new Operations(
                spread.of(a -> a.operations() * a.years() / a.value(Assumption.PRICE)),
                spread.of(a -> a.operations() / a.total()),
                spread.of(a -> a.operations() * a.years() / a.life())),
        causes);
  }

  private record Known(double middle, double low, double high) implements Setting.Bounds {
    static Known of(Interval interval) {
      return new Known(interval.middle(), interval.low(), interval.high());
    }
  }

  private static Map<Assumption, Setting.Bounds> bounds(Unit unit, Setting s) {
    Map<Assumption, Setting.Bounds> out = new EnumMap<>(Assumption.class);
    out.put(Assumption.PRICE, Known.of(unit.price));
    out.put(Assumption.POWER, Known.of(unit.power));
    out.put(Assumption.TARIFF, s.electricity());
    out.put(Assumption.DELIVERY, s.delivery());
    out.put(Assumption.SERVER_PRICE, or(s.serverPrice(), 1));
    out.put(Assumption.SERVER_POWER, or(s.serverPower(), 1));
    out.put(Assumption.NETWORK, or(s.network(), 0));
    out.put(Assumption.RENT, s.rent() == null ? Setting.Share.of(0) : s.rent());
    out.put(Assumption.LIFE, s.life());
    out.put(Assumption.UTILISATION, s.utilisation());
    out.put(Assumption.AVAILABILITY, s.availability());
    out.put(Assumption.LOAD, unit.rated ? s.load() : Setting.Share.of(1));
    out.put(Assumption.IDLE, s.idle());
    out.put(Assumption.INTEREST, s.interest());
    out.put(Assumption.MAINTENANCE, s.maintenance());
    out.put(Assumption.STAFF, or(s.staff(), 0));
    if (unit.operations != null) {
      out.put(Assumption.OPERATIONS, Known.of(unit.operations));
    }
    if (unit.pictures != null) {
      out.put(Assumption.PICTURES, Known.of(unit.pictures));
    }
    return out;
  }

  private static Setting.Share or(Setting.@Nullable Share share, double absent) {
    return share == null ? Setting.Share.of(absent) : share;
  }

  /// The answer for one value of every assumption.
  private record Account(Map<Assumption, Double> values) {
    Account with(Assumption assumption, double value) {
      Map<Assumption, Double> other = new EnumMap<>(values);
      other.put(assumption, value);
      return new Account(other);
    }

    double value(Assumption assumption) {
      return values.getOrDefault(assumption, 0.0);
    }

    double years() {
      return value(Assumption.LIFE) / YEAR;
    }

    /// Seconds a year at the full rate.
    double worked() {
      return YEAR * value(Assumption.UTILISATION) * value(Assumption.AVAILABILITY);
    }

    /// Operations a year.
    double operations() {
      return worked() * value(Assumption.OPERATIONS);
    }

    /// Rated watts of the unit with its server.
    private double rated() {
      return value(Assumption.POWER) * value(Assumption.SERVER_POWER);
    }

    /// Mean watts that the server takes.
    private double taken() {
      double busy = value(Assumption.UTILISATION);
      return rated()
          * value(Assumption.AVAILABILITY)
          * (busy * value(Assumption.LOAD) + (1 - busy) * value(Assumption.IDLE));
    }

    double watts() {
      return taken() * value(Assumption.DELIVERY);
    }

    private double servers() {
      return value(Assumption.PRICE) * value(Assumption.SERVER_PRICE);
    }

    private double network() {
      double share = value(Assumption.NETWORK);
      return servers() * share / (1 - share);
    }

    double purchase() {
      return servers() + network();
    }

    private double annuity() {
      double rate = value(Assumption.INTEREST);
      double grown = StrictMath.pow(1 + rate, years());
      return rate == 0 ? 1 / years() : rate * grown / (grown - 1);
    }

    /// Dollars a year.
    double item(Item item) {
      double electricity = taken() * YEAR * value(Assumption.TARIFF);
      return switch (item) {
        case UNIT -> value(Assumption.PRICE) * annuity();
        case SERVER -> (servers() - value(Assumption.PRICE)) * annuity();
        case NETWORK -> network() * annuity();
        case ROOM -> rated() * YEAR * value(Assumption.RENT);
        case ELECTRICITY -> electricity;
        case DELIVERY -> electricity * (value(Assumption.DELIVERY) - 1);
        case MAINTENANCE -> purchase() * value(Assumption.MAINTENANCE);
        case STAFF -> purchase() * value(Assumption.STAFF);
      };
    }

    double total() {
      double sum = 0;
      for (Item item : Item.values()) {
        sum += item(item);
      }
      return sum;
    }

    /// Dollars of all payments, without interest.
    double life() {
      double bought = item(Item.UNIT) + item(Item.SERVER) + item(Item.NETWORK);
      return purchase() + (total() - bought) * years();
    }
  }

  /// Answers for all assumptions in the middle, and for each alone at either end.
  private record Spread(Account middle, List<Account> low, List<Account> high) {
    Interval of(ToDoubleFunction<Account> answer) {
      double at = answer.applyAsDouble(middle);
      double down = 0;
      double up = 0;
      for (int a = 0; a < low.size(); a++) {
        double one = StrictMath.log(answer.applyAsDouble(low.get(a)) / at);
        double other = StrictMath.log(answer.applyAsDouble(high.get(a)) / at);
        double least = Math.min(0, Math.min(one, other));
        double most = Math.max(0, Math.max(one, other));
        down += least * least;
        up += most * most;
      }
      return new Interval(
          at, at / StrictMath.exp(Math.sqrt(down)), at * StrictMath.exp(Math.sqrt(up)));
    }
  }
}
