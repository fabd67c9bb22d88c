package bitline.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.base.Interval;
import bitline.claim.Case.Outcome;
import bitline.claim.Claim.Finding.Tested;
import bitline.claim.Claim.Finding.Withheld;
import bitline.claim.Verdict.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// No verdict without the other side's best number, and none that does not follow from the cases.
class ClaimTest {
  private static final Case.Measure JOULES = new Case.Measure("energy", "J", Better.LESS);
  private static final Case.Measure RATE = new Case.Measure("rate", "1", Better.MORE);

  private static Side side(String name, double value) {
    return Side.exactly(name, value, Side.Known.MEASURED, "a test");
  }

  private static Side around(double middle, double factor) {
    return new Side("ours", Interval.within(middle, factor), Side.Known.MODELLED, "a test");
  }

  private static Best theirs(double value) {
    return Best.of(List.of(side("theirs", value)), Better.LESS);
  }

  /// Ours takes 1 J, within a factor; theirs so much; asked for is ten times less.
  private static Case one(String network, String assuming, double theirs, double factor) {
    return Case.moved(
        assuming, Map.of("network", network), JOULES, around(1, factor), theirs(theirs), 10);
  }

  private static Case usual(String network, double theirs) {
    return one(network, Case.USUAL, theirs, 2);
  }

  @Test
  void nobodyIsComparedWithNobody() {
    assertThatThrownBy(() -> Best.of(List.of(), Better.LESS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no number");
    assertThatThrownBy(() -> Case.base(Map.of("network", "a"), JOULES, around(1, 2), none(), 10))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("the other side has no number");
    assertThatThrownBy(() -> Tested.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Withheld(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThat(Best.class.getConstructors()).isEmpty();
  }

  @SuppressWarnings("NullAway")
  private static Best none() {
    return null;
  }

  @Test
  void theBestIsChosenOutOfAll() {
    List<Side> sides = List.of(side("a", 3), side("b", 2), side("c", 5));
    assertThat(Best.of(sides, Better.LESS).side().name()).isEqualTo("b");
    assertThat(Best.of(sides, Better.MORE).side().name()).isEqualTo("c");
    assertThat(Best.of(sides, Better.MORE).among()).isEqualTo(sides);
  }

  @Test
  void aVerdictThatSomebodyMadeUpIsRefused() {
    List<Case> cases = List.of(usual("a", 1));
    Verdict other = Verdict.of(List.of(usual("a", 1000)));
    assertThat(other.kind()).isEqualTo(Kind.HOLDS);
    assertThatThrownBy(() -> new Tested(cases, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not follow");
    assertThatThrownBy(() -> Verdict.of(List.of(one("a", "moved", 1, 2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Theirs 30 J over ours 1 J, within a factor of 2: 15 to 60 times.
  @Test
  void ratiosAndTheirOutcome() {
    Case met = usual("a", 30);
    assertThat(met.ratio().middle()).isCloseTo(30, within(1e-9));
    assertThat(met.ratio().low()).isCloseTo(15, within(1e-9));
    assertThat(met.ratio().high()).isCloseTo(60, within(1e-9));
    assertThat(met.outcome()).isEqualTo(Outcome.MET);
    assertThat(usual("a", 15).outcome()).isEqualTo(Outcome.OPEN);
    assertThat(usual("a", 4).outcome()).isEqualTo(Outcome.MISSED);
    Case more =
        Case.base(Map.of(), RATE, around(8, 2), Best.of(List.of(side("b", 2)), Better.MORE), 1);
    assertThat(more.ratio().low()).isCloseTo(2, within(1e-9));
    assertThat(more.outcome()).isEqualTo(Outcome.MET);
  }

  @Test
  void everyVerdictFollowsFromCounts() {
    assertThat(kind(usual("a", 30), usual("b", 40))).isEqualTo(Kind.HOLDS);
    assertThat(kind(usual("a", 30), one("a", "moved", 1, 2))).isEqualTo(Kind.FAILS_WHEN);
    assertThat(kind(usual("a", 30), usual("b", 1))).isEqualTo(Kind.FAILS_WHEN);
    assertThat(kind(usual("a", 30), usual("b", 1), usual("c", 1))).isEqualTo(Kind.HOLDS_WHEN);
    assertThat(kind(usual("a", 1), one("a", "moved", 30, 2))).isEqualTo(Kind.HOLDS_WHEN);
    assertThat(kind(usual("a", 1), usual("b", 1), usual("c", 12))).isEqualTo(Kind.FAILS);
    assertThat(kind(usual("a", 1), usual("b", 12))).isEqualTo(Kind.NOT_DECIDED);
  }

  private static Kind kind(Case... cases) {
    return Verdict.of(List.of(cases)).kind();
  }

  @Test
  void conditionsNameExactlyTheCasesThatAreMeant() {
    Verdict verdict =
        Verdict.of(
            List.of(
                usual("a", 30),
                usual("b", 1),
                usual("c", 1),
                usual("d", 1),
                one("b", "the other side is slow", 30, 2),
                one("c", "the other side is slow", 30, 2)));
    assertThat(verdict.sentence()).isEqualTo("holds when the other side is slow; or network: a");
    assertThat(verdict.turning())
        .containsExactly(new Verdict.Turning("the other side is slow", 2, 2, 0));
    assertThat(Verdict.of(List.of(usual("a", 30), usual("b", 30), usual("c", 1))).sentence())
        .isEqualTo("fails when network: c");
    assertThat(
            Verdict.of(
                    List.of(
                        usual("a", 30),
                        usual("b", 30),
                        usual("c", 1),
                        usual("d", 1),
                        usual("e", 1)))
                .sentence())
        .isEqualTo("holds when network: a or b");
    assertThat(Verdict.of(List.of(usual("a", 1), usual("b", 1), usual("c", 12))).sentence())
        .isEqualTo("fails; open are: network: c");
  }

  @Test
  void theOrderOfCasesDoesNotMatterToTheKind() {
    List<Case> cases =
        new ArrayList<>(List.of(usual("a", 30), usual("b", 12), usual("c", 1), usual("d", 50)));
    Kind kind = Verdict.of(cases).kind();
    Collections.shuffle(cases, new Random(3));
    assertThat(Verdict.of(cases).kind()).isEqualTo(kind);
  }
}
