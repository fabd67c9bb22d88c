package bitline.forecast.windfall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Normal;
import bitline.base.Problem;
import bitline.forecast.windfall.Commitment.Bracket;
import bitline.forecast.windfall.Outcome.Dollars;
import bitline.forecast.windfall.World.Growth;
import bitline.forecast.windfall.World.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindfallTest {
  private static final double TRILLION = 1e12;
  private static final Commitment EXAMPLE =
      new Commitment(
          "example",
          List.of(
              new Bracket(0, 0),
              new Bracket(0.001, 0.01),
              new Bracket(0.01, 0.2),
              new Bracket(0.1, 0.5)));

  private static Outcome certain(double dollars) {
    return new Outcome("certain", 1, new Dollars(dollars, dollars, dollars));
  }

  private static Clause clause(List<Outcome> profits) {
    World still = new World(List.of(new Product(2030, 100 * TRILLION)), new Growth(0, 0, 0));
    return new Clause("test", 2030, EXAMPLE, still, profits, List.of(), List.of());
  }

  /// A world of 100 trillion: brackets at 100 billion, 1 trillion and 10 trillion, worked by hand.
  @Test
  void bracketsWorkedByHand() {
    double world = 100 * TRILLION;
    assertThat(EXAMPLE.given(-5e12, world)).isZero();
    assertThat(EXAMPLE.given(0.1 * TRILLION, world)).isZero();
    // 1 % of 100 billion
    assertThat(EXAMPLE.given(0.2 * TRILLION, world)).isCloseTo(1e9, within(1.0));
    // 1 % of 900 billion
    assertThat(EXAMPLE.given(TRILLION, world)).isCloseTo(9e9, within(1.0));
    // and 20 % of 1 trillion
    assertThat(EXAMPLE.given(2 * TRILLION, world)).isCloseTo(209e9, within(1.0));
    // 9 billion, 20 % of 9 trillion, 50 % of 30 trillion
    assertThat(EXAMPLE.given(40 * TRILLION, world)).isCloseTo(16.809e12, within(1e3));
    assertThat(EXAMPLE.marginal(2 * TRILLION, world)).isEqualTo(0.2);
    assertThat(EXAMPLE.threshold()).isCloseTo(0.001, within(1e-15));
    assertThat(EXAMPLE.profit(209e9, world)).isCloseTo(2 * TRILLION, within(1e3));
  }

  @Test
  void whatIsGivenNeverJumpsNeverFallsAndNeverExceedsTheProfit() {
    Cases.forAll(
        200,
        random -> {
          List<Bracket> brackets = new ArrayList<>(List.of(new Bracket(0, random.nextDouble())));
          double from = 0;
          for (int i = random.nextInt(6); i > 0; i--) {
            from += 0.001 + 0.1 * random.nextDouble();
            brackets.add(new Bracket(from, random.nextDouble()));
          }
          Commitment commitment = new Commitment("random", brackets);
          double profit = 0;
          double given = 0;
          for (int i = 0; i < 300; i++) {
            double more = random.nextDouble() * 0.01;
            double next = commitment.given(profit + more, 1);
            assertThat(next).isBetween(given - 1e-15, given + more + 1e-15);
            assertThat(next).isLessThanOrEqualTo(profit + more + 1e-15);
            profit += more;
            given = next;
          }
          assertThat(commitment.given(commitment.profit(given, 1), 1))
              .isCloseTo(given, within(1e-12));
        });
  }

  @Test
  void aCertainProfitGivesWhatItsBracketsSay() {
    Windfall windfall = Windfall.of(clause(List.of(certain(2 * TRILLION))));
    assertThat(windfall.expected()).isCloseTo(209e9, within(1e3));
    assertThat(windfall.share()).isCloseTo(0.1045, within(1e-9));
    assertThat(windfall.any()).isEqualTo(1);
    assertThat(windfall.threshold()).isCloseTo(0.1 * TRILLION, within(1.0));
    for (Windfall.Quantile each : windfall.quantiles()) {
      assertThat(each.profit()).isCloseTo(2 * TRILLION, within(1e4));
      assertThat(each.given()).isCloseTo(209e9, within(1e3));
    }
  }

  /// The closed form of a log-normal profit against 20,001 equally likely profits.
  @Test
  void theExpectationOfAnUncertainProfitIsTheMeanOverIt() {
    Outcome uncertain =
        new Outcome("uncertain", 1, new Dollars(TRILLION, 0.2 * TRILLION, 5 * TRILLION));
    Windfall windfall = Windfall.of(clause(List.of(uncertain)));
    double deviation = StrictMath.log(5) / 1.2815515655446004;
    double sum = 0;
    int many = 20_001;
    int none = 0;
    for (int i = 0; i < many; i++) {
      double profit = TRILLION * StrictMath.exp(deviation * Normal.quantile((i + 0.5) / many));
      sum += EXAMPLE.given(profit, 100 * TRILLION) / many;
      none += profit <= 0.1 * TRILLION ? 1 : 0;
    }
    assertThat(windfall.expected()).isCloseTo(sum, within(0.005 * sum));
    assertThat(windfall.any()).isCloseTo(1 - none / (double) many, within(1e-4));
    Windfall.Quantile nine =
        windfall.quantiles().stream().filter(q -> q.probability() == 0.9).findFirst().orElseThrow();
    assertThat(nine.profit()).isCloseTo(5 * TRILLION, within(1e6));
    assertThat(nine.given()).isCloseTo(EXAMPLE.given(5 * TRILLION, 100 * TRILLION), within(1e6));
  }

  @Test
  void outcomesAddUp() {
    Windfall windfall = Windfall.of(Clause.standard());
    double sum = windfall.outcomes().stream().mapToDouble(o -> o.probability() * o.given()).sum();
    assertThat(sum).isCloseTo(windfall.expected(), within(1e-9 * sum));
    assertThat(windfall.outcomes().stream().mapToDouble(Windfall.OfOutcome::part).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(windfall.quantiles())
        .isSortedAccordingTo((a, b) -> Double.compare(a.given(), b.given()));
    assertThat(windfall.share()).isBetween(0.0, 0.5);
  }

  @Test
  void theWorldGrowsFromTheLastYearThatIsTold() {
    World world =
        new World(
            List.of(new Product(2023, 100e12), new Product(2024, 105e12)),
            new Growth(0.05, 0.03, 0.07));
    assertThat(world.of(2023, 0)).isEqualTo(100e12);
    assertThat(world.of(2026, 0)).isCloseTo(105e12 * 1.1025, within(1.0));
    assertThat(world.of(2026, 1.2815515655446004)).isCloseTo(105e12 * 1.1449, within(1e3));
    assertThatThrownBy(() -> world.of(2020, 0))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no world product of 2020");
  }

  @Test
  void profitsComeFromATable(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("profits.csv");
    Files.writeString(file, "name,profit,probability\nusual,1e11,0.75\nhuge,2e12,0.25\n");
    Windfall windfall = Windfall.of(clause(ProfitTable.read(file)));
    assertThat(windfall.expected()).isCloseTo(0.25 * 209e9, within(1e3));
    assertThat(windfall.any()).isCloseTo(0.25, within(1e-12));
    Files.writeString(file, "profit\n1e11\n2e12\n");
    assertThat(Windfall.of(clause(ProfitTable.read(file))).any()).isCloseTo(0.5, within(1e-12));
    Files.writeString(file, "profit,probability\n1e11,0.5\n2e12,0.6\n");
    assertThatThrownBy(() -> ProfitTable.read(file)).hasMessageContaining("sum to 1.1");
    Files.writeString(file, "profit\n-3\n");
    assertThatThrownBy(() -> ProfitTable.read(file)).hasMessageContaining("profits.csv:2");
    Files.writeString(file, "gain\n3\n");
    assertThatThrownBy(() -> ProfitTable.read(file)).hasMessageContaining("no column 'profit'");
  }

  @Test
  void promisesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Commitment("late", List.of(new Bracket(0.1, 0.5))))
        .hasMessageContaining("begin at 0");
    assertThatThrownBy(
            () -> new Commitment("back", List.of(new Bracket(0, 0), new Bracket(0, 0.5))))
        .hasMessageContaining("must ascend");
    assertThatThrownBy(() -> clause(List.of(new Outcome("half", 0.5, new Dollars(1e9, 1e9, 1e9)))))
        .hasMessageContaining("sum to 0.5");
  }

  @Test
  void aPromiseOfMoreThanTheProfitIsRefusedWithItsPlace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(
        file,
        Files.readString(Path.of("scenarios/windfall.yaml")).replace("share: 0.5}", "share: 1.5}"));
    assertThatThrownBy(() -> Clause.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("own.yaml:")
        .hasMessageContaining("share");
  }
}
