package bitline.silicon.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import bitline.Cases;
import bitline.base.Interval;
import bitline.base.Problem;
import bitline.chip.Memory;
import bitline.silicon.node.Node;
import bitline.silicon.node.Nodes;
import org.junit.jupiter.api.Test;

class StorageTest {
  private static SramBuffer buffer(double bytes, double word, double node) {
    return new SramBuffer(bytes, word, Nodes.at(node), Nodes.at(node).supply());
  }

  /// CACTI's law at 22 nm and 128 bits: 8 KB 22.2, 64 KB 70.0, 1 MB 322 fJ a bit.
  @Test
  void theLawOfTheSweep() {
    double factor = Math.sqrt(1 * 2.5);
    double[][] checks = {{8, 22.2}, {64, 70.0}, {1024, 322}};
    for (double[] check : checks) {
      assertThat(buffer(check[0] * 1024, 128, 22e-9).read().middle() * 1e15 / factor / check[1])
          .isCloseTo(1, within(0.01));
    }
  }

  /// Horowitz (ISSCC 2014), 45 nm: 10, 20 and 100 pJ for 64 bits from 8 KB, 32 KB and 1 MB. The law
  /// is not of these; the interval over it was chosen so that they lie inside.
  @Test
  void whatOthersSayLiesInside() {
    double[][] checks = {{8, 10}, {32, 20}, {1024, 100}};
    for (double[] check : checks) {
      Interval word = buffer(check[0] * 1024, 64, 45e-9).read().times(64e12);
      assertThat(word.contains(check[1])).as(word + " " + check[1]).isTrue();
    }
    // Dally et al. (CACM 2020), 14 nm: 50 fJ a bit from 8 KB.
    Interval bit = buffer(8192, 64, 14e-9).read().times(1e15);
    assertThat(bit.contains(50)).as(bit + " 50").isTrue();
  }

  /// Published density of SRAM macros at 3 nm: 31.8 Mib/mm2.
  @Test
  void densityOfMacros() {
    double mebibits = 8 / (buffer(1 << 20, 128, 3e-9).area().middle() * 1e6);
    assertThat(mebibits).isCloseTo(31.8, within(1.6));
  }

  @Test
  void buffersGrow() {
    Cases.forAll(
        60,
        random -> {
          double bytes = 64 * Math.exp(random.nextDouble() * Math.log(1 << 22));
          double word = 8 * (1 << random.nextInt(8));
          double node = 3e-9 + 120e-9 * random.nextDouble();
          SramBuffer one = buffer(bytes, word, node);
          SramBuffer larger = buffer(Math.min(bytes * 2.5, 1 << 30), word, node);
          assertThat(larger.area().middle()).isGreaterThan(one.area().middle());
          assertThat(larger.read().middle()).isGreaterThan(0.75 * one.read().middle());
          assertThat(larger.leakage(330).middle()).isGreaterThan(one.leakage(330).middle());
          assertThat(one.leakage(340).middle()).isGreaterThan(one.leakage(330).middle());
          assertThat(one.read().low()).isLessThan(one.read().middle());
        });
    Node node = Nodes.at(28e-9);
    assertThat(new SramBuffer(65536, 128, node, 0.7).read().middle())
        .isLessThan(new SramBuffer(65536, 128, node, 0.9).read().middle());
    assertThat(new SramBuffer(65536, 128, node, 0.7).access())
        .isGreaterThan(new SramBuffer(65536, 128, node, 0.9).access());
  }

  @Test
  void refusals() {
    assertThatThrownBy(() -> buffer(1L << 31, 128, 22e-9))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("64 B to 1 GiB");
    assertThatThrownBy(() -> buffer(1024, 1, 22e-9))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("8 to 16384 bits");
    assertThatThrownBy(() -> new SramBuffer(1024, 32, Nodes.at(65e-9), 0.2))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("0.2 V at 65 nm");
    assertThatThrownBy(() -> new Dram(Memory.Type.SRAM)).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> new VectorLane(0, Nodes.at(28e-9), 0.9)).isInstanceOf(Problem.class);
  }

  @Test
  void everyMemoryBesideTheChipHasALaw() {
    for (Memory.Type type : Memory.Type.values()) {
      if (!type.onChip()) {
        Interval bit = new Dram(type).perBit();
        assertThat(bit.middle()).isBetween(2e-12, 30e-12);
        assertThat(bit.low()).isLessThan(bit.middle());
        assertThat(new Dram(type).background(0).middle()).isBetween(0.05, 2.0);
      }
    }
    // O'Connor et al. (MICRO 2017): 3.92 pJ in the device, 6.25 with all it needs.
    assertThat(new Dram(Memory.Type.HBM2).perBit().contains(6.25e-12)).isTrue();
    // Four devices of 25.6 GB/s for 102.4 GB/s.
    assertThat(new Dram(Memory.Type.LPDDR5).background(102.4e9).middle())
        .isCloseTo(4 * 87e-3, within(1e-9));
  }

  @Test
  void wiresRoutersAndLanes() {
    Node node = Nodes.at(28e-9);
    assertThat(new Wire(1e-3, node, 0.9).perTransition().middle())
        .isCloseTo(120e-15, within(1e-18));
    assertThat(new Wire(2e-3, node, 0.9).perBit().middle()).isCloseTo(120e-15, within(1e-18));
    Interval router = new Router(Nodes.at(32e-9), 0.9).perBit();
    assertThat(router.contains(0.081e-12)).isTrue();
    assertThat(new Router(Nodes.at(22e-9), 0.9).perBit().contains(0.25e-12)).isTrue();
    assertThat(new Register(Nodes.at(40e-9), 0.9).perBit().middle())
        .isCloseTo(9e-15, within(1e-20));
    // At 45 nm an addition is 0.05 pJ; registers 3 · 16 · 9 fJ at 40 nm; a shared instruction.
    Node old = Nodes.at(45e-9);
    double many = new VectorLane(1 << 20, old, 0.9).addition().middle();
    double registers = 48 * new Register(old, 0.9).perBit().middle();
    assertThat(many).isCloseTo(0.05e-12 + registers, within(1e-16));
    assertThat(new VectorLane(1, old, 0.9).addition().middle()).isGreaterThan(20 * many);
    assertThat(Links.host().middle()).isGreaterThan(10 * Links.dieToDie().middle());
    Interval edram = new Edram(65536, Nodes.at(32e-9), 0.9).area();
    assertThat(edram.contains(0.083e-6)).isTrue();
  }
}
