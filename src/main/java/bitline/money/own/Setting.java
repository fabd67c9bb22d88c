package bitline.money.own;

import bitline.money.price.Dates;
import bitline.text.Range;
import bitline.text.Unit;
import org.jspecify.annotations.Nullable;

/// Where an accelerator works and what it takes to keep it there, as `prices/ownership.yaml` tells
/// it: a data centre, a device, a vehicle. Every value has the bounds of an 80 % interval.
///
/// What is null is not there: a device has no server, no network of its own, and pays no rent.
///
/// @param name key, such as `datacentre`
/// @param title one line for people
/// @param date of the dollars: a year, or a year and a month
/// @param electricity dollars a joule at the meter
/// @param delivery joules at the meter for one at the unit: power usage effectiveness in a data
///   centre, what adapter, charger and battery lose elsewhere
/// @param serverPrice price of a server over that of the units in it
/// @param serverPower rated watts of a server over those of the units in it
/// @param network its share of what servers and network cost
/// @param rent dollars for each rated watt of the server and second: room, cooling plant, guards
/// @param life seconds until the hardware is replaced
/// @param utilisation share of the time in which it can work that it works, at its full rate
/// @param availability share of the time in which it can work
/// @param load mean watts at work over rated watts
/// @param idle watts at rest over rated watts
/// @param interest a year
/// @param maintenance dollars a year for a dollar of hardware
/// @param staff dollars a year for a dollar of hardware
public record Setting(
    String name,
    String title,
    String date,
    Tariff electricity,
    Share delivery,
    @Nullable Share serverPrice,
    @Nullable Share serverPower,
    @Nullable Share network,
    @Nullable Tariff rent,
    Years life,
    Share utilisation,
    Share availability,
    Share load,
    Share idle,
    Share interest,
    Share maintenance,
    @Nullable Share staff) {

  public Setting {
    Dates.check(date);
    above("delivery", delivery, 1, 100);
    above("serverPrice", serverPrice, 1, 100);
    above("serverPower", serverPower, 1, 100);
    above("electricity", electricity, 0, 1);
    above("network", network, 0, 0.99);
    above("rent", rent, 0, 1);
    above("utilisation", utilisation, 0, 1);
    above("availability", availability, 0, 1);
    above("load", load, 0, 1);
    above("maintenance", maintenance, 0, 1);
    above("staff", staff, 0, 1);
    if (idle.high > 1 || interest.high > 1) {
      throw new IllegalArgumentException((idle.high > 1 ? "idle" : "interest") + " is over 1");
    }
  }

  /// The middle of a value and the bounds within which it lies in four cases of five.
  public interface Bounds {
    double middle();

    double low();

    double high();
  }

  /// Plain numbers.
  public record Share(
      @Unit("1") @Range(min = 0, max = 100) double middle,
      @Unit("1") @Range(min = 0, max = 100) double low,
      @Unit("1") @Range(min = 0, max = 100) double high)
      implements Bounds {
    public Share {
      ordered(low, middle, high);
    }

    /// A share that is known.
    static Share of(double value) {
      return new Share(value, value, value);
    }
  }

  /// Dollars a joule.
  public record Tariff(
      @Unit("USD/J") @Range(min = 0, max = 1) double middle,
      @Unit("USD/J") @Range(min = 0, max = 1) double low,
      @Unit("USD/J") @Range(min = 0, max = 1) double high)
      implements Bounds {
    public Tariff {
      ordered(low, middle, high);
    }
  }

  /// Seconds, written in years.
  public record Years(
      @Unit("s") @Range(min = 86_400, max = 3.2e9) double middle,
      @Unit("s") @Range(min = 86_400, max = 3.2e9) double low,
      @Unit("s") @Range(min = 86_400, max = 3.2e9) double high)
      implements Bounds {
    public Years {
      ordered(low, middle, high);
    }
  }

  private static void ordered(double low, double middle, double high) {
    if (!(low <= middle && middle <= high)) {
      throw new IllegalArgumentException(
          "middle " + middle + " does not lie between low, " + low + ", and high, " + high);
    }
  }

  /// Answers have intervals of logarithms: what is there at all is above nothing at its lower end.
  private static void above(String key, @Nullable Bounds bounds, double nothing, double most) {
    if (bounds != null && !(bounds.low() > nothing && bounds.high() <= most)) {
      throw new IllegalArgumentException(
          key + " must lie above " + nothing + " and not above " + most);
    }
  }

  /// The same setting with what an owner knows of their own.
  ///
  /// @param share of the time that it works; above 0, at most 1; null: as it is
  /// @param seconds of its life; null: as it is
  /// @param dollars a joule at the meter; null: as it is
  public Setting with(@Nullable Double share, @Nullable Double seconds, @Nullable Double dollars) {
    return new Setting(
        name,
        title,
        date,
        dollars == null ? electricity : new Tariff(dollars, dollars, dollars),
        delivery,
        serverPrice,
        serverPower,
        network,
        rent,
        seconds == null ? life : new Years(seconds, seconds, seconds),
        share == null ? utilisation : Share.of(share),
        availability,
        load,
        idle,
        interest,
        maintenance,
        staff);
  }
}
