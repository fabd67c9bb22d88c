package bitline.time.decode;

import bitline.program.Effort;
import bitline.text.Binder;
import bitline.text.Collected;
import bitline.text.Evidence;
import bitline.text.Range;
import bitline.text.Sourced;
import java.nio.file.Path;
import java.util.List;

/// A language model by its published shape, without weights: a decoder of equal layers with grouped
/// queries, rotary positions, root-mean-square norms and a gated feed-forward network, as
/// `networks/*.yaml` describes it. Norms' own weights and biases are left out: together less than a
/// thousandth. Mixtures of experts, sliding windows and shared layers are out of reach.
///
/// @param name the file's name without `.yaml`
/// @param title one line for people
/// @param year of publication
/// @param hidden numbers that go from layer to layer
/// @param heads of queries
/// @param keyValueHeads of keys and of values, each read by several heads of queries
/// @param headSize numbers of a head
/// @param feedForward numbers inside the feed-forward network
/// @param vocabulary tokens
/// @param tiedEmbeddings whether the last product has the embedding's weights
/// @param weights as published, to hold the shape against
/// @param evidence where every value comes from
@Sourced
public record LanguageModel(
    String name,
    String title,
    @Range(min = 1960, max = 2200) int year,
    @Range(min = 1, max = 10_000) int layers,
    @Range(min = 1, max = 1 << 20) int hidden,
    @Range(min = 1, max = 1 << 16) int heads,
    @Range(min = 1, max = 1 << 16) int keyValueHeads,
    @Range(min = 1, max = 1 << 16) int headSize,
    @Range(min = 1, max = 1 << 22) int feedForward,
    @Range(min = 2, max = 1 << 24) int vocabulary,
    boolean tiedEmbeddings,
    @Range(min = 1, max = 1e14) double weights,
    @Collected List<Evidence> evidence) {
  /// How far the shape may be off the published number of weights, which is rounded.
  private static final double ROUNDING = 0.01;

  public LanguageModel {
    evidence = List.copyOf(evidence);
    if (heads % keyValueHeads != 0) {
      throw new IllegalArgumentException(
          "keyValueHeads: " + keyValueHeads + " do not divide the " + heads + " heads");
    }
    double counted =
        layers * (2.0 * hidden * headSize * (heads + keyValueHeads) + 3.0 * hidden * feedForward)
            + (tiedEmbeddings ? 1.0 : 2.0) * vocabulary * hidden;
    if (Math.abs(counted / weights - 1) > ROUNDING) {
      throw new IllegalArgumentException(
          "weights: the shape has "
              + Math.round(counted / 1e6)
              + " million, not "
              + Math.round(weights / 1e6)
              + " million");
    }
  }

  /// Reads a file.
  public static LanguageModel load(Path file) {
    return Binder.written().read(LanguageModel.class, file);
  }

  /// Weights that the shape has.
  public long counted() {
    return layers * (2L * hidden * headSize * (heads + keyValueHeads) + 3L * hidden * feedForward)
        + (tiedEmbeddings ? 1L : 2L) * vocabulary * hidden;
  }

  /// What a token asks for.
  ///
  /// @param context tokens that attention looks at, this one counted
  /// @param cacheBits of a number in the KV cache
  public Decoding decoding(int context, int cacheBits) {
    long queries = (long) heads * headSize;
    long keys = (long) keyValueHeads * headSize;
    double row = 2.0 * keys * cacheBits / 8;
    double scores = (double) heads * context;
    double attention =
        2 * scores * headSize + scores * (1 + Effort.SOFTMAX) + Effort.FINISH * queries;
    long table = tiedEmbeddings ? 0 : (long) vocabulary * hidden;
    double norm = hidden * 5.0 + 2 * Effort.SLOW;
    double gate = feedForward * (Effort.SLOW + 2);
    List<Decoding.Task> layer =
        List.of(
            new Decoding.Vector("norm", norm),
            new Decoding.Product("queries, keys, values", hidden, queries + 2 * keys),
            new Decoding.Vector(
                "scaling, rotation", (queries + 2 * keys) * Effort.FINISH + 3.0 * (queries + keys)),
            new Decoding.Appended("new key and value", row),
            new Decoding.Cached("keys and values", row * context),
            new Decoding.Vector("attention", attention),
            new Decoding.Product("attention's output", queries, hidden),
            new Decoding.Vector("sum, norm", hidden * (Effort.FINISH + 1) + norm),
            new Decoding.Product("gate and up", hidden, 2L * feedForward),
            new Decoding.Vector("gating", 2 * Effort.FINISH * feedForward + gate),
            new Decoding.Product("down", feedForward, hidden),
            new Decoding.Vector("sum", hidden * (Effort.FINISH + 1)));
    return new Decoding(
        name,
        context,
        false,
        List.of(
            new Decoding.Block(1, List.of(new Decoding.LookedUp("embedding", hidden, table))),
            new Decoding.Block(layers, layer),
            new Decoding.Block(
                1,
                List.of(
                    new Decoding.Vector("last norm", norm),
                    new Decoding.Product("next token", hidden, vocabulary),
                    new Decoding.Vector("choice", vocabulary * (Effort.FINISH + 1))))));
  }
}
