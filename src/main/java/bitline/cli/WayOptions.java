package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import bitline.map.ActivationProducts;
import bitline.map.Grouped;
import bitline.map.Request;
import bitline.map.Way;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The options that say how a network's weights are on the chip while it runs; mixed in with
/// `@Mixin` by every command that maps.
final class WayOptions {
  private static final int MOST_BATCH = 4096;

  @Option(
      names = "--way",
      defaultValue = "auto",
      paramLabel = "WAY",
      description =
          "resident (all weights stay), streamed (exchanged segment by segment), batched (streamed, --batch pictures at a time) or auto: the fastest that is possible (${DEFAULT-VALUE}).")
  private String way = "auto";

  @Option(
      names = "--batch",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Pictures that are handed over at once; where not all weights fit, several of them go through a part of the network before the next part's are written (${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--grouped",
      defaultValue = "auto",
      paramLabel = "WHERE",
      description =
          "Grouped and depthwise convolutions: arrays, vector (the vector unit) or auto: wherever is cheaper (${DEFAULT-VALUE}).")
  private String grouped = "auto";

  @Option(
      names = "--products",
      defaultValue = "auto",
      paramLabel = "WHERE",
      description =
          "Products of two activations: arrays, vector (the vector unit) or auto: the faster of those that the cells allow (${DEFAULT-VALUE}). Only quantised ones can lie in arrays: --attention 8.")
  private String products = "auto";

  /// Pictures of a batch.
  int batch() {
    if (batch < 1 || batch > MOST_BATCH) {
      throw new Problem("--batch " + batch + "; 1 to " + MOST_BATCH + " are possible");
    }
    return batch;
  }

  /// What the mapper is asked for.
  Request request() {
    List<String> words = Stream.of(Way.values()).map(Way::word).toList();
    if (!words.contains(way)) {
      throw new Problem(
          "--way '" + way + "' is none of " + String.join(", ", words) + Spelling.hint(way, words));
    }
    Way wanted = Way.valueOf(way.toUpperCase(Locale.ROOT));
    if (wanted == Way.BATCHED && batch() == 1) {
      throw new Problem("--way batched needs --batch N of 2 or more; of 1 picture it is streamed");
    }
    return new Request(wanted, batch(), 0, grouped(), activations(), null);
  }

  private ActivationProducts activations() {
    List<String> words =
        Stream.of(ActivationProducts.values()).map(ActivationProducts::word).toList();
    if (!words.contains(products)) {
      throw new Problem(
          "--products '"
              + products
              + "' is none of "
              + String.join(", ", words)
              + Spelling.hint(products, words));
    }
    return ActivationProducts.valueOf(products.toUpperCase(Locale.ROOT));
  }

  private Grouped grouped() {
    List<String> words = Stream.of(Grouped.values()).map(Grouped::word).toList();
    if (!words.contains(grouped)) {
      throw new Problem(
          "--grouped '"
              + grouped
              + "' is none of "
              + String.join(", ", words)
              + Spelling.hint(grouped, words));
    }
    return Grouped.valueOf(grouped.toUpperCase(Locale.ROOT));
  }
}
