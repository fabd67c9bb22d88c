package bitline.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Keyed;
import bitline.base.Problem;
import bitline.text.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Weighing alternatives: a case by hand, order that does not matter, draws that are keyed, files
/// that are refused.
class ScenarioTest {
  private static final Criterion.Number SIZE =
      new Criterion.Number("size", "m", 0, 10, Criterion.Scale.LINEAR);
  private static final Criterion.Number RATIO =
      new Criterion.Number("ratio", "x", 100, 1, Criterion.Scale.LOGARITHMIC);

  private static Stated exactly(double value) {
    return new Stated(value, value, value);
  }

  private static Scenario.Alternative alternative(Stated size, Stated ratio) {
    return new Scenario.Alternative("", Map.of("size", size, "ratio", ratio), Map.of());
  }

  private static Scenario.Stakeholder voter(List<String> expert, double size, double ratio) {
    return new Scenario.Stakeholder("", expert, Map.of("size", size, "ratio", ratio));
  }

  private static Scenario byHand(Stated sizeOfA) {
    return new Scenario(
        "by hand",
        Map.of("size", SIZE, "ratio", RATIO),
        Map.of(
            "a", alternative(sizeOfA, exactly(10)), // 0.8 and 0.5
            "b", alternative(exactly(4), exactly(1))), // 0.4 and 1
        Map.of(
            "one", voter(List.of("size"), 90, 10), // 0.9 and 0.1
            "two", voter(List.of(), 1, 1)), // 0.5 and 0.5
        3,
        List.of());
  }

  /// size: (3 · 0.9 + 0.5) / 4 = 0.8; ratio: (0.1 + 0.5) / 2 = 0.3; scaled by 1.1.
  @Test
  void scoresByHand() {
    Choice choice = Choice.of(byHand(exactly(8)), 10);
    assertThat(choice.weights().get(0).criterion()).isEqualTo("ratio");
    assertThat(choice.weights().get(0).weight()).isCloseTo(3.0 / 11, within(1e-12));
    assertThat(choice.weights().get(1).weight()).isCloseTo(8.0 / 11, within(1e-12));
    assertThat(choice.weights().get(1).asOne()).isCloseTo(0.7, within(1e-12));
    Choice.Ranked first = choice.ranking().getFirst();
    assertThat(first.alternative()).isEqualTo("a");
    assertThat(first.score()).isCloseTo((0.8 * 8 + 0.5 * 3) / 11, within(1e-12));
    assertThat(choice.ranking().get(1).score()).isCloseTo((0.4 * 8 + 1 * 3) / 11, within(1e-12));
    assertThat(first.first().inputs()).isEqualTo(1);
  }

  /// a and b are worth the same where 0.4 · size = 0.5 · ratio: at a weight of 4/9 for ratio.
  @Test
  void aWeightTurnsTheOrderWhereTheLinesCross() {
    Choice.Moved ratio = Choice.of(byHand(exactly(8)), 1).moved().getFirst();
    assertThat(ratio.from()).isZero();
    assertThat(ratio.to()).isCloseTo(4.0 / 9, within(1e-12));
    assertThat(ratio.above()).isEqualTo("b");
    assertThat(ratio.below()).isNull();
  }

  /// 8 · s + 3 · 0.5 = 8 · 0.4 + 3 gives s = 0.5875: a size of 5.875, inside of 5 to 9.
  @Test
  void anInputTurnsTheOrderWhereScoresMeet() {
    Choice choice = Choice.of(byHand(new Stated(8, 5, 9)), 1);
    assertThat(choice.turns()).hasSize(1);
    Choice.Turn turn = choice.turns().getFirst();
    assertThat(turn.input()).isEqualTo("a size");
    assertThat(turn.at()).isCloseTo(5.875, within(1e-9));
    assertThat(turn.then()).isEqualTo("b");
    assertThat(turn.within()).isTrue();
    assertThat(Choice.of(byHand(new Stated(8, 7, 9)), 1).turns().getFirst().within()).isFalse();
  }

