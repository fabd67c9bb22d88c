package bitline.money.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Problem;
import bitline.money.own.TrainingCost.Run;
import bitline.money.own.TrainingCost.Step;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCostTest {
  private static final TrainingPrices PRICES = OwnershipPrices.known().training();

  /// Producer prices of data processing in the United States, PCU518210518210: March 2023, when
  /// GPT-4 was published, December 2023, and December 2024.
  private static final double THEN = 117.766;

  private static final double DOLLARS_2023 = 119.029;
  private static final double DOLLARS_2024 = 119.349;

  /// 25000 A100 for 2280 hours; a DGX A100 was 199000 dollars, in use 90 days after its release.
  private static Run gpt4(LocalDate valued, double index) {
    LocalDateTime available = LocalDate.of(2020, 8, 12).atStartOfDay();
    return new Run(
        199_000.0 / 8,
        available,
        valued.atStartOfDay(),
        25_000 * 2280.0,
        400,
        PRICES.chip("NVIDIA A100 SXM4 40 GB"),
        PRICES.pue("OpenAI"),
        PRICES.electricity(2023),
        THEN,
        index);
  }

  private static final Run PUBLISHED = gpt4(LocalDate.of(2022, 5, 12), DOLLARS_2024);

  @Test
  void gpt4CostsWhatWasPublishedToTheCent() {
    TrainingCost cost = TrainingCost.of(PUBLISHED, PRICES);
    assertThat(cost.total()).isEqualTo(40_695_706.404, within(0.001));
    assertThat(cost.value()).isEqualTo(14_165.05, within(0.01));
    assertThat(cost.hardware()).isEqualTo(29_691_720.99, within(0.01));
    assertThat(cost.network()).isEqualTo(6_964_724.68, within(0.01));
    assertThat(cost.energy()).isEqualTo(3_499_488.28, within(0.01));
  }

  /// The later file holds 68783537.59352855: its notebook takes the price at which chips were
  /// bought, not what they were worth when the run began. Nothing else differs.
  @Test
  void theLaterAccountValuesChipsAsBought() {
    Run later = gpt4(LocalDate.of(2020, 8, 12), DOLLARS_2024);
    assertThat(TrainingCost.of(later, PRICES).total()).isEqualTo(68_783_537.594, within(0.001));
    List<Step> steps = TrainingCost.steps(PUBLISHED, later, PRICES);
    assertThat(steps)
        .singleElement()
        .satisfies(step -> {
          assertThat(step.parameter()).isEqualTo("value as of");
          assertThat(step.from()).isEqualTo("2022-05-12");
          assertThat(step.to()).isEqualTo("2020-08-12");
          assertThat(step.dollars()).isEqualTo(68_783_537.594 - 40_695_706.404, within(0.002));
        });
  }

  /// Epoch's table of models holds $40586592.58, in dollars of 2023.
  @Test
  void aThirdAccountIsInDollarsOf2023() {
    Run third = gpt4(LocalDate.of(2022, 5, 12), DOLLARS_2023);
    assertThat(TrainingCost.of(third, PRICES).total()).isEqualTo(40_586_592.58, within(0.005));
    assertThat(TrainingCost.steps(PUBLISHED, third, PRICES))
        .singleElement()
        .satisfies(
            step -> assertThat(step.parameter()).isEqualTo("price index of the answer's dollars"));
  }

  @Test
  void stepsSumToTheDifference() {
    Run other =
        new Run(
            30_000,
            LocalDate.of(2022, 12, 19).atStartOfDay(),
            LocalDate.of(2023, 5, 1).atStartOfDay(),
            1e6,
            700,
            PRICES.chip("NVIDIA H100 SXM5 80GB"),
            PRICES.pue("Google DeepMind"),
            PRICES.electricity(2024),
            118,
            DOLLARS_2023);
    List<Step> steps = TrainingCost.steps(PUBLISHED, other, PRICES);
    assertThat(steps).hasSize(10);
    double sum = steps.stream().mapToDouble(Step::dollars).sum();
    assertThat(sum)
        .isEqualTo(
            TrainingCost.of(other, PRICES).total() - TrainingCost.of(PUBLISHED, PRICES).total(),
            within(0.01));
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertThat(PRICES.chip("Google TPU v4").serverPower()).isEqualTo(1.56);
    assertThat(PRICES.chip("some new chip").serverPower()).isEqualTo(1.8);
    assertThat(PRICES.pue("xAI")).isEqualTo(1.25);
    assertThat(PRICES.pue("Meta AI")).isEqualTo(1.1);
    assertThatThrownBy(() -> PRICES.electricity(2009))
        .isInstanceOf(Problem.class)
        .hasMessage("no price of electricity for 2009; known are 2010 to 2025");
  }
}
