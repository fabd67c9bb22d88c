package bitline.forecast.measure;

import bitline.catalogue.Format;
import bitline.catalogue.Segment;
import bitline.money.Product;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A machine as measures see it, whoever lists it: our catalogue, a public table, or ourselves, who
/// simulated it. SI units; null or empty where nobody has said.
///
/// @param name as its list calls it
/// @param title one line for people
/// @param design what it shares with others of the same silicon; its name where nothing is known
/// @param vendor who sells it; empty where nobody tells
/// @param kind its class, such as `gpu`; empty where nobody tells
/// @param segment whom it is made for
/// @param date decimal year of its release
/// @param peaks dense operations a second of the unit, by format
/// @param power rated watts
/// @param memory bytes beside the dies
/// @param bandwidth of that memory, bytes a second
/// @param link bytes a second to other units, both directions of all links; 0 is null, which of
///   both `links` tells
/// @param links false: it is known to have none
/// @param prices of one unit
/// @param rents dollars a second in a cloud
/// @param results measured on networks
/// @param product what is made, for the producer's cost
/// @param unmade why that is not known; empty where it is
/// @param row line of its table; 0: no table
public record Machine(
    String name,
    String title,
    String design,
    String vendor,
    String kind,
    @Nullable Segment segment,
    double date,
    List<Peak> peaks,
    @Nullable Known power,
    @Nullable Known memory,
    @Nullable Known bandwidth,
    @Nullable Known link,
    boolean links,
    List<Price> prices,
    List<Price> rents,
    List<Result> results,
    @Nullable Product product,
    String unmade,
    int row) {
  public Machine {
    peaks = List.copyOf(peaks);
    prices = List.copyOf(prices);
    rents = List.copyOf(rents);
    results = List.copyOf(results);
  }

  /// A dense peak rate.
  public record Peak(Format format, Known ops) {}

  /// What is asked for it.
  ///
  /// @param dollars once, or a second where it is let
  /// @param date decimal year
  /// @param basis [PriceBasis#LIST] or [PriceBasis#STREET]; [PriceBasis#CLOUD] of a rent
  /// @param words how it is known, such as `list 2023-10`
  public record Price(Known dollars, double date, PriceBasis basis, String words) {
    public Price {
      if (basis == PriceBasis.ANY || basis == PriceBasis.PRODUCER) {
        throw new IllegalArgumentException(basis + " is no basis of a price that is asked");
      }
    }
  }

  /// Samples a second on a network.
  ///
  /// @param network such as `ResNet-50`
  /// @param what the manner, such as `samples/s, offline`
  public record Result(String network, String what, Known rate) {}

  /// The fastest peak among formats; of equal ones the first.
  Optional<Peak> fastest(List<Format> formats) {
    Peak best = null;
    for (Peak peak : peaks) {
      if (formats.contains(peak.format)
          && (best == null || peak.ops.middle() > best.ops.middle())) {
        best = peak;
      }
    }
    return Optional.ofNullable(best);
  }

  /// As if it came out on another date.
  public Machine dated(double other) {
    return new Machine(
        name, title, design, vendor, kind, segment, other, peaks, power, memory, bandwidth, link,
        links, prices, rents, results, product, unmade, row);
  }

  /// With other prices.
  public Machine prices(List<Price> others) {
    return new Machine(
        name, title, design, vendor, kind, segment, date, peaks, power, memory, bandwidth, link,
        links, others, rents, results, product, unmade, row);
  }

  /// With what it is let for.
  public Machine rents(List<Price> others) {
    return new Machine(
        name, title, design, vendor, kind, segment, date, peaks, power, memory, bandwidth, link,
        links, prices, others, results, product, unmade, row);
  }
}