  @Test
  void theNeedThatIsMetWorstDecides() {
    Criterion.Needs needs =
        new Criterion.Needs(
            "fit",
            "chip",
            Map.of(
                "watts",
                new Criterion.Property("", "W", Criterion.Wanted.AT_MOST, exactly(20)),
                "bytes",
                new Criterion.Property("", "GB", Criterion.Wanted.AT_LEAST, exactly(8))));
    Scenario scenario =
        new Scenario(
            "needs",
            Map.of("fit", needs),
            Map.of(
                "a", needs(Map.of("watts", exactly(10), "bytes", exactly(32))), // 1/2 and 1/4
                "b", needs(Map.of("watts", exactly(40))), // met
                "c", needs(Map.of("bytes", exactly(9)))), // 8/9
            Map.of("one", new Scenario.Stakeholder("", List.of(), Map.of("fit", 1.0))),
            1,
            List.of());
    List<Choice.Ranked> ranking = Choice.of(scenario, 1).ranking();
    assertThat(ranking).extracting(Choice.Ranked::alternative).containsExactly("b", "c", "a");
    assertThat(ranking).extracting(Choice.Ranked::score).containsExactly(1.0, 8.0 / 9, 0.25);
    assertThat(ranking.getLast().limits()).containsExactly("bytes");
    assertThat(ranking.getFirst().limits()).containsOnlyNulls();
  }

  private static Scenario.Alternative needs(Map<String, Stated> needs) {
    return new Scenario.Alternative("", Map.of(), needs);
  }

  /// Worth is measured on fixed scales, so that a third alternative cannot change the order of two.
  @Test
  void anAlternativeThatIsLeftOutChangesNoScore() {
    Cases.forAll(
        50,
        random -> {
          Scenario all = random(random);
          Map<String, Scenario.Alternative> fewer = new LinkedHashMap<>(all.alternatives());
          fewer.remove(fewer.keySet().iterator().next());
          Scenario some =
              new Scenario(
                  all.title(),
                  all.criteria(),
                  fewer,
                  all.stakeholders(),
                  all.expertFactor(),
                  List.of());
          Map<String, Double> before = scores(Choice.of(all, 5));
          scores(Choice.of(some, 5))
              .forEach((name, score) -> assertThat(score).isEqualTo(before.get(name)));
        });
  }

  /// To the last bit, draws and turns included.
  @Test
  void theOrderOfTheFileChangesNothing() {
    Cases.forAll(
        50,
        random -> {
          Scenario scenario = random(random);
          Random order = new Random(random.nextLong());
          Scenario shuffled =
              new Scenario(
                  scenario.title(),
                  shuffled(scenario.criteria(), order),
                  shuffled(scenario.alternatives(), order),
                  shuffled(scenario.stakeholders(), order),
                  scenario.expertFactor(),
                  List.of());
          assertThat(Choice.of(shuffled, 50)).isEqualTo(Choice.of(scenario, 50));
        });
  }

  /// The draw of an input is that of its key.
  @Test
  void drawsAreKeyed() {
    Scenario one = byHand(new Stated(8, 2, 9));
    Choice choice = Choice.of(one, 400);
    assertThat(Choice.of(one, 400)).isEqualTo(choice);
    int firsts = 0;
    for (int d = 0; d < 400; d++) {
      double z = bitline.base.Normal.drawn(1, "scenario a size", d);
      double size = new Stated(8, 2, 9).at(z, false);
      firsts += size >= 5.875 ? 1 : 0;
    }
    Choice.Ranked a = choice.ranking().getFirst();
    assertThat(a.first().inputs()).isEqualTo(firsts / 400.0);
    assertThat(a.first().inputs()).isBetween(0.5, 0.95);
    assertThat(Keyed.bits(1, "weight of size", 0)).isNotEqualTo(Keyed.bits(1, "weight of size", 1));
  }

  /// Of weights of which nothing is known, a wins with all below 4/9 for ratio.
  @Test
  void unknownWeightsAreEvenlyDistributed() {
    Choice choice = Choice.of(byHand(exactly(8)), 4000);
    assertThat(choice.ranking().getFirst().first().weights()).isCloseTo(4.0 / 9, within(0.03));
  }

