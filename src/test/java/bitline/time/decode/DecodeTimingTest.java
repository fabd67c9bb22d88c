package bitline.time.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.chip.Chip;
import bitline.chip.Chips;
import bitline.chip.Memory;
import bitline.text.Binder;
import bitline.text.Yaml;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Decoding against what follows from bytes, bandwidth and steps alone.
class DecodeTimingTest {
  private static final Chip M50 = Chips.byName("houmo_m50_2025");
  private static final Setting PLAIN = new Setting(8, 8, 0, 1);

  @Test
  void shapesHaveThePublishedNumberOfWeights() {
    // 36 layers of 192,937,984 and two tables of 622,329,856
    assertThat(LanguageModels.find("qwen3_8b").counted()).isEqualTo(8_190_427_136L);
    assertThat(LanguageModels.find("qwen3_14b").counted()).isEqualTo(14_767_882_240L);
  }

  @Test
  void aTokenReadsAllWeightsButTheEmbeddingAndEveryRowOfTheCache() {
    Decoding decoding = LanguageModels.find("qwen3_8b").decoding(1024, 16);
    assertThat(decoding.weights()).isEqualTo(8_190_427_136L - 151_936L * 4096);
    assertThat(decoding.cacheBytes()).isEqualTo(36.0 * 2 * 8 * 128 * 2 * 1024);
  }

  @Test
  void whatPassesTheMemoryIsTheTimeWhereNothingElseIsSlow() {
    Cases.forAll(
        8,
        random -> {
          int bits = random.nextInt(2, 9);
          int context = random.nextInt(300, 4000);
          Decoding decoding = LanguageModels.find("qwen3_8b").decoding(context, 8);
          DecodeTiming timing = timed(decoding, M50, new Setting(bits, 8, 0, 1));
          double bytes =
              decoding.weights() * bits / 8.0
                  + decoding.cacheBytes() * (context + 1) / context
                  + 4096 * bits / 8.0;
          Memory memory = Objects.requireNonNull(M50.outside());
          assertThat(timing.weightBytes() + timing.cacheBytes() + timing.otherBytes())
              .isCloseTo(bytes, Percentage.withPercentage(1e-9));
          assertThat(timing.interval()).isGreaterThanOrEqualTo(memory.seconds(bytes) * (1 - 1e-12));
          double all = timing.units().stream().mapToDouble(DecodeTiming.Part::seconds).sum();
          assertThat(timing.interval()).isLessThanOrEqualTo(all * (1 + 1e-9));
          assertThat(timing.parts().stream().mapToDouble(DecodeTiming.Part::seconds).sum())
              .isCloseTo(timing.interval(), within(1e-12));
        });
  }

  @Test
  void aModelThatStaysTakesTheSumOfItsWork() {
    Decoding decoding =
        new Decoding(
            "two products",
            1,
            false,
            List.of(
                new Decoding.Block(
                    3,
                    List.of(
                        new Decoding.Product("a", 1000, 100), // 2 x 4 tiles on 32 arrays
                        new Decoding.Vector("v", 6250)))));
    DecodeTiming timing = timed(decoding, M50, new Setting(8, 8, 1e-6, 1));
    double product = 8 * 0.8192e-9;
    double vector = 6250 / (2 * 256 * 1.220703125e9);
    assertThat(timing.resident()).isTrue();
    assertThat(timing.interval()).isCloseTo(3 * (product + vector) + 1e-6, within(1e-13));
    assertThat(timing.roof()).isZero();
  }

  @Test
  void sequencesShareTheWeightsThatPass() {
    Decoding decoding = LanguageModels.find("qwen3_8b").decoding(16, 8);
    DecodeTiming one = timed(decoding, M50, PLAIN);
    DecodeTiming four = timed(decoding, M50, new Setting(8, 8, 0, 4));
    assertThat(four.weightBytes()).isEqualTo(one.weightBytes());
    assertThat(four.cacheBytes()).isEqualTo(4 * one.cacheBytes());
    assertThat(four.tokensPerSecond())
        .isBetween(3.8 * one.tokensPerSecond(), 4 * one.tokensPerSecond());
  }

