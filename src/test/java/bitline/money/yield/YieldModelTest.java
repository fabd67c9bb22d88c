package bitline.money.yield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import org.junit.jupiter.api.Test;

class YieldModelTest {
  @Test
  void yieldsOfPublishedCasesToThreeDigits() {
    // area × density = 0.814, as 814 mm² with 0.1 defects a square centimetre
    assertThat(YieldModel.POISSON.yield(0.814, 3)).isCloseTo(0.443, within(5e-4));
    assertThat(YieldModel.MURPHY.yield(0.814, 3)).isCloseTo(0.468, within(5e-4));
    assertThat(YieldModel.SEEDS.yield(0.814, 3)).isCloseTo(0.551, within(5e-4));
    assertThat(YieldModel.ROOT_SEEDS.yield(0.814, 3)).isCloseTo(0.406, within(5e-4));
    assertThat(YieldModel.NEGATIVE_BINOMIAL.yield(0.814, 3)).isCloseTo(0.487, within(5e-4));
    assertThat(YieldModel.NEGATIVE_BINOMIAL.yield(0.814, 10)).isCloseTo(0.457, within(5e-4));
  }

  @Test
  void yieldsOfOneFourAndEightSquareCentimetres() {
    double[][] expected = {
      {0.1, 0.905, 0.906, 0.909, 0.906},
      {0.4, 0.670, 0.679, 0.714, 0.687},
      {0.8, 0.449, 0.474, 0.556, 0.492}
    };
    for (double[] row : expected) {
      assertThat(YieldModel.POISSON.yield(row[0], 3)).isCloseTo(row[1], within(6e-4));
      assertThat(YieldModel.MURPHY.yield(row[0], 3)).isCloseTo(row[2], within(6e-4));
      assertThat(YieldModel.SEEDS.yield(row[0], 3)).isCloseTo(row[3], within(6e-4));
      assertThat(YieldModel.NEGATIVE_BINOMIAL.yield(row[0], 3)).isCloseTo(row[4], within(6e-4));
    }
  }

  @Test
  void everyLawIsItsOwnMixtureOfPoissons() {
    Cases.forAll(
        200,
        random -> {
          double defects = StrictMath.pow(10, random.nextDouble(-4, 1));
          double alpha = StrictMath.pow(10, random.nextDouble(-0.5, 2.5));
          for (YieldModel model : YieldModel.values()) {
            double mixed = model.mean(x -> StrictMath.exp(-defects * x), alpha);
            assertThat(mixed)
                .as(model + " λ " + defects + " α " + alpha)
                .isCloseTo(model.yield(defects, alpha), within(1e-9));
          }
        });
  }

  @Test
  void moreDefectsYieldLessAndClusteringHelps() {
    Cases.forAll(
        200,
        random -> {
          double defects = random.nextDouble(0, 10);
          double alpha = random.nextDouble(0.5, 50);
          for (YieldModel model : YieldModel.values()) {
            double share = model.yield(defects, alpha);
            assertThat(share).isBetween(0.0, 1.0);
            assertThat(model.yield(defects + 0.1, alpha)).isLessThan(share);
            assertThat(model.yield(0, alpha)).isEqualTo(1);
          }
          double poisson = YieldModel.POISSON.yield(defects, alpha);
          double clustered = YieldModel.NEGATIVE_BINOMIAL.yield(defects, alpha);
          assertThat(clustered).isBetween(poisson, 1.0);
          assertThat(YieldModel.NEGATIVE_BINOMIAL.yield(defects, alpha / 2))
              .isGreaterThanOrEqualTo(clustered);
          assertThat(YieldModel.NEGATIVE_BINOMIAL.yield(defects, 1))
              .isCloseTo(YieldModel.SEEDS.yield(defects, 1), within(1e-12));
        });
  }

  /// One square centimetre, 60 % of it in 256 arrays whose cells catch twice as many defects, 0.1
  /// defects a square centimetre.
  @Test
  void sparesLeaveTheLogicAsTheLimit() {
    double logic = 0.04;
    double arrays = 0.12;
    double[][] expected = {{0.852, 0.961}, {0.8557, 0.961}};
    YieldModel[] models = {YieldModel.POISSON, YieldModel.NEGATIVE_BINOMIAL};
    for (int m = 0; m < 2; m++) {
      for (int spares = 0; spares < 2; spares++) {
        Repair repair = Repair.lines(256, spares, 1);
        double share =
            models[m].mean(
                x -> StrictMath.exp(-logic * x) * repair.survives().applyAsDouble(arrays * x), 3);
        assertThat(share).isCloseTo(expected[m][spares], within(5e-4));
      }
    }
  }

  @Test
  void tilesThatMayBeBroken() {
    double defects = -64 * StrictMath.log(0.99);
    assertThat(Repair.tiles(64, 64).survives().applyAsDouble(defects))
        .isCloseTo(0.526, within(5e-4));
    assertThat(Repair.tiles(64, 60).survives().applyAsDouble(defects))
        .isCloseTo(0.9995, within(5e-5));
    assertThat(Repair.tiles(66, 64).survives().applyAsDouble(-66 * StrictMath.log(0.99)))
        .isCloseTo(0.971, within(5e-4));
    assertThatThrownBy(() -> Repair.tiles(64, 65))
        .isInstanceOf(Problem.class)
        .hasMessage("65 of 64 tiles is not possible; needed must be 1 to all tiles");
    assertThatThrownBy(() -> Repair.lines(0, 1, 1)).isInstanceOf(Problem.class);
  }

  @Test
  void moreSparesNeverHurt() {
    Cases.forAll(
        100,
        random -> {
          int arrays = random.nextInt(1, 500);
          double defects = random.nextDouble(0, 20);
          double before = StrictMath.exp(-defects);
          for (int lines = 0; lines < 5; lines++) {
            double share = Repair.lines(arrays, lines, 1).survives().applyAsDouble(defects);
            assertThat(share).isBetween(before * (1 - 1e-9), 1.0);
            before = share;
          }
        });
  }
}
