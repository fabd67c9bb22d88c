package bitline.chip;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.NetworkOnChip.Link;
import bitline.chip.NetworkOnChip.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkOnChipTest {
  private static NetworkOnChip of(Topology topology) {
    return new NetworkOnChip(topology, 64, 1e9, 2);
  }

  /// Each link begins where the one before it ends; in a crossbar and on a bus that is the switch.
  @Test
  void routesLeadFromCoreToCore() {
    for (Topology topology : Topology.values()) {
      for (int cores : new int[] {1, 2, 3, 4, 7, 16, 33}) {
        for (int from = 0; from < cores; from++) {
          for (int to = 0; to < cores; to++) {
            List<Link> route = of(topology).route(from, to, cores);
            String what = topology + " of " + cores + ": " + from + " to " + to + ": " + route;
            assertThat(route.isEmpty()).as(what).isEqualTo(from == to);
            assertThat(of(topology).hops(from, to, cores)).as(what).isEqualTo(route.size());
            for (int i = 1; i < route.size(); i++) {
              assertThat(route.get(i).from()).as(what).isEqualTo(route.get(i - 1).to());
            }
            assertThat(new HashSet<>(route)).as(what).hasSameSizeAs(route);
            if (from != to && (topology == Topology.MESH || topology == Topology.RING)) {
              assertThat(route.getFirst().from()).as(what).isEqualTo(from);
              assertThat(route.getLast().to()).as(what).isEqualTo(to);
            }
          }
        }
      }
    }
  }

  /// Messages from different cores to different cores share a tree's links above them and nothing
  /// else.
  @Test
  void aTreesLeavesAreItsCores() {
    NetworkOnChip tree = of(Topology.TREE);
    Set<Integer> ends = new HashSet<>();
    for (int core = 0; core < 5; core++) {
      ends.add(tree.route(core, (core + 1) % 5, 5).getFirst().from());
    }
    assertThat(ends).hasSize(5);
    assertThat(tree.route(0, 4, 5).getLast().to()).isEqualTo(tree.route(4, 0, 5).getFirst().from());
  }

  @Test
  void aRingGoesTheShorterWay() {
    assertThat(of(Topology.RING).hops(0, 6, 7)).isEqualTo(1);
    assertThat(of(Topology.RING).hops(1, 4, 7)).isEqualTo(3);
  }

  /// 64 bits, 1 GHz, two cycles.
  @Test
  void whatALinkCarries() {
    assertThat(of(Topology.MESH).linkBandwidth()).isEqualTo(8e9);
    assertThat(of(Topology.MESH).hopTime()).isEqualTo(2e-9);
  }
}
