package bitline.silicon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Problem;
import bitline.text.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesTest {
  private static final double NM = 1e-9;

  @Test
  void everyFileIsANodeOfItsName() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("nodes"))) {
      List<String> written =
          files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
      assertThat(
              Nodes.all().stream().map(n -> n.name().replace(" ", "") + ".yaml").sorted().toList())
          .isEqualTo(written)
          .hasSize(17);
    }
    for (Node node : Nodes.all()) {
      assertThat(node.name()).isEqualTo(Math.round(node.length() / NM) + " nm");
    }
  }

  @Test
  void everyValueSaysWhereItComesFrom() {
    for (Node node : Nodes.all()) {
      assertThat(node.evidence()).hasSizeGreaterThan(20);
      assertThat(node.evidence()).allSatisfy(e -> assertThat(e.text()).hasSizeGreaterThan(10));
      assertThat(node.evidence().stream().filter(e -> e.path().equals("alpha")).toList())
          .singleElement()
          .extracting(Evidence::kind)
          .isEqualTo(Evidence.Kind.PUBLISHED);
    }
  }

  /// What shrinks with every node, and what never falls or rises against the trend.
  @Test
  void trendsAreMonotone() {
    falls(Node::length, true);
    falls(Node::gateCapacitance, true);
    falls(Node::gateArea, true);
    falls(Node::gateDelay, true);
    falls(Node::sramCell, false);
    falls(Node::supply, false);
    falls(Node::highest, false);
    falls(Node::thickOxide, false);
    falls(Node::wireEnergy, false);
    falls(node -> node.leakage().sramCell(), false);
    falls(node -> -node.leakage().logic(), false);
    falls(node -> node.gates(1, node.supply()), true);
  }

  private static void falls(ToDoubleFunction<Node> value, boolean strictly) {
    List<Node> all = Nodes.all();
    for (int i = 1; i < all.size(); i++) {
      double before = value.applyAsDouble(all.get(i - 1));
      double here = value.applyAsDouble(all.get(i));
      assertThat(here).as(all.get(i).name()).isLessThanOrEqualTo(before);
      if (strictly) {
        assertThat(here).as(all.get(i).name()).isLessThan(before);
      }
    }
  }

  /// Six transistors drawn to rules of their own take less than the four of a placed gate.
  @Test
  void cellsAndGatesAreOfOneProcess() {
    for (Node node : Nodes.all()) {
      assertThat(node.sramCell() / node.gateArea()).as(node.name()).isBetween(1 / 6.0, 1.0);
    }
  }

  @Test
  void goldenValues() {
    Node at28 = Nodes.at(28 * NM);
    // ZigZag-IMC, commit df34a6f: unit gate of 28 nm
    assertThat(at28.gateArea()).isEqualTo(0.614e-12);
    assertThat(at28.gateCapacitance()).isEqualTo(1.15e-15);
    assertThat(at28.loadedDelay(0.9)).isCloseTo(47.8e-12, within(1e-15));
    // WikiChip, 28 and 16 nm; WikiChip Fuse 7343
    assertThat(at28.sramCell()).isEqualTo(0.127e-12);
    assertThat(Nodes.at(16 * NM).sramCell()).isEqualTo(0.074e-12);
    assertThat(Nodes.at(5 * NM).sramCell()).isEqualTo(0.021e-12);
    assertThat(at28.wireEnergy()).isEqualTo(120e-12);
    assertThat(at28.leakage().temperature()).isEqualTo(358.15);
  }

  /// Stillmaker and Baas 2017, table of area: from 7 to 16 nm 3.2, from 10 to 20 nm 2.1.
  @Test
  void areasBelow28NmFollowStillmaker() {
    assertThat(Nodes.at(16 * NM).gateArea() / Nodes.at(7 * NM).gateArea())
        .isCloseTo(3.2, Percentage.withPercentage(3));
    assertThat(Nodes.at(20 * NM).gateArea() / Nodes.at(10 * NM).gateArea())
        .isCloseTo(2.1, Percentage.withPercentage(3));
  }

  @Test
  void aDescribedNodeIsFoundDespiteRounding() {
    assertThat(Nodes.at(28e-9)).isSameAs(Nodes.at(0.028 * 1e-6));
    assertThat(Nodes.at(28 * NM).name()).isEqualTo("28 nm");
  }

  @Test
  void aNodeBetweenTwoSaysSo() {
    Node at6 = Nodes.at(6 * NM);
    assertThat(at6.name()).isEqualTo("6 nm (between 7 and 5)");
    assertThat(at6.evidence())
        .singleElement()
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(Evidence.Kind.ASSUMED);
          assertThat(e.text()).contains("between 7 nm and 5 nm");
        });
    double share = StrictMath.log(7.0 / 6) / StrictMath.log(7.0 / 5);
    double gate = 0.4e-15 * StrictMath.pow(0.331 / 0.4, share);
    assertThat(at6.gateCapacitance()).isCloseTo(gate, Percentage.withPercentage(1e-9));
  }

  @Test
  void betweenNeighboursEveryValueLiesBetweenTheirs() {
    List<ToDoubleFunction<Node>> values =
        List.of(
            Node::supply,
            Node::lowest,
            Node::highest,
            Node::thickOxide,
            Node::threshold,
            Node::gateCapacitance,
            Node::gateArea,
            Node::sramCell,
            Node::gateDelay,
            Node::wireEnergy,
            n -> n.leakage().logic(),
            n -> n.leakage().sramCell(),
            n -> n.uncertainty().leakage(),
            n -> n.delay(n.supply()));
    Cases.forAll(
        300,
        random -> {
          int i = 1 + random.nextInt(Nodes.all().size() - 1);
          Node larger = Nodes.all().get(i - 1);
          Node smaller = Nodes.all().get(i);
          double metres =
              smaller.length()
                  + (larger.length() - smaller.length()) * random.nextDouble(0.01, 0.99);
          Node here = Nodes.at(metres);
          for (ToDoubleFunction<Node> value : values) {
            double a = value.applyAsDouble(larger);
            double b = value.applyAsDouble(smaller);
            assertThat(value.applyAsDouble(here))
                .as(here.name())
                .isBetween(Math.min(a, b) * (1 - 1e-12), Math.max(a, b) * (1 + 1e-12));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|node 2 nm: nothing is known of such a process; 3 nm to 130 nm are possible",
        "180|node 180 nm: nothing is known of such a process; 3 nm to 130 nm are possible",
        "-28|node -28 nm: nothing is known of such a process; 3 nm to 130 nm are possible",
        "NaN|node NaN m: nothing is known of such a process; 3 nm to 130 nm are possible",
      })
  void aNodeOutsideIsRefused(double nanometres, String message) {
    assertThatThrownBy(() -> Nodes.at(nanometres * NM))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }
}