  @Test
  void whatIsNeededGivesWhatWasAskedFor() {
    Decoding decoding = LanguageModels.find("qwen3_8b").decoding(1024, 16);
    Needed needed = Needed.of(decoding, M50, PLAIN, 10);
    double outside = Objects.requireNonNull(needed.outside());
    assertThat(timed(decoding, M50, PLAIN.withOutside(outside)).tokensPerSecond())
        .isCloseTo(10, within(1e-3));
    Memory memory = Objects.requireNonNull(M50.outside());
    double bandwidth = Objects.requireNonNull(needed.bandwidth());
    assertThat(
            DecodeTiming.play(decoding, M50, DecodeTiming.withBandwidth(memory, bandwidth), PLAIN)
                .tokensPerSecond())
        .isCloseTo(10, within(1e-3));
    double efficiency = Objects.requireNonNull(needed.efficiency());
    assertThat(bandwidth * memory.efficiency())
        .isCloseTo(
            Objects.requireNonNull(memory.bandwidth()) * efficiency,
            Percentage.withPercentage(0.01));

    Needed beyond = Needed.of(decoding, M50, PLAIN, 25);
    assertThat(beyond.efficiency()).isNull();
    assertThat(beyond.outside()).isNull();
    int bits = Objects.requireNonNull(beyond.weightBits());
    assertThat(timed(decoding, M50, PLAIN.withWeightBits(bits)).tokensPerSecond())
        .isGreaterThan(25);
    assertThat(timed(decoding, M50, PLAIN.withWeightBits(bits + 1)).tokensPerSecond())
        .isLessThan(25);
    assertThat(beyond.sequences()).isEqualTo(2);
  }

  @Test
  void theVendorsSecondFigureFollowsFromTheFirst() {
    Decoding small = LanguageModels.find("qwen3_8b").decoding(1024, 16);
    Decoding large = LanguageModels.find("qwen3_14b").decoding(1024, 16);
    double outside = Objects.requireNonNull(Needed.of(small, M50, PLAIN, 10.87).outside());
    assertThat(timed(large, M50, PLAIN.withOutside(outside)).tokensPerSecond())
        .isCloseTo(6.75, Percentage.withPercentage(5));
  }

  @Test
  void chipsThatCannotSaySo() {
    Decoding decoding = LanguageModels.find("qwen3_8b").decoding(1024, 16);
    assertThat(reasons(decoding, M50, new Setting(12, 8, 0, 1)))
        .containsExactly("houmo_m50_2025 stores weights of [2, 3, 4, 5, 6, 7, 8] bits, not of 12");
    assertThat(reasons(decoding, Chips.byName("houmo_h30_2023"), PLAIN))
        .hasSize(1)
        .first()
        .asString()
        .isEqualTo(
            "qwen3_8b needs 8.3 GB for weights and KV cache; the memory outside houmo_h30_2023 holds 8.0 GB");
  }

  @Test
  void aShapeThatDoesNotFitItsWeightsIsAProblem() {
    String text =
        """
        name: wrong
        title: Wrong
        year: 2025
        layers: 36
        hidden: 4096
        heads: 32
        keyValueHeads: 8
        headSize: 128
        feedForward: 12288
        vocabulary: 151936
        tiedEmbeddings: true
        weights: 8.2e9
        source: nowhere
        """;
    assertThatThrownBy(() ->
            Binder.written()
                .bind(LanguageModel.class, Yaml.parse(text, "wrong.yaml"), "wrong.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("the shape has 7568 million, not 8200 million");
    assertThatThrownBy(() ->
            Binder.written()
                .bind(
                    LanguageModel.class,
                    Yaml.parse(text.replace("keyValueHeads: 8", "keyValueHeads: 5"), "wrong.yaml"),
                    "wrong.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("5 do not divide the 32 heads");
  }

  private static DecodeTiming timed(Decoding decoding, Chip chip, Setting setting) {
    return switch (DecodeTiming.of(decoding, chip, setting)) {
      case DecodeTiming.Answer.Timed(DecodeTiming timing) -> timing;
      case DecodeTiming.Answer.Infeasible(List<String> reasons) ->
          throw new AssertionError(reasons);
    };
  }

  private static List<String> reasons(Decoding decoding, Chip chip, Setting setting) {
    return DecodeTiming.of(decoding, chip, setting)
            instanceof DecodeTiming.Answer.Infeasible(List<String> reasons)
        ? reasons
        : List.of();
  }
}
