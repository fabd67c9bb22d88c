package bitline.forecast.outlook;

import bitline.money.own.OwnershipPrices;
import bitline.money.own.Setting;
import bitline.money.own.Setting.Share;
import bitline.money.own.Setting.Tariff;
import bitline.money.own.Setting.Years;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What owning a machine takes beside its price: assumptions that can be moved to either end of
/// their own 80 % interval, in every setting at once.
enum Upkeep {
  ELECTRICITY("price of electricity"),
  DELIVERY("power usage effectiveness"),
  LIFE("years until it is replaced"),
  UTILISATION("share of the time that it works"),
  INTEREST("interest"),
  SERVER("price of the server around it"),
  RENT("rent of the place");

  private final String words;

  Upkeep(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /// Prices with this at an end of its interval.
  OwnershipPrices at(OwnershipPrices prices, boolean high) {
    List<Setting> settings = prices.settings().stream().map(s -> at(s, high)).toList();
    return new OwnershipPrices(settings, prices.training(), prices.evidence());
  }

  /// How that is told: `0.06 to 0.12` have ends.
  String end(boolean high) {
    return high ? "high end" : "low end";
  }

  private Setting at(Setting s, boolean high) {
    return new Setting(
        s.name(),
        s.title(),
        s.date(),
        this == ELECTRICITY ? tariff(s.electricity(), high) : s.electricity(),
        this == DELIVERY ? share(s.delivery(), high) : s.delivery(),
        this == SERVER ? shareOrNone(s.serverPrice(), high) : s.serverPrice(),
        s.serverPower(),
        s.network(),
        this == RENT ? tariffOrNone(s.rent(), high) : s.rent(),
        this == LIFE ? years(s.life(), high) : s.life(),
        this == UTILISATION ? share(s.utilisation(), high) : s.utilisation(),
        s.availability(),
        s.load(),
        s.idle(),
        this == INTEREST ? share(s.interest(), high) : s.interest(),
        s.maintenance(),
        s.staff());
  }

  private static double end(Setting.Bounds bounds, boolean high) {
    return high ? bounds.high() : bounds.low();
  }

  private static Share share(Share of, boolean high) {
    return new Share(end(of, high), end(of, high), end(of, high));
  }

  private static @Nullable Share shareOrNone(@Nullable Share of, boolean high) {
    return of == null ? null : share(of, high);
  }

  private static Tariff tariff(Tariff of, boolean high) {
    return new Tariff(end(of, high), end(of, high), end(of, high));
  }

  private static @Nullable Tariff tariffOrNone(@Nullable Tariff of, boolean high) {
    return of == null ? null : tariff(of, high);
  }

  private static Years years(Years of, boolean high) {
    return new Years(end(of, high), end(of, high), end(of, high));
  }
}
