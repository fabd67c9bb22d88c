package bitline.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The fewest ADC bits of each layer that keep a network's score at or above a floor, as a greedy
/// search found them.
///
/// @param metric the score's name
/// @param floor the least score allowed
/// @param score what the network reaches with these bits
/// @param startScore what it reaches with the chip's own bits everywhere
/// @param startBits the chip's own bits
/// @param layers in the order in which they are computed
/// @param tried choices that were run to find them
public record BitsFound(
    String metric,
    double floor,
    double score,
    double startScore,
    int startBits,
    List<LayerBits> layers,
    int tried) {
  public BitsFound {
    layers = List.copyOf(layers);
  }

  /// One layer's bits.
  ///
  /// @param conversions an input
  public record LayerBits(String layer, int bits, long conversions) {}

  /// Bits a conversion, on average over all conversions.
  double averageBits() {
    double bits = 0;
    double conversions = 0;
    for (LayerBits layer : layers) {
      bits += (double) layer.bits * layer.conversions;
      conversions += layer.conversions;
    }
    return conversions == 0 ? 0 : bits / conversions;
  }

  Table table() {
    return new Table(
        List.of(
            Table.number("#"),
            Table.text("layer"),
            Table.number("ADC bits"),
            Table.number("conversions an input")),
        IntStream.range(0, layers.size())
            .mapToObj(i ->
                List.of(
                    String.valueOf(i + 1),
                    layers.get(i).layer,
                    String.valueOf(layers.get(i).bits),
                    Numbers.count(layers.get(i).conversions)))
            .toList());
  }

  String answer() {
    if (startScore < floor) {
      return "With "
          + startBits
          + " bits everywhere the chip reaches "
          + Numbers.score(metric, startScore)
          + ", below the floor of "
          + Numbers.score(metric, floor)
          + ": no bits can be spared.";
    }
    return String.format(
        Locale.ROOT,
        "These bits, %.2f a conversion on average instead of %d, keep %s at %s (floor %s; %s with %d bits everywhere). Found on these inputs by taking bits away where that adds least noise for the conversions it spares, in %d tries; other choices may do as well.",
        averageBits(),
        startBits,
        metric,
        Numbers.score(metric, score),
        Numbers.score(metric, floor),
        Numbers.score(metric, startScore),
        startBits,
        tried);
  }

  String section() {
    return "<p class=\"hint\">" + Html.escape(answer()) + "</p>" + Page.table(table());
  }
}
