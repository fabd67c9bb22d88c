package bitline.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import bitline.chip.Chip;
import bitline.chip.NetworkOnChip;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
  private static Links links(int cores, Flow.Builder flow) {
    return new Links(chip(cores), flow);
  }

  @TempDir private static Path folder;

  private static Chip chip(int cores) {
    return new SmallChip()
        .cores(cores)
        .with("networkOnChip: {topology: mesh, linkBits: 64, clock: 1 GHz, hopCycles: 1}")
        .in(folder);
  }

  /// A message takes the links of its route in the order in which it passes them.
  @Test
  void linksAreTakenInTheOrderOfTheWay() {
    Flow.Builder flow = new Flow.Builder();
    Links links = links(16, flow);
    NetworkOnChip network = Objects.requireNonNull(chip(16).networkOnChip());
    for (int from = 0; from < 16; from++) {
      for (int to = 0; to < 16; to++) {
        List<Integer> taken = links.transfer(List.of(Links.Message.of(from, to, 8))).links();
        List<String> names = new ArrayList<>();
        network.route(from, to, 16).forEach(l -> names.add("link " + l.from() + " to " + l.to()));
        Flow all = flow.flow();
        assertThat(taken.stream().map(store -> all.stores().get(store).name()).toList())
            .isEqualTo(names);
      }
    }
  }

  /// From the corner of four by four to two cores of one column: the links before the fork carry
  /// the bytes once, and what two need half of each, all of it.
  @Test
  void whereRoutesPartLinksCarryWhatIsNeededBehindThem() {
    Flow.Builder flow = new Flow.Builder();
    Links links = links(16, flow);
    TreeMap<Integer, Double> halves = new TreeMap<>(Map.of(1, 0.5, 5, 0.5));
    Links.Transfer shared = links.transfer(List.of(new Links.Message(0, halves, 800)));
    assertThat(shared.links()).hasSize(2);
    assertThat(shared.seconds()).isCloseTo(2e-9 + 800 / 8e9, within(1e-15));
    TreeMap<Integer, Double> whole = new TreeMap<>(Map.of(1, 1.0, 5, 1.0));
    assertThat(links.transfer(List.of(new Links.Message(0, whole, 800))).seconds())
        .isCloseTo(2e-9 + 800 / 8e9, within(1e-15));
  }

  @Test
  void theBusiestLinkSetsThePace() {
    Links links = links(4, new Flow.Builder());
    Links.Transfer both =
        links.transfer(List.of(Links.Message.of(0, 3, 80), Links.Message.of(1, 3, 160)));
    assertThat(both.seconds()).isCloseTo(2e-9 + 240 / 8e9, within(1e-15));
  }

  @Test
  void nothingMovesInsideACore() {
    Links links = links(4, new Flow.Builder());
    assertThat(links.spread(List.of(2), Links.parts(List.of(2)), 100).seconds()).isZero();
  }
}