  /// An interval holds four of five draws.
  @Test
  void fourOfFiveDrawsLieWithin() {
    Stated stated = new Stated(3, 1, 20);
    int inside = 0;
    for (int d = 0; d < 5000; d++) {
      double value = stated.at(bitline.base.Normal.drawn(1, "x", d), true);
      inside += value >= 1 && value <= 20 ? 1 : 0;
    }
    assertThat(inside / 5000.0).isCloseTo(0.8, within(0.02));
  }

  @Test
  void theScenarioThatComesAlongStatesEveryNumber() {
    Scenario scenario = Scenarios.edgeFirst();
    assertThat(scenario.alternatives())
        .containsOnlyKeys("surveillance", "aiot", "driving", "robotics", "cloud");
    assertThat(scenario.criteria()).containsOnlyKeys("market", "moat", "fit");
    assertThat(scenario.evidence()).hasSizeGreaterThan(100);
    assertThat(scenario.evidence()).anyMatch(e -> e.kind() == Evidence.Kind.PUBLISHED);
    assertThat(scenario.evidence()).allMatch(e -> e.text().length() > 10);
  }

  @Test
  void whatCannotBeWeighedIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    String good = Files.readString(Path.of("scenarios/edge_first.yaml"));
    refused(folder, good.replace("moat: {middle: 3,", "mote: {middle: 3,"), "'aiot' has no value");
    refused(
        folder,
        good.replace(
            "memory: {middle: 16, low: 8, high: 32", "memroy: {middle: 16, low: 8, high: 32"),
        "did you mean 'memory'?");
    refused(
        folder,
        good.replace("market: {middle: 6, low: 2.6", "market: {middle: 6, low: 7"),
        "low 7.0 lies above the middle 6.0");
    refused(
        folder,
        good.replace("market: {middle: 6, low: 2.6", "market: {middle: 6, low: -1"),
        "above 0");
    refused(folder, good.replace("votes: {market: 50,", "votes: {market: -50,"), "out of range");
    refused(folder, good.replace("expertIn: [fit]", "expertIn: [fitt]"), "did you mean 'fit'?");
    refused(
        folder,
        good.replace("expertFactor: {value: 3,", "expertFactor: {value: 0.5,"),
        "expertFactor 0.5 is out of range");
    refused(
        folder,
        good.replace("    assumed: leaves the technology to others\n", ""),
        "nothing says where");
    refused(folder, good.replace("worst: 10\n    best: 0\n", "worst: 10\n    best: 10\n"), "worst");
    assertThatThrownBy(() -> Scenarios.read(folder.resolve("none.yaml")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Scenarios.read(Path.of("model.onnx"))).isInstanceOf(Problem.class);
  }

  private static void refused(Path folder, String text, String why) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, text);
    assertThatThrownBy(() -> Scenarios.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("mine.yaml:")
        .hasMessageContaining(why);
  }

  private static Scenario random(RandomGenerator random) {
    Map<String, Scenario.Alternative> alternatives = new LinkedHashMap<>();
    for (String name : List.of("a", "b", "c", "d")) {
      alternatives.put(name, alternative(stated(random), stated(random)));
    }
    return new Scenario(
        "random",
        Map.of("size", SIZE, "ratio", RATIO),
        alternatives,
        Map.of(
            "one", voter(List.of("size"), random.nextDouble(), 1),
            "two", voter(List.of("ratio"), 1, random.nextDouble()),
            "three", voter(List.of(), 1, 1)),
        1 + 4 * random.nextDouble(),
        List.of());
  }

  private static Stated stated(RandomGenerator random) {
    double middle = 1 + 8 * random.nextDouble();
    return new Stated(middle, middle * random.nextDouble(0.3, 1), middle * random.nextDouble(1, 3));
  }

  private static Map<String, Double> scores(Choice choice) {
    Map<String, Double> scores = new LinkedHashMap<>();
    choice.ranking().forEach(one -> scores.put(one.alternative(), one.score()));
    return scores;
  }

  private static <T> Map<String, T> shuffled(Map<String, T> map, Random order) {
    List<Map.Entry<String, T>> entries = new ArrayList<>(map.entrySet());
    Collections.shuffle(entries, order);
    Map<String, T> out = new LinkedHashMap<>();
    entries.forEach(entry -> out.put(entry.getKey(), entry.getValue()));
    return out;
  }
}
