package bitline.forecast.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.forecast.Gaussian;
import bitline.forecast.Method;
import bitline.forecast.Predictive;
import bitline.forecast.measure.Choice;
import bitline.forecast.measure.Measure;
import bitline.forecast.measure.Payment;
import bitline.forecast.mix.Advantage.Circuit;
import bitline.forecast.mix.Mix.Joined;
import bitline.forecast.mix.Simulations.Simulated;
import bitline.forecast.mix.Simulations.Whole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixTest {
  /// A mainstream that gains 0.15 orders of magnitude a year, 0.3 about it.
  private static final Method.Fitted MAINSTREAM =
      date -> new Gaussian(12 + 0.15 * (date - 2026), 0.3);

  private static Branches certain(Path folder, String share, String ratio, String pace)
      throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        """
        assumed: a test
        reference: 2026
        system:
          board: {middle: 1, low: 1, high: 1}
          arrays: {middle: 1, low: 1, high: 1}
          process: 4 nm
          silicon: {middle: 0.5, low: 0.5, high: 0.5}
          energy: {middle: 0.25, low: 0.25, high: 0.25}
        branches:
          - name: sure
            title: surely as stated
            group: own
            share:
              ceiling: {middle: SHARE, low: SHARE, high: SHARE}
              midpoint: {middle: 2035, low: 2035, high: 2035}
              rise: {middle: 10, low: 10, high: 10}
            advantage:
              kind: given
              perJoule: {middle: RATIO, low: RATIO, high: RATIO}
              perDollar: {middle: 1.5, low: 1.5, high: 1.5}
            pace: {middle: PACE, low: PACE, high: PACE}
        """
            .replace("SHARE", share)
            .replace("RATIO", ratio)
            .replace("PACE", pace));
    return Branches.read(file);
  }

  /// Half of the work at a quarter of the joules: 1 / (0.5 + 0.5/4) = 1.6 times as good.
  @Test
  void theGainIsThatOfTheSumOfCosts(@TempDir Path folder) throws IOException {
    Branches sure = certain(folder, "1", "4", "1");
    Mix joule = Mix.of(sure, Aspect.PER_JOULE);
    assertThat(joule.gain(MAINSTREAM, 2035).middle()).isCloseTo(1.6, within(1e-9));
    assertThat(joule.gain(MAINSTREAM, 2035).low()).isCloseTo(1.6, within(1e-9));
    Mix price = Mix.of(sure, Aspect.PER_PRICE);
    assertThat(price.gain(MAINSTREAM, 2035).middle())
        .isCloseTo(1 / (0.5 + 0.5 / 1.5), within(1e-9));
    double owned = 1 / (0.25 / 4 + 0.75 / 1.5);
    assertThat(Mix.of(sure, Aspect.PER_OWNERSHIP).gain(MAINSTREAM, 2035).middle())
        .isCloseTo(1 / (0.5 + 0.5 / owned), within(1e-9));
    Predictive then = joule.over(MAINSTREAM).at(2035);
    assertThat(then.median()).isCloseTo(12 + 0.15 * 9 + StrictMath.log10(1.6), within(0.01));
    assertThat(then.quantile(0.95) - then.quantile(0.05)).isCloseTo(2 * 1.645 * 0.3, within(0.03));
  }

  /// 10 % five years before the middle, 90 % five years after it.
  @Test
  void adoptionRisesFromATenthToNineTenths(@TempDir Path folder) throws IOException {
    Adoption share = certain(folder, "0.4", "4", "1").branches().getFirst().share();
    assertThat(share.at(2030, 0, 0, 0)).isCloseTo(0.04, within(1e-9));
    assertThat(share.at(2035, 0, 0, 0)).isCloseTo(0.2, within(1e-9));
    assertThat(share.at(2040, 0, 0, 0)).isCloseTo(0.36, within(1e-9));
  }

  @Test
  void aWorseBranchIsNotUsed(@TempDir Path folder) throws IOException {
    Mix worse = Mix.of(certain(folder, "1", "0.5", "1"), Aspect.PER_JOULE);
    assertThat(worse.gain(MAINSTREAM, 2040).high()).isEqualTo(1);
    Predictive alone = MAINSTREAM.at(2040);
    assertThat(worse.over(MAINSTREAM).at(2040)).isEqualTo(alone);
    assertThat(worse.joined(MAINSTREAM, 2040).getFirst().better()).isZero();
  }

  /// Half the pace: after 10 years of 0.15 the advantage is 10^-0.75 of what it was.
  @Test
  void aBranchThatImprovesMoreSlowlyFallsBehind(@TempDir Path folder) throws IOException {
    Mix slow = Mix.of(certain(folder, "1", "4", "0.5"), Aspect.PER_JOULE);
    Joined then = slow.joined(MAINSTREAM, 2036).getFirst();
    assertThat(then.ratio().middle()).isCloseTo(4 * StrictMath.pow(10, -0.75), within(1e-9));
    assertThat(then.better()).isZero();
  }

  @Test
  void theChipsOfABranchAreChosenByRule() {
    List<String> digital =
        Simulations.of(Circuit.DIGITAL, 5e-9).stream().map(Simulated::chip).toList();
    List<String> analog =
        Simulations.of(Circuit.ANALOG, 16e-9).stream().map(Simulated::chip).toList();
    assertThat(digital)
        .contains("houmo_h30_2023", "axelera_isscc_2024", "tu_isscc_2022")
        .doesNotContain("ideal_digital", "chih_isscc_2021");
    assertThat(analog)
        .contains("jia_jssc_2020", "hermes64_natel_2023", "wan_nature_2022")
        .doesNotContain("generic_analog", "generic_rram", "papistas_cicc_2021");
    assertThat(analog).doesNotContainAnyElementsOf(digital);
    assertThat(Simulations.whole().stream().map(Whole::chip).toList())
        .contains("houmo_h30_2023", "axelera_isscc_2024", "hermes64_natel_2023", "fick_isscc_2022")
        .doesNotContain("jia_jssc_2020");
  }

  @Test
  void simulatedChipsJoinTheMix() {
    Mix mix = Mix.of(Branches.standard().select("cim"), Aspect.PER_JOULE);
    List<Joined> joined = mix.joined(MAINSTREAM, 2035);
    assertThat(joined).hasSize(2);
    for (Joined each : joined) {
      assertThat(each.ratio().low()).isPositive().isLessThan(each.ratio().middle());
      assertThat(each.ratio().high() / each.ratio().low()).isGreaterThan(4);
      assertThat(each.share().high()).isLessThan(0.5);
      assertThat(each.from()).contains("described chips", "8 × 8 bits");
    }
    Predictive with = mix.over(MAINSTREAM).at(2035);
    assertThat(with.median()).isBetween(MAINSTREAM.at(2035).median(), 14.0);
    assertThat(mix.gain(MAINSTREAM, 2018).high()).isCloseTo(1, within(0.01));
    assertThat(mix.sways(MAINSTREAM, 2035)).hasSize(10);
    assertThat(mix.sways(MAINSTREAM, 2035).getFirst().width())
        .isGreaterThan(mix.sways(MAINSTREAM, 2035).getLast().width());
    Mix again = Mix.of(Branches.standard().select("digital-cim,analog-cim"), Aspect.PER_JOULE);
    assertThat(again.over(MAINSTREAM).at(2035).quantile(0.9)).isEqualTo(with.quantile(0.9));
  }

  @Test
  void whatNobodyCanTellContributesNothing() {
    Mix mix = Mix.of(Branches.standard().select("quantum"), Aspect.PER_PRICE);
    Joined quantum = mix.joined(MAINSTREAM, 2040).getFirst();
    assertThat(quantum.ratio()).isNull();
    assertThat(quantum.from()).contains("nothing to matrix products before 2035");
    assertThat(mix.gain(MAINSTREAM, 2060).high()).isEqualTo(1);
    Mix light = Mix.of(Branches.standard().select("photonic"), Aspect.PER_PRICE);
    assertThat(light.joined(MAINSTREAM, 2040).getFirst().ratio()).isNull();
    Mix perJoule = Mix.of(Branches.standard().select("photonic"), Aspect.PER_JOULE);
    assertThat(perJoule.joined(MAINSTREAM, 2026).getFirst().from()).contains("lightmatter-2025");
  }

  @Test
  void unknownNamesAndMeasuresAreRefused() {
    assertThatThrownBy(() -> Branches.standard().select("cmi"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("did you mean 'cim'");
    assertThatThrownBy(() -> Aspect.of(Choice.of(Measure.MEMORY)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("--with-tech");
    assertThat(Aspect.of(Choice.of(Measure.OPS_PER_DOLLAR).by(Payment.TCO)))
        .isEqualTo(Aspect.PER_OWNERSHIP);
    assertThat(Branches.standard().select("all").branches()).hasSize(6);
  }

  @Test
  void everyNumberSaysWhereItComesFrom() {
    assertThat(Branches.standard().evidence()).hasSizeGreaterThan(80);
    assertThat(Branches.standard().evidence()).allMatch(e -> e.text().length() > 15);
  }
}
